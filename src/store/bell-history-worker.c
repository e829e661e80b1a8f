/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-history-worker.h"

#include "bell-sqlite.h"

/* A batch is whatever came while the last one was written, and what comes within this of its first. */
#define BATCH_US (10 * 1000)
#define MAX_BATCH 1000

struct _BellHistoryWorker
{
  gatomicrefcount ref_count;
  GAsyncQueue *jobs;
  GAsyncQueue *ended; /* gets one item when the thread is done */
  char *path;

  /* The thread's own */
  GThread *thread;
  sqlite3 *db;
  sqlite3_stmt *insert;
  sqlite3_stmt *acknowledge;
  sqlite3_stmt *delete_shop;
};

void
bell_history_job_free (BellHistoryJob *job)
{
  g_clear_object (&job->task);
  g_clear_object (&job->entry);
  g_free (job->how);
  g_free (job->ids);
  g_free (job->shop);
  g_free (job);
}

static void
worker_unref (BellHistoryWorker *worker)
{
  if (!g_atomic_ref_count_dec (&worker->ref_count))
    return;
  g_async_queue_unref (worker->jobs);
  g_async_queue_unref (worker->ended);
  g_free (worker->path);
  g_free (worker);
}

/* Opening: again at every batch until it works, but for a file that must be left alone. */

static void
close_db (BellHistoryWorker *worker)
{
  g_clear_pointer (&worker->insert, sqlite3_finalize);
  g_clear_pointer (&worker->acknowledge, sqlite3_finalize);
  g_clear_pointer (&worker->delete_shop, sqlite3_finalize);
  g_clear_pointer (&worker->db, sqlite3_close);
}

static gboolean
ensure_open (BellHistoryWorker *worker,
             GError **error)
{
  if (worker->db != NULL)
    return TRUE;
  worker->db = bell_history_schema_open (worker->path, error);
  if (worker->db == NULL)
    return FALSE;

  worker->insert = bell_sqlite_prepare (worker->db,
                                        "INSERT INTO event (shop, kind, marker, title, body, entity, status, received,"
                                        " acknowledged, acknowledged_how, payload)"
                                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                                        error);
  if (worker->insert != NULL)
    worker->acknowledge = bell_sqlite_prepare (worker->db,
                                               "UPDATE event SET acknowledged = ?2, acknowledged_how = ?3"
                                               " WHERE id = ?1 AND acknowledged = 0",
                                               error);
  if (worker->acknowledge != NULL)
    worker->delete_shop = bell_sqlite_prepare (worker->db, "DELETE FROM event WHERE shop = ?1", error);
  if (worker->delete_shop != NULL)
    return TRUE;
  close_db (worker);
  return FALSE;
}

/* Writes: each gives a number. */

static gboolean
write_append (BellHistoryWorker *worker,
              BellHistoryJob *job,
              GError **error)
{
  BellEntry *entry = job->entry;

  bell_sqlite_bind_text (worker->insert, 1, bell_entry_get_shop (entry));
  bell_sqlite_bind_text (worker->insert, 2, bell_entry_get_kind (entry));
  bell_sqlite_bind_text (worker->insert, 3, bell_entry_get_marker (entry));
  bell_sqlite_bind_text (worker->insert, 4, bell_entry_get_title (entry));
  bell_sqlite_bind_text (worker->insert, 5, bell_entry_get_body (entry));
  bell_sqlite_bind_text (worker->insert, 6, bell_entry_get_entity (entry));
  bell_sqlite_bind_text (worker->insert, 7, bell_entry_get_status (entry));
  sqlite3_bind_int64 (worker->insert, 8, bell_entry_get_received (entry));
  sqlite3_bind_int64 (worker->insert, 9, job->when);
  bell_sqlite_bind_text (worker->insert, 10, job->how);
  bell_sqlite_bind_text (worker->insert, 11, bell_entry_get_payload (entry));
  if (!bell_sqlite_run (worker->insert, error))
    return FALSE;
  job->number = sqlite3_last_insert_rowid (worker->db);
  return TRUE;
}

static gboolean
write_acknowledge (BellHistoryWorker *worker,
                   BellHistoryJob *job,
                   GError **error)
{
  for (gsize i = 0; i < job->n_ids; i++)
    {
      sqlite3_bind_int64 (worker->acknowledge, 1, job->ids[i]);
      sqlite3_bind_int64 (worker->acknowledge, 2, job->when);
      bell_sqlite_bind_text (worker->acknowledge, 3, job->how);
      if (!bell_sqlite_run (worker->acknowledge, error))
        return FALSE;
      job->number += sqlite3_changes (worker->db);
    }
  return TRUE;
}

