/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-history-reader.h"

#include "bell-sqlite.h"

/* How many of SQLite's steps between two looks at the cancellable: some tens of µs. */
#define STEPS 1000

struct _BellHistoryReader
{
  GAsyncQueue *jobs;
  char *path;
  GThread *thread;
  int closing; /* atomic */

  /* The thread's own */
  sqlite3 *db;
  GCancellable *cancellable; /* of the job under way, (nullable) */
};

/* SQLite asks: 1 breaks the statement off. */
static int
look_up (void *data)
{
  BellHistoryReader *reader = data;

  return g_atomic_int_get (&reader->closing) != 0 || g_cancellable_is_cancelled (reader->cancellable);
}

static gboolean
ensure_open (BellHistoryReader *reader,
             GError **error)
{
  if (reader->db != NULL)
    return TRUE;
  reader->db = bell_history_schema_open_reader (reader->path, error);
  if (reader->db == NULL)
    return FALSE;
  sqlite3_progress_handler (reader->db, STEPS, look_up, reader);
  return TRUE;
}

static void
run (BellHistoryReader *reader,
     BellHistoryJob *job)
{
  if (job->kind == BELL_HISTORY_SHRINK)
    {
      bell_sqlite_shrink (reader->db);
      bell_history_job_deliver (job);
      return;
    }
  reader->cancellable = g_task_get_cancellable (job->task);
  if (g_atomic_int_get (&reader->closing) != 0)
    g_set_error (&job->error, BELL_HISTORY_ERROR, BELL_HISTORY_ERROR_CLOSED, "The history is closed");
  else if (!g_cancellable_set_error_if_cancelled (reader->cancellable, &job->error) &&
           ensure_open (reader, &job->error))
    job->result = job->read (reader->db, g_task_get_task_data (job->task), &job->error);
  reader->cancellable = NULL;
  bell_history_job_deliver (job);
}

static gpointer
reader_main (gpointer data)
{
  BellHistoryReader *reader = data;
  gboolean stop = FALSE;

  while (!stop)
    {
      BellHistoryJob *job = g_async_queue_pop (reader->jobs);

      stop = job->kind == BELL_HISTORY_STOP;
      if (stop)
        g_free (job);
      else
        run (reader, job);
    }
  g_clear_pointer (&reader->db, sqlite3_close);
  return NULL;
}

BellHistoryReader *
bell_history_reader_start (const char *path)
{
  BellHistoryReader *reader = g_new0 (BellHistoryReader, 1);

  reader->jobs = g_async_queue_new ();
  reader->path = g_strdup (path);
  reader->thread = g_thread_new ("history-reader", reader_main, reader);
  return reader;
}

void
bell_history_reader_push (BellHistoryReader *reader,
                          BellHistoryJob *job)
{
  g_async_queue_push (reader->jobs, job);
}

void
bell_history_reader_stop (BellHistoryReader *reader)
{
  g_atomic_int_set (&reader->closing, 1);
  g_async_queue_push (reader->jobs, bell_history_job_new (BELL_HISTORY_STOP, NULL, NULL));
  g_thread_join (reader->thread);
  g_async_queue_unref (reader->jobs);
  g_free (reader->path);
  g_free (reader);
}
