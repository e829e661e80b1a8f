/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-history-report.h"

#include "bell-history-private.h"
#include "bell-history-query.h"
#include "bell-sqlite.h"

#include <string.h>

#define HOUR_US (3600 * (gint64) G_USEC_PER_SEC)
#define MAX_SPANS 10000

typedef struct
{
  char *shop;
  gint64 moment;
} Question;

static void
question_free (gpointer data)
{
  g_free (((Question *) data)->shop);
  g_free (data);
}

static void
kind_free (gpointer data)
{
  g_free (((BellDayKind *) data)->kind);
  g_free (data);
}

static void
span_free (gpointer data)
{
  BellLinkSpan *span = data;

  g_free (span->shop);
  g_free (span->state);
  g_free (span->reason);
  g_free (span);
}

void
bell_day_report_free (BellDayReport *report)
{
  g_ptr_array_unref (report->kinds);
  g_ptr_array_unref (report->links);
  g_free (report);
}

/* ?1: the shop, or NULL; ?2, ?3: the day */
static sqlite3_stmt *
prepare (sqlite3 *db,
         const char *sql,
         Question *question,
         BellDayReport *report,
         GError **error)
{
  sqlite3_stmt *statement = bell_sqlite_prepare (db, sql, error);

  if (statement == NULL)
    return NULL;
  bell_sqlite_bind_text (statement, 1, question->shop);
  if (sqlite3_bind_parameter_count (statement) >= 3)
    {
      sqlite3_bind_int64 (statement, 2, report->since);
      sqlite3_bind_int64 (statement, 3, report->until);
    }
  return statement;
}

/* What this program sent to itself is no event of a shop's. */
#define OF_SHOP " AND kind != '" BELL_ENTRY_TEST "' AND (?1 IS NULL OR shop = ?1)"
#define OF_DAY " FROM event WHERE received >= ?2 AND received < ?3" OF_SHOP

static BellDayKind *
find_kind (BellDayReport *report,
           const char *name)
{
  BellDayKind *kind = report->kinds->len > 0 ? g_ptr_array_index (report->kinds, report->kinds->len - 1) : NULL;

  if (kind != NULL && strcmp (kind->kind, name) == 0)
    return kind;
  kind = g_new0 (BellDayKind, 1);
  kind->kind = g_strdup (name);
  g_ptr_array_add (report->kinds, kind);
  return kind;
}

static gboolean
read_kinds (sqlite3 *db,
            Question *question,
            BellDayReport *report,
            GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT kind, (received - ?2) / %" G_GINT64_FORMAT " AS hour, count(*)" OF_DAY
                                          " GROUP BY kind, hour ORDER BY kind, hour",
                                          HOUR_US);
  g_autoptr (sqlite3_stmt) row = prepare (db, sql, question, report, error);
  int code;

  if (row == NULL)
    return FALSE;
  while ((code = sqlite3_step (row)) == SQLITE_ROW)
    {
      g_autofree char *name = bell_sqlite_dup_text (row, 0, "");
      BellDayKind *kind = find_kind (report, name);
      guint hour = MIN (sqlite3_column_int (row, 1), BELL_DAY_MAX_HOURS - 1);

      kind->hours[hour] += sqlite3_column_int (row, 2);
      kind->count += sqlite3_column_int (row, 2);
    }
  if (code != SQLITE_DONE)
    bell_sqlite_set_error (error, db, code, "");
  return code == SQLITE_DONE;
}

#define TAKEN "acknowledged != 0 AND acknowledged_how IS NOT 'rule'"

static gboolean
read_counts (sqlite3 *db,
             Question *question,
             BellDayReport *report,
             GError **error)
{
  g_autoptr (sqlite3_stmt) row = NULL;

  row = prepare (db,
                 "SELECT count(*), ifnull(sum(silenced IS NULL), 0),"
                 " ifnull(sum(silenced IS NOT NULL AND silenced != 'coalesced'), 0),"
                 " ifnull(sum(silenced IS 'coalesced'), 0), ifnull(sum(" TAKEN "), 0),"
                 " ifnull(sum(acknowledged = 0), 0),"
                 " (SELECT count(*) FROM event WHERE acknowledged = 0" OF_SHOP ")" OF_DAY,
                 question, report, error);
  if (row == NULL)
    return FALSE;
  if (sqlite3_step (row) != SQLITE_ROW)
    {
      bell_sqlite_set_error (error, db, sqlite3_errcode (db), "");
      return FALSE;
    }
  report->received = sqlite3_column_int (row, 0);
  report->shown = sqlite3_column_int (row, 1);
  report->silenced = sqlite3_column_int (row, 2);
  report->coalesced = sqlite3_column_int (row, 3);
  report->taken = sqlite3_column_int (row, 4);
  report->waiting = sqlite3_column_int (row, 5);
  report->waiting_in_all = sqlite3_column_int (row, 6);
  return TRUE;
}

/* The clock may have been set back in between: nothing was taken before it came. */
#define DELAY "max(acknowledged - received, 0)"