static gboolean
write_job (BellHistoryWorker *worker,
           BellHistoryJob *job,
           GError **error)
{
  job->number = 0;
  switch (job->operation)
    {
    case BELL_HISTORY_APPEND:
      return write_append (worker, job, error);
    case BELL_HISTORY_ACKNOWLEDGE:
      return write_acknowledge (worker, job, error);
    case BELL_HISTORY_DELETE_SHOP:
      bell_sqlite_bind_text (worker->delete_shop, 1, job->shop);
      return bell_sqlite_run (worker->delete_shop, error);
    case BELL_HISTORY_LOAD:
    case BELL_HISTORY_STOP:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
write_batch (BellHistoryWorker *worker,
             GPtrArray *batch,
             GError **error)
{
  if (!ensure_open (worker, error) || !bell_sqlite_exec (worker->db, "BEGIN IMMEDIATE", error))
    return FALSE;
  for (guint i = 0; i < batch->len; i++)
    if (!write_job (worker, g_ptr_array_index (batch, i), error))
      {
        bell_sqlite_exec (worker->db, "ROLLBACK", NULL);
        return FALSE;
      }
  if (bell_sqlite_exec (worker->db, "COMMIT", error))
    return TRUE;
  /* After some errors SQLite has rolled back by itself; then this one fails, and that is fine. */
  bell_sqlite_exec (worker->db, "ROLLBACK", NULL);
  return FALSE;
}

static void
finish_batch (BellHistoryWorker *worker,
              GPtrArray *batch)
{
  g_autoptr (GError) error = NULL;
  gboolean written;

  if (batch->len == 0)
    return;
  written = write_batch (worker, batch, &error);
  for (guint i = 0; i < batch->len; i++)
    {
      BellHistoryJob *job = g_ptr_array_index (batch, i);

      if (job->entry != NULL)
        g_task_set_task_data (job->task, g_object_ref (job->entry), g_object_unref);
      if (written)
        g_task_return_int (job->task, job->number);
      else
        g_task_return_error (job->task, g_error_copy (error));
    }
  g_ptr_array_set_size (batch, 0);
}

/* Reads */

static BellEntry *
read_entry (sqlite3_stmt *row)
{
  const char *text[11];
  BellEntry *entry;

  for (int i = 0; i < 11; i++)
    text[i] = (const char *) sqlite3_column_text (row, i);
  entry = bell_entry_new (text[1], text[2], text[3], text[4], text[5], text[6], text[7],
                          sqlite3_column_int64 (row, 8), (const char *) sqlite3_column_text (row, 11));
  bell_entry_set_id (entry, sqlite3_column_int64 (row, 0));
  if (sqlite3_column_int64 (row, 9) != 0)
    bell_entry_set_acknowledged (entry, sqlite3_column_int64 (row, 9), text[10]);
  return entry;
}

static GPtrArray *
load (BellHistoryWorker *worker,
      BellHistoryJob *job,
      GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  sqlite3_stmt *statement;
  int code;

  if (!ensure_open (worker, error))
    return NULL;
  statement = bell_sqlite_prepare (worker->db,
                                   job->waiting
                                     ? "SELECT id, shop, kind, marker, title, body, entity, status, received,"
                                       " acknowledged, acknowledged_how, payload FROM event"
                                       " WHERE acknowledged = 0 AND id < ?1 ORDER BY id DESC LIMIT ?2"
                                     : "SELECT id, shop, kind, marker, title, body, entity, status, received,"
                                       " acknowledged, acknowledged_how, payload FROM event"
                                       " WHERE acknowledged != 0 AND id < ?1 ORDER BY id DESC LIMIT ?2",
                                   error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, job->before > 0 ? job->before : G_MAXINT64);
  sqlite3_bind_int64 (statement, 2, job->limit);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    g_ptr_array_add (entries, read_entry (statement));
  if (code != SQLITE_DONE)
    bell_sqlite_set_error (error, worker->db, code, "");
  sqlite3_finalize (statement);
  return code == SQLITE_DONE ? g_steal_pointer (&entries) : NULL;
}

static void
run_load (BellHistoryWorker *worker,
          BellHistoryJob *job)
{
  GError *error = NULL;
  GPtrArray *entries = load (worker, job, &error);

  if (entries != NULL)
    g_task_return_pointer (job->task, entries, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (job->task, error);
}

/* The thread */

/* Collects writes until there is something else to do; gives that job, or NULL when the batch is due. */
static BellHistoryJob *
collect (BellHistoryWorker *worker,
         GPtrArray *batch)
{
  BellHistoryJob *job = g_async_queue_pop (worker->jobs);
  gint64 due = g_get_monotonic_time () + BATCH_US;

  while (job != NULL && job->operation <= BELL_HISTORY_DELETE_SHOP)
    {
      g_ptr_array_add (batch, job);
      job = batch->len < MAX_BATCH
              ? g_async_queue_timeout_pop (worker->jobs, MAX (due - g_get_monotonic_time (), 0))
              : NULL;
    }
  return job;
}

static gpointer
worker_main (gpointer data)
{
  BellHistoryWorker *worker = data;
  g_autoptr (GPtrArray) batch = g_ptr_array_new_with_free_func ((GDestroyNotify) bell_history_job_free);
  gboolean stop = FALSE;

  while (!stop)
    {
      BellHistoryJob *job = collect (worker, batch);

      finish_batch (worker, batch);
      if (job == NULL)
        continue;
      stop = job->operation == BELL_HISTORY_STOP;
      if (!stop)
        run_load (worker, job);
      bell_history_job_free (job);
    }
  close_db (worker);
  g_async_queue_push (worker->ended, worker);
  worker_unref (worker);
  return NULL;
}

BellHistoryWorker *
bell_history_worker_start (const char *path)
{
  BellHistoryWorker *worker = g_new0 (BellHistoryWorker, 1);

  g_atomic_ref_count_init (&worker->ref_count);
  g_atomic_ref_count_inc (&worker->ref_count);
  worker->jobs = g_async_queue_new ();
  worker->ended = g_async_queue_new ();
  worker->path = g_strdup (path);
  worker->thread = g_thread_new ("history", worker_main, worker);
  return worker;
}

void
bell_history_worker_push (BellHistoryWorker *worker,
                          BellHistoryJob *job)
{
  g_async_queue_push (worker->jobs, job);
}

void
bell_history_worker_stop (BellHistoryWorker *worker,
                          guint ms)
{
  BellHistoryJob *job = g_new0 (BellHistoryJob, 1);
  GThread *thread = worker->thread;

  job->operation = BELL_HISTORY_STOP;
  g_async_queue_push (worker->jobs, job);
  if (g_async_queue_timeout_pop (worker->ended, (guint64) ms * 1000) != NULL)
    g_thread_join (thread);
  else
    g_thread_unref (thread);
  worker_unref (worker);
}
