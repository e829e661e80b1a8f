/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-history-worker.h"

#include "bell-history-idle.h"
#include "bell-history-reader.h"

/* A batch is what came while the last one was written and within this of it: what comes when it is calm need not wait. */
#define BATCH_US (10 * 1000)
#define MAX_BATCH 1000
#define MEMORY_PAUSE_US 1000
#define STARVED_US (500 * 1000)

struct _BellHistoryWorker
{
  gatomicrefcount ref_count;
  GAsyncQueue *jobs;
  GAsyncQueue *ended; /* gets one item when the thread is done */
  char *path;

  /* The thread's own */
  GThread *thread;
  BellHistoryWriter writer;
  BellHistoryIdle *idle;
  gint64 stepped; /* when the last idle step ended, or there was none to do */
  gint64 written; /* when the last batch was */
  BellHistoryReader *reader;
  GError *damage; /* (nullable): the file is damaged, and left as it is from then on */
};

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
static gboolean
ensure_open (BellHistoryWorker *worker,
             GError **error)
{
  if (worker->damage != NULL)
    {
      g_propagate_error (error, g_error_copy (worker->damage));
      return FALSE;
    }
  if (worker->writer.db != NULL)
    return TRUE;
  if (!bell_history_writer_open (&worker->writer, worker->path, error))
    return FALSE;
  bell_history_idle_resume (worker->idle);
  return TRUE;
}

/* More writing could only do more damage. */
static void
look_for_damage (BellHistoryWorker *worker,
                 const GError *error)
{
  if (worker->writer.db != NULL && g_error_matches (error, BELL_HISTORY_ERROR, BELL_HISTORY_ERROR_CORRUPT))
    {
      worker->damage = g_error_copy (error);
      bell_history_writer_close (&worker->writer);
    }
}

/* Writes */

static gboolean
write_batch (BellHistoryWorker *worker,
             GPtrArray *batch,
             GError **error)
{
  BellHistoryWriter *writer = &worker->writer;

  if (!ensure_open (worker, error) || !bell_sqlite_exec (writer->db, "BEGIN IMMEDIATE", error))
    return FALSE;
  for (guint i = 0; i < batch->len; i++)
    {
      BellHistoryJob *job = g_ptr_array_index (batch, i);

      job->number = 0;
      if (!job->write (writer, g_task_get_task_data (job->task), &job->number, error))
        {
          bell_history_writer_roll_back (writer);
          return FALSE;
        }
    }
  if (bell_sqlite_exec (writer->db, "COMMIT", error))
    return TRUE;
  /* After some errors SQLite has rolled back by itself; then this one fails, and that is fine. */
  bell_history_writer_roll_back (writer);
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
  if (!written)
    look_for_damage (worker, error);
  for (guint i = 0; i < batch->len; i++)
    {
      BellHistoryJob *job = g_ptr_array_index (batch, i);

      if (!written)
        job->error = g_error_copy (error);
      if (written && job->kind == BELL_HISTORY_CHORE)
        bell_history_idle_add_chore (worker->idle, job);
      else
        bell_history_job_deliver (job);
    }
  worker->written = g_get_monotonic_time ();
  if (written)
    {
      bell_history_writer_settle (&worker->writer);
      bell_history_idle_wake (worker->idle);
    }
  g_ptr_array_set_size (batch, 0);
}

/* Reads */

static void
run_read (BellHistoryWorker *worker,
          BellHistoryJob *job)
{
  if (job->kind == BELL_HISTORY_SHRINK)
    {
      bell_sqlite_shrink (worker->writer.db);
      bell_history_reader_push (worker->reader, job);
      return;
    }
  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (job->task), &job->error) ||
      !ensure_open (worker, &job->error))
    {
      bell_history_job_deliver (job);
      return;
    }
  if (job->kind == BELL_HISTORY_LOAD)
    {
      job->result = job->read (worker->writer.db, g_task_get_task_data (job->task), &job->error);
      look_for_damage (worker, job->error);
      bell_history_job_deliver (job);
      return;
    }
  if (job->kind == BELL_HISTORY_SEARCH)
    bell_history_idle_fill_index (worker->idle);
  bell_history_reader_push (worker->reader, job);
}

/* The thread */

/* How long (µs) to wait for a job before the next idle step, -1: there is none to do. */
static gint64
get_delay (BellHistoryWorker *worker)
{
  gint64 delay = bell_history_idle_get_delay (worker->idle);
  gint64 now = g_get_monotonic_time ();

  if (delay < 0)
    worker->stepped = now;
  /* In memory a write keeps readers out: see the schema's try_again(). */
  else if (delay == 0 && *worker->path != G_DIR_SEPARATOR)
    delay = CLAMP (worker->stepped + MEMORY_PAUSE_US - now, 0, MEMORY_PAUSE_US);
  return delay;
}

/* The next job; meanwhile does what there is to do in idle steps, one a while however many jobs there are. */
static BellHistoryJob *
await_job (BellHistoryWorker *worker)
{
  BellHistoryJob *job = NULL;

  while (job == NULL)
    {
      gint64 delay = get_delay (worker);
      gboolean starved = delay >= 0 && g_get_monotonic_time () - worker->stepped > STARVED_US;

      if (delay < 0)
        job = g_async_queue_pop (worker->jobs);
      else if (!starved)
        job = delay > 0 ? g_async_queue_timeout_pop (worker->jobs, delay) : g_async_queue_try_pop (worker->jobs);
      if (job == NULL)
        {
          bell_history_idle_step (worker->idle);
          worker->stepped = g_get_monotonic_time ();
        }
    }
  return job;
}

/* Collects writes until there is something else to do; gives that job, or NULL when the batch is due. */
static BellHistoryJob *
collect (BellHistoryWorker *worker,
         GPtrArray *batch)
{
  BellHistoryJob *job = await_job (worker);
  gint64 due = worker->written + BATCH_US;

  while (job != NULL && job->write != NULL)
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
  g_autoptr (GPtrArray) batch = g_ptr_array_new ();
  gboolean stop = FALSE;

  worker->idle = bell_history_idle_new (&worker->writer);
  worker->reader = bell_history_reader_start (worker->path);
  while (!stop)
    {
      BellHistoryJob *job = collect (worker, batch);

      finish_batch (worker, batch);
      if (job == NULL)
        continue;
      stop = job->kind == BELL_HISTORY_STOP;
      if (stop)
        g_free (job);
      else
        run_read (worker, job);
    }
  bell_history_idle_free (worker->idle);
  bell_history_reader_stop (worker->reader);
  bell_history_writer_close (&worker->writer);
  g_clear_error (&worker->damage);
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
  GThread *thread = worker->thread;

  bell_history_worker_push (worker, bell_history_job_new (BELL_HISTORY_STOP, NULL, NULL));
  if (g_async_queue_timeout_pop (worker->ended, (guint64) ms * 1000) != NULL)
    g_thread_join (thread);
  else
    g_thread_unref (thread);
  worker_unref (worker);
}
