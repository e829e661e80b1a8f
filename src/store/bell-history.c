/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-history.h"

#include "bell-history-deletes.h"
#include "bell-history-rows.h"
#include "bell-history-worker.h"

G_DEFINE_QUARK (bell-history-error-quark, bell_history_error)

#define CLOSE_MS 2000

struct _BellHistory
{
  GObject parent_instance;

  char *path;
  GCancellable *closing;
  BellHistoryDelivery *delivery;
  BellHistoryWorker *worker; /* NULL once closed */
};

G_DEFINE_FINAL_TYPE (BellHistory, bell_history, G_TYPE_OBJECT)

static void
bell_history_finalize (GObject *object)
{
  BellHistory *self = BELL_HISTORY (object);

  bell_history_close (self);
  bell_history_delivery_unref (self->delivery);
  g_object_unref (self->closing);
  g_free (self->path);
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
  self->closing = g_cancellable_new ();
  self->delivery = bell_history_delivery_new ();
}

BellHistory *
bell_history_new (const char *path)
{
  BellHistory *self = g_object_new (BELL_TYPE_HISTORY, NULL);

  self->path = path != NULL ? g_canonicalize_filename (path, NULL) : bell_history_schema_name_memory ();
  self->worker = bell_history_worker_start (self->path);
  return self;
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
  g_set_error (&job->error, BELL_HISTORY_ERROR, BELL_HISTORY_ERROR_CLOSED, "The history is closed");
  bell_history_job_deliver (job);
}

/* Takes the task and the change, which becomes the task's data. chore: (nullable) */
static void
submit_change (BellHistory *self,
               GTask *task,
               BellHistoryChange *change,
               BellHistoryWrite write,
               BellHistoryChore chore)
{
  BellHistoryJob *job = bell_history_job_new (chore != NULL ? BELL_HISTORY_CHORE : BELL_HISTORY_WRITE, task,
                                              self->delivery);

  g_task_set_task_data (task, change, (GDestroyNotify) bell_history_change_free);
  job->write = write;
  job->chore = chore;
  submit (self, job);
}

/* Takes the task. */
static void
submit_read (BellHistory *self,
             BellHistoryJobKind kind,
             GTask *task,
             BellHistoryRead read,
             GDestroyNotify free_result)
{
  BellHistoryJob *job = bell_history_job_new (kind, task, self->delivery);

  job->read = read;
  job->free_result = free_result;
  submit (self, job);
}

void
bell_history_read (BellHistory *self,
                   GTask *task,
                   gboolean searches,
                   BellHistoryRead read,
                   GDestroyNotify free_result)
{
  submit_read (self, searches ? BELL_HISTORY_SEARCH : BELL_HISTORY_READ, task, read, free_result);
}

const char *
bell_history_get_path (BellHistory *self)
{
  return self->path;
}

GCancellable *
bell_history_get_closing (BellHistory *self)
{
  return self->closing;
}

/* Events */

void
bell_history_append_async (BellHistory *self,
                           BellEntry *entry,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  BellHistoryChange *change = g_new0 (BellHistoryChange, 1);

  change->entry = g_object_ref (entry);
  /* These may change while the job waits; the worker gets what they are now. */
  change->when = bell_entry_get_acknowledged (entry);
  change->state = g_strdup (bell_entry_get_acknowledged_how (entry));
  change->reason = g_strdup (bell_entry_get_silenced (entry));
  submit_change (self, g_task_new (self, cancellable, callback, user_data), change, bell_history_write_append, NULL);
}

gint64
bell_history_append_finish (BellHistory *self,
                            GAsyncResult *result,
                            GError **error)
{
  BellHistoryChange *change = g_task_get_task_data (G_TASK (result));
  gint64 id = g_task_propagate_int (G_TASK (result), error);

  if (id > 0)
    bell_entry_set_id (change->entry, id);
  return id;
}

static BellHistoryChange *
change_new_for_ids (const gint64 *ids,
                    gsize n_ids)
{
  BellHistoryChange *change = g_new0 (BellHistoryChange, 1);

  change->ids = g_memdup2 (ids, n_ids * sizeof *ids);
  change->n_ids = n_ids;
  return change;
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
  BellHistoryChange *change = change_new_for_ids (ids, n_ids);

  change->when = when;
  change->state = g_strdup (how);
  submit_change (self, g_task_new (self, cancellable, callback, user_data), change, bell_history_write_acknowledge,
                 NULL);
}

