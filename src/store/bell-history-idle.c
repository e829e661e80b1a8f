/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-history-idle.h"

#include "bell-history-deletes.h"
#include "bell-history-index.h"

/* The index follows when nothing came for this long, and goes on without a wait then. */
#define CALM_US (100 * 1000)
#define FREE_PAGES 200

struct _BellHistoryIdle
{
  BellHistoryWriter *writer; /* borrowed */
  GQueue chores;             /* of BellHistoryJob */
  char *resumed;             /* (nullable): a doomed shop of an earlier run */
  gboolean behind;           /* there are events that are not in the index */
  gboolean calm;             /* the last step was one of the index, and nothing came since */
  gboolean deleted;          /* rows, whose space is to be given back */
  gboolean merging;
};

BellHistoryIdle *
bell_history_idle_new (BellHistoryWriter *writer)
{
  BellHistoryIdle *idle = g_new0 (BellHistoryIdle, 1);

  idle->writer = writer;
  g_queue_init (&idle->chores);
  return idle;
}

void
bell_history_idle_free (BellHistoryIdle *idle)
{
  BellHistoryJob *job;

  while ((job = g_queue_pop_head (&idle->chores)) != NULL)
    {
      g_set_error (&job->error, BELL_HISTORY_ERROR, BELL_HISTORY_ERROR_CLOSED, "The history is closed");
      bell_history_job_deliver (job);
    }
  g_free (idle->resumed);
  g_free (idle);
}

void
bell_history_idle_resume (BellHistoryIdle *idle)
{
  g_autoptr (GError) error = NULL;

  /* Without its index the history is as good, but for the search, which says so itself. */
  if (!bell_history_index_prepare (idle->writer->db, &error))
    g_message ("The history cannot be searched: %s", error->message);
  else
    idle->behind = TRUE;
  g_free (idle->resumed);
  idle->resumed = bell_history_find_doomed (idle->writer);
}

void
bell_history_idle_add_chore (BellHistoryIdle *idle,
                             BellHistoryJob *job)
{
  job->number = 0;
  g_queue_push_tail (&idle->chores, job);
}

void
bell_history_idle_wake (BellHistoryIdle *idle)
{
  idle->behind = TRUE;
  idle->calm = FALSE;
}

gint64
bell_history_idle_get_delay (BellHistoryIdle *idle)
{
  if (idle->writer->db == NULL)
    return -1;
  if (!g_queue_is_empty (&idle->chores) || idle->resumed != NULL || idle->deleted)
    return 0;
  return idle->behind ? (idle->calm ? 0 : CALM_US) : -1;
}

/* A transaction around one step. */
static gboolean
run_step (BellHistoryIdle *idle,
          BellHistoryChore chore,
          gpointer data,
          gint64 *number,
          gboolean *done,
          GError **error)
{
  if (!bell_sqlite_exec (idle->writer->db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (chore (idle->writer, data, number, done, error) && bell_sqlite_exec (idle->writer->db, "COMMIT", error))
    return TRUE;
  bell_sqlite_exec (idle->writer->db, "ROLLBACK", NULL);
  return FALSE;
}

static void
step_chore (BellHistoryIdle *idle)
{
  BellHistoryJob *job = g_queue_peek_head (&idle->chores);
  gint64 before = job->number;
  gboolean done = FALSE;

  if (!run_step (idle, job->chore, g_task_get_task_data (job->task), &job->number, &done, &job->error))
    done = TRUE;
  idle->deleted |= job->number > before;
  if (done)
    bell_history_job_deliver (g_queue_pop_head (&idle->chores));
}

static void
step_resumed (BellHistoryIdle *idle)
{
  BellHistoryChange change = { .shop = idle->resumed };
  gint64 number = 0;
  gboolean done = FALSE;

  if (!run_step (idle, bell_history_delete_doomed, &change, &number, &done, NULL))
    g_clear_pointer (&idle->resumed, g_free); /* at the next start again */
  else if (done)
    {
      g_free (idle->resumed);
      idle->resumed = bell_history_find_doomed (idle->writer);
    }
  idle->deleted |= number > 0;
}

void
bell_history_idle_fill_index (BellHistoryIdle *idle)
{
  gboolean more = FALSE;
  g_autoptr (GError) error = NULL;

  if (!idle->behind)
    return;
  if (!bell_history_index_step (idle->writer->db, BELL_HISTORY_STEP, &more, &error))
    g_message ("The search through the history is not up to date: %s", error->message);
  /* After an error the next event has it tried again. */
  idle->behind = more;
}

/* What was deleted is still in the index's pages and in the file's. */
static void
step_free (BellHistoryIdle *idle)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA incremental_vacuum (%d)", FREE_PAGES);
  gint64 pages = 0;
  gboolean more = FALSE;

  if (bell_history_index_merge (idle->writer->db, !idle->merging, &more, NULL) && more)
    {
      idle->merging = TRUE;
      return;
    }
  idle->merging = FALSE;
  if (!bell_sqlite_exec (idle->writer->db, sql, NULL) ||
      !bell_sqlite_query_int (idle->writer->db, "PRAGMA freelist_count", &pages, NULL))
    pages = 0;
  idle->deleted = pages > FREE_PAGES;
}

void
bell_history_idle_step (BellHistoryIdle *idle)
{
  /* All of this can be done again: no need to wait for the disk. */
  if (!g_queue_is_empty (&idle->chores))
    step_chore (idle);
  else if (idle->resumed != NULL)
    step_resumed (idle);
  else if (idle->behind)
    {
      bell_history_idle_fill_index (idle);
      idle->calm = TRUE;
    }
  else if (idle->deleted)
    step_free (idle);
  bell_history_writer_check_point (idle->writer);
}
