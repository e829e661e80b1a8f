/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-history-job.h"

#include "bell-priority.h"

/* Longer than this a turn goes on with no other job. */
#define TURN_US 2000

struct _BellHistoryDelivery
{
  gatomicrefcount ref_count;
  GMainContext *context;

  GMutex mutex;
  GQueue ended;   /* of BellHistoryJob, under mutex */
  gboolean awake; /* there is a source that takes them, under mutex */
};

BellHistoryDelivery *
bell_history_delivery_new (void)
{
  BellHistoryDelivery *delivery = g_new0 (BellHistoryDelivery, 1);

  g_atomic_ref_count_init (&delivery->ref_count);
  g_mutex_init (&delivery->mutex);
  g_queue_init (&delivery->ended);
  delivery->context = g_main_context_ref_thread_default ();
  return delivery;
}

BellHistoryDelivery *
bell_history_delivery_ref (BellHistoryDelivery *delivery)
{
  g_atomic_ref_count_inc (&delivery->ref_count);
  return delivery;
}

void
bell_history_delivery_unref (BellHistoryDelivery *delivery)
{
  if (!g_atomic_ref_count_dec (&delivery->ref_count))
    return;
  g_mutex_clear (&delivery->mutex);
  g_main_context_unref (delivery->context);
  g_free (delivery);
}

BellHistoryJob *
bell_history_job_new (BellHistoryJobKind kind,
                      GTask *task,
                      BellHistoryDelivery *delivery)
{
  BellHistoryJob *job = g_new0 (BellHistoryJob, 1);

  job->kind = kind;
  job->task = task;
  job->delivery = delivery != NULL ? bell_history_delivery_ref (delivery) : NULL;
  return job;
}

static void
end_job (BellHistoryJob *job)
{
  if (job->error != NULL)
    g_task_return_error (job->task, job->error);
  else if (job->read != NULL)
    g_task_return_pointer (job->task, job->result, job->free_result);
  else
    g_task_return_int (job->task, job->number);
  g_object_unref (job->task);
  bell_history_delivery_unref (job->delivery);
  g_free (job);
}

/* (nullable): there is none, and whoever pushes the next has to wake somebody. */
static BellHistoryJob *
take_job (BellHistoryDelivery *delivery)
{
  BellHistoryJob *job;

  g_mutex_lock (&delivery->mutex);
  job = g_queue_pop_head (&delivery->ended);
  delivery->awake = job != NULL;
  g_mutex_unlock (&delivery->mutex);
  return job;
}

static gboolean
deliver_cb (gpointer data)
{
  BellHistoryDelivery *delivery = data;
  gint64 until = g_get_monotonic_time () + TURN_US;

  do
    {
      BellHistoryJob *job = take_job (delivery);

      if (job == NULL)
        return G_SOURCE_REMOVE;
      end_job (job);
    }
  while (g_get_monotonic_time () < until);
  return G_SOURCE_CONTINUE;
}

static void
wake (BellHistoryDelivery *delivery)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, BELL_PRIORITY_BULK);
  g_source_set_static_name (source, "[store] ended jobs");
  g_source_set_can_recurse (source, TRUE); /* who gets an answer may wait for the next one */
  g_source_set_callback (source, deliver_cb, bell_history_delivery_ref (delivery),
                         (GDestroyNotify) bell_history_delivery_unref);
  g_source_attach (source, delivery->context);
}

void
bell_history_job_deliver (BellHistoryJob *job)
{
  /* Ours: the job may be gone as soon as others see it. */
  BellHistoryDelivery *delivery = bell_history_delivery_ref (job->delivery);
  gboolean asleep;

  g_mutex_lock (&delivery->mutex);
  g_queue_push_tail (&delivery->ended, job);
  asleep = !delivery->awake;
  delivery->awake = TRUE;
  g_mutex_unlock (&delivery->mutex);
  if (asleep)
    wake (delivery);
  bell_history_delivery_unref (delivery);
}