static gboolean
read_delays (sqlite3 *db,
             Question *question,
             BellDayReport *report,
             GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT " DELAY " AS delay" OF_DAY " AND " TAKEN
                                          " ORDER BY delay LIMIT 1 OFFSET %u",
                                          report->taken > 0 ? (report->taken - 1) / 2 : 0);
  g_autoptr (sqlite3_stmt) median = prepare (db, sql, question, report, error);
  g_autoptr (sqlite3_stmt) slowest = NULL;

  report->median_us = report->slowest_us = -1;
  if (median == NULL)
    return FALSE;
  if (sqlite3_step (median) == SQLITE_ROW)
    report->median_us = sqlite3_column_int64 (median, 0);
  slowest = prepare (db, "SELECT ifnull(max(" DELAY "), -1)" OF_DAY " AND " TAKEN, question, report, error);
  if (slowest == NULL)
    return FALSE;
  if (sqlite3_step (slowest) == SQLITE_ROW)
    report->slowest_us = sqlite3_column_int64 (slowest, 0);
  return TRUE;
}

#define MEASURES " FROM measure WHERE time >= ?2 AND time < ?3 AND (?1 IS NULL OR shop = ?1)"

static gboolean
read_measures (sqlite3 *db,
               Question *question,
               BellDayReport *report,
               GError **error)
{
  g_autoptr (sqlite3_stmt) newest = prepare (db, "SELECT skew, count(*) OVER ()" MEASURES " ORDER BY time DESC LIMIT 1",
                                             question, report, error);
  g_autoptr (sqlite3_stmt) median = NULL;
  g_autofree char *sql = NULL;

  report->round_trip_us = -1;
  if (newest == NULL)
    return FALSE;
  if (sqlite3_step (newest) != SQLITE_ROW)
    return TRUE;
  report->skew_us = sqlite3_column_int64 (newest, 0);
  report->measures = sqlite3_column_int (newest, 1);
  sql = g_strdup_printf ("SELECT round_trip" MEASURES " ORDER BY round_trip LIMIT 1 OFFSET %u",
                         (report->measures - 1) / 2);
  median = prepare (db, sql, question, report, error);
  if (median == NULL)
    return FALSE;
  if (sqlite3_step (median) == SQLITE_ROW)
    report->round_trip_us = sqlite3_column_int64 (median, 0);
  return TRUE;
}

static gboolean
read_links (sqlite3 *db,
            Question *question,
            BellDayReport *report,
            GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT shop, state, reason, since, until, open FROM link"
                                          " WHERE since < ?3 AND (until > ?2 OR since >= ?2 OR open)"
                                          " AND (?1 IS NULL OR shop = ?1) ORDER BY since, id LIMIT %d",
                                          MAX_SPANS);
  g_autoptr (sqlite3_stmt) row = prepare (db, sql, question, report, error);
  int code;

  if (row == NULL)
    return FALSE;
  while ((code = sqlite3_step (row)) == SQLITE_ROW)
    {
      BellLinkSpan *span = g_new0 (BellLinkSpan, 1);

      span->shop = bell_sqlite_dup_text (row, 0, "");
      span->state = bell_sqlite_dup_text (row, 1, "");
      span->reason = bell_sqlite_dup_text (row, 2, NULL);
      span->since = bell_sqlite_get_time (row, 3);
      span->until = bell_sqlite_get_time (row, 4);
      span->open = sqlite3_column_int (row, 5) != 0;
      g_ptr_array_add (report->links, span);
    }
  if (code != SQLITE_DONE)
    bell_sqlite_set_error (error, db, code, "");
  return code == SQLITE_DONE;
}

static gpointer
read_report (sqlite3 *db,
             gpointer data,
             GError **error)
{
  Question *question = data;
  BellHistoryDay day = bell_history_day_of (question->moment);
  g_autoptr (BellDayReport) report = g_new0 (BellDayReport, 1);

  report->since = day.since;
  report->until = day.until;
  report->n_hours = CLAMP ((day.until - day.since + HOUR_US - 1) / HOUR_US, 1, BELL_DAY_MAX_HOURS);
  report->kinds = g_ptr_array_new_with_free_func (kind_free);
  report->links = g_ptr_array_new_with_free_func (span_free);
  if (read_kinds (db, question, report, error) && read_counts (db, question, report, error) &&
      read_delays (db, question, report, error) && read_measures (db, question, report, error) &&
      read_links (db, question, report, error))
    return g_steal_pointer (&report);
  return NULL;
}

void
bell_history_report_async (BellHistory *self,
                           const char *shop,
                           gint64 moment,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  question->shop = g_strdup (shop);
  question->moment = moment;
  g_task_set_task_data (task, question, question_free);
  bell_history_read (self, task, FALSE, read_report, (GDestroyNotify) bell_day_report_free);
}

BellDayReport *
bell_history_report_finish (BellHistory *self,
                            GAsyncResult *result,
                            GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
