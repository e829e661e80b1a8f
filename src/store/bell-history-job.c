/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-history-worker.h"

BellHistoryJob *
bell_history_job_new (BellHistoryJobKind kind,
                      GTask *task)
{
  BellHistoryJob *job = g_new0 (BellHistoryJob, 1);

  job->kind = kind;
  job->task = task;
  return job;
}

static void
job_free (gpointer data)
{
  BellHistoryJob *job = data;

  if (job->result != NULL && job->free_result != NULL)
    job->free_result (job->result);
  g_clear_error (&job->error);
  g_clear_object (&job->task);
  g_free (job);
}

static gboolean
deliver_cb (gpointer data)
{
  BellHistoryJob *job = data;

  if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else if (job->read != NULL)
    g_task_return_pointer (job->task, g_steal_pointer (&job->result), job->free_result);
  else
    g_task_return_int (job->task, job->number);
  return G_SOURCE_REMOVE;
}

void
bell_history_job_deliver (BellHistoryJob *job)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (job->task));
  g_source_set_static_name (source, "a history job");
  g_source_set_callback (source, deliver_cb, job, job_free);
  g_source_attach (source, g_task_get_context (job->task));
}
