/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-history.h"

#include "bell-history-worker.h"

G_DEFINE_QUARK (bell-history-error-quark, bell_history_error)

#define CLOSE_MS 2000

struct _BellHistory
{
  GObject parent_instance;

  BellHistoryWorker *worker; /* NULL once closed */
};

G_DEFINE_FINAL_TYPE (BellHistory, bell_history, G_TYPE_OBJECT)

static void
bell_history_finalize (GObject *object)
{
  bell_history_close (BELL_HISTORY (object));
  G_OBJECT_CLASS (bell_history_parent_class)->finalize (object);
}

static void
bell_history_class_init (BellHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bell_history_finalize;
}

static void
bell_history_init (BellHistory *self)
{
}

BellHistory *
bell_history_new (const char *path)
{
  BellHistory *self = g_object_new (BELL_TYPE_HISTORY, NULL);

  self->worker = bell_history_worker_start (path);
  return self;
}

static BellHistoryJob *
new_job (BellHistory *self,
         BellHistoryOperation operation,
         GCancellable *cancellable,
         GAsyncReadyCallback callback,
         gpointer user_data)
{
  BellHistoryJob *job = g_new0 (BellHistoryJob, 1);

  job->operation = operation;
  job->task = g_task_new (self, cancellable, callback, user_data);
  return job;
}

/* Takes the job. */
static void
submit (BellHistory *self,
        BellHistoryJob *job)
{
  if (self->worker != NULL)
    {
      bell_history_worker_push (self->worker, job);
      return;
    }
  g_task_return_new_error (job->task, BELL_HISTORY_ERROR, BELL_HISTORY_ERROR_CLOSED, "The history is closed");
  bell_history_job_free (job);
}

void
bell_history_append_async (BellHistory *self,
                           BellEntry *entry,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  BellHistoryJob *job = new_job (self, BELL_HISTORY_APPEND, cancellable, callback, user_data);

  job->entry = g_object_ref (entry);
  /* These may change while the job waits; the worker gets what they are now. */
  job->when = bell_entry_get_acknowledged (entry);
  job->how = g_strdup (bell_entry_get_acknowledged_how (entry));
  submit (self, job);
}

gint64
bell_history_append_finish (BellHistory *self,
                            GAsyncResult *result,
                            GError **error)
{
  BellEntry *entry;
  gint64 id = g_task_propagate_int (G_TASK (result), error);

  if (id > 0)
    {
      entry = g_task_get_task_data (G_TASK (result));
      bell_entry_set_id (entry, id);
    }
  return id;
}

void
bell_history_acknowledge_async (BellHistory *self,
                                const gint64 *ids,
                                gsize n_ids,
                                gint64 when,
                                const char *how,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  BellHistoryJob *job = new_job (self, BELL_HISTORY_ACKNOWLEDGE, cancellable, callback, user_data);

  job->ids = g_memdup2 (ids, n_ids * sizeof *ids);
  job->n_ids = n_ids;
  job->when = when;
  job->how = g_strdup (how);
  submit (self, job);
}

gint64
bell_history_acknowledge_finish (BellHistory *self,
                                 GAsyncResult *result,
                                 GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

void
bell_history_load_async (BellHistory *self,
                         gboolean waiting,
                         gint64 before,
                         guint limit,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  BellHistoryJob *job = new_job (self, BELL_HISTORY_LOAD, cancellable, callback, user_data);

  job->waiting = waiting;
  job->before = before;
  job->limit = limit;
  submit (self, job);
}

GPtrArray *
bell_history_load_finish (BellHistory *self,
                          GAsyncResult *result,
                          GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
bell_history_delete_shop_async (BellHistory *self,
                                const char *shop,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  BellHistoryJob *job = new_job (self, BELL_HISTORY_DELETE_SHOP, cancellable, callback, user_data);

  job->shop = g_strdup (shop);
  submit (self, job);
}

gboolean
bell_history_delete_shop_finish (BellHistory *self,
                                 GAsyncResult *result,
                                 GError **error)
{
  return g_task_propagate_int (G_TASK (result), error) >= 0;
}

void
bell_history_close (BellHistory *self)
{
  BellHistoryWorker *worker = g_steal_pointer (&self->worker);

  if (worker != NULL)
    bell_history_worker_stop (worker, CLOSE_MS);
}