gint64
bell_history_acknowledge_finish (BellHistory *self,
                                 GAsyncResult *result,
                                 GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

void
bell_history_release_async (BellHistory *self,
                            const gint64 *ids,
                            gsize n_ids,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  submit_change (self, g_task_new (self, cancellable, callback, user_data), change_new_for_ids (ids, n_ids),
                 bell_history_write_release, NULL);
}

gint64
bell_history_release_finish (BellHistory *self,
                             GAsyncResult *result,
                             GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

void
bell_history_silence_async (BellHistory *self,
                            const gint64 *ids,
                            gsize n_ids,
                            const char *reason,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  BellHistoryChange *change = change_new_for_ids (ids, n_ids);

  change->reason = g_strdup (reason);
  submit_change (self, g_task_new (self, cancellable, callback, user_data), change, bell_history_write_silence, NULL);
}

gint64
bell_history_silence_finish (BellHistory *self,
                             GAsyncResult *result,
                             GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

typedef struct
{
  gboolean waiting;
  gint64 before;
  guint limit;
} Load;

static gpointer
load (sqlite3 *db,
      gpointer data,
      GError **error)
{
  Load *wanted = data;
  g_autoptr (sqlite3_stmt) statement = NULL;

  statement = bell_sqlite_prepare (db,
                                   wanted->waiting
                                     ? "SELECT " BELL_HISTORY_COLUMNS " FROM event INDEXED BY event_waiting"
                                       " WHERE acknowledged = 0 AND id < ?1 ORDER BY received DESC, id DESC LIMIT ?2"
                                     : "SELECT " BELL_HISTORY_COLUMNS " FROM event"
                                       " WHERE acknowledged != 0 AND id < ?1 ORDER BY id DESC LIMIT ?2",
                                   error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, wanted->before > 0 ? wanted->before : G_MAXINT64);
  sqlite3_bind_int64 (statement, 2, wanted->limit);
  return bell_history_rows_read (statement, error);
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
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Load wanted = { waiting, before, limit };

  g_task_set_task_data (task, g_memdup2 (&wanted, sizeof wanted), g_free);
  submit_read (self, BELL_HISTORY_LOAD, task, load, (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
bell_history_load_finish (BellHistory *self,
                          GAsyncResult *result,
                          GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The link */

void
bell_history_note_link (BellHistory *self,
                        const char *shop,
                        gint64 when,
                        const char *state,
                        const char *reason)
{
  BellHistoryChange *change = g_new0 (BellHistoryChange, 1);

  change->shop = g_strdup (shop);
  change->when = when;
  change->state = g_strdup (state);
  change->reason = g_strdup (reason);
  submit_change (self, g_task_new (self, NULL, NULL, NULL), change, bell_history_write_link, NULL);
}

void
bell_history_note_heard (BellHistory *self,
                         const char *shop,
                         gint64 when)
{
  BellHistoryChange *change = g_new0 (BellHistoryChange, 1);

  change->shop = g_strdup (shop);
  change->when = when;
  submit_change (self, g_task_new (self, NULL, NULL, NULL), change, bell_history_write_heard, NULL);
}

void
bell_history_note_measure (BellHistory *self,
                           const char *shop,
                           gint64 when,
                           gint64 round_trip,
                           gint64 skew)
{
  BellHistoryChange *change = g_new0 (BellHistoryChange, 1);

  change->shop = g_strdup (shop);
  change->when = when;
  change->round_trip = round_trip;
  change->skew = skew;
  submit_change (self, g_task_new (self, NULL, NULL, NULL), change, bell_history_write_measure, NULL);
}

/* Deleting */

void
bell_history_delete_shop_async (BellHistory *self,
                                const char *shop,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  BellHistoryChange *change = g_new0 (BellHistoryChange, 1);

  change->shop = g_strdup (shop);
  submit_change (self, g_task_new (self, cancellable, callback, user_data), change, bell_history_doom_shop,
                 bell_history_delete_doomed);
}

gboolean
bell_history_delete_shop_finish (BellHistory *self,
                                 GAsyncResult *result,
                                 GError **error)
{
  return g_task_propagate_int (G_TASK (result), error) >= 0;
}

static gboolean
write_nothing (BellHistoryWriter *writer,
               gpointer data,
               gint64 *number,
               GError **error)
{
  return TRUE;
}

void
bell_history_prune_async (BellHistory *self,
                          gint64 before,
                          gint64 keep,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  BellHistoryChange *change = g_new0 (BellHistoryChange, 1);

  change->when = before;
  change->keep = keep;
  submit_change (self, g_task_new (self, cancellable, callback, user_data), change, write_nothing, bell_history_prune);
}

gint64
bell_history_prune_finish (BellHistory *self,
                           GAsyncResult *result,
                           GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

void
bell_history_shrink_async (BellHistory *self,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  submit_read (self, BELL_HISTORY_SHRINK, g_task_new (self, NULL, callback, user_data), NULL, NULL);
}

void
bell_history_close (BellHistory *self)
{
  BellHistoryWorker *worker = g_steal_pointer (&self->worker);

  g_cancellable_cancel (self->closing);
  if (worker != NULL)
    bell_history_worker_stop (worker, CLOSE_MS);
}
