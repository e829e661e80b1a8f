/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-history-query.h"

#include "bell-history-private.h"
#include "bell-history-rows.h"
#include "bell-history-sql.h"

/* What a call asks, on its way to the reader. */
typedef struct
{
  BellHistoryFilter *filter; /* (nullable) */
  gboolean has_after;
  BellHistoryKey after;
  guint limit;
  gint64 id;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_clear_pointer (&question->filter, bell_history_filter_free);
  g_free (question);
}

static void
ask (BellHistory *self,
     Question *question,
     BellHistoryRead read,
     GDestroyNotify free_result,
     GCancellable *cancellable,
     GAsyncReadyCallback callback,
     gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  gboolean searches = question->filter != NULL && bell_history_filter_has_text (question->filter);

  g_task_set_task_data (task, question, question_free);
  bell_history_read (self, task, searches, read, free_result);
}

static Question *
question_new (const BellHistoryFilter *filter,
              guint limit)
{
  Question *question = g_new0 (Question, 1);

  question->filter = filter != NULL ? bell_history_filter_copy (filter) : NULL;
  question->limit = limit;
  return question;
}

/* Calls func for the key of every row, newest first, until it gives FALSE. */
typedef gboolean (*KeyFunc) (const BellHistoryKey *key, gpointer data);

static gboolean
walk (sqlite3 *db,
      const BellHistoryFilter *filter,
      KeyFunc func,
      gpointer data,
      GError **error)
{
  g_autoptr (sqlite3_stmt) row = bell_history_sql_select (db, filter, TRUE, NULL, 0, error);
  int code = SQLITE_DONE;
  gboolean go_on = TRUE;

  if (row == NULL)
    return FALSE;
  while (go_on && (code = sqlite3_step (row)) == SQLITE_ROW)
    {
      BellHistoryKey key = bell_history_sql_read_key (row);

      go_on = func (&key, data);
    }
  if (code == SQLITE_ROW || code == SQLITE_DONE)
    return TRUE;
  bell_sqlite_set_error (error, db, code, "");
  return FALSE;
}

/* A page */

static gpointer
read_page (sqlite3 *db,
           gpointer data,
           GError **error)
{
  Question *question = data;

  return bell_history_sql_read_page (db, question->filter, question->has_after ? &question->after : NULL,
                                     question->limit, error);
}

void
bell_history_query_async (BellHistory *self,
                          const BellHistoryFilter *filter,
                          const BellHistoryKey *after,
                          guint limit,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Question *question = question_new (filter, limit);

  if (after != NULL)
    {
      question->has_after = TRUE;
      question->after = *after;
    }
  ask (self, question, read_page, (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
bell_history_query_finish (BellHistory *self,
                           GAsyncResult *result,
                           GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* One event */

static gpointer
read_one (sqlite3 *db,
          gpointer data,
          GError **error)
{
  Question *question = data;
  g_autoptr (sqlite3_stmt) row = NULL;

  row = bell_sqlite_prepare (db, "SELECT " BELL_HISTORY_COLUMNS " FROM event WHERE id = ?1", error);
  if (row == NULL)
    return NULL;
  sqlite3_bind_int64 (row, 1, question->id);
  return bell_history_rows_read (row, error);
}

void
bell_history_find_async (BellHistory *self,
                         gint64 id,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  Question *question = question_new (NULL, 1);

  question->id = id;
  ask (self, question, read_one, (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

BellEntry *
bell_history_find_finish (BellHistory *self,
                          GAsyncResult *result,
                          GError **error)
{
  g_autoptr (GPtrArray) entries = g_task_propagate_pointer (G_TASK (result), error);

  return entries != NULL && entries->len > 0 ? g_object_ref (g_ptr_array_index (entries, 0)) : NULL;
}

/* Counting */

typedef struct
{
  gint64 count;
  guint limit;
} Count;

static gboolean
count_key (const BellHistoryKey *key,
           gpointer data)
{
  Count *count = data;

  count->count++;
  return count->limit == 0 || count->count < count->limit;
}

static gpointer
read_count (sqlite3 *db,
            gpointer data,
            GError **error)
{
  Question *question = data;
  Count count = { 0, question->limit };

  return walk (db, question->filter, count_key, &count, error) ? g_memdup2 (&count.count, sizeof count.count) : NULL;
}

void
bell_history_count_async (BellHistory *self,
                          const BellHistoryFilter *filter,
                          guint limit,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  ask (self, question_new (filter, limit), read_count, g_free, cancellable, callback, user_data);
}

gint64
bell_history_count_finish (BellHistory *self,
                           GAsyncResult *result,
                           GError **error)
{
  g_autofree gint64 *count = g_task_propagate_pointer (G_TASK (result), error);

  return count != NULL ? *count : -1;
}

/* Measuring */

void
bell_history_measure_free (BellHistoryMeasure *measure)
{
  g_array_unref (measure->keys);
  g_free (measure);
}

static gboolean
measure_key (const BellHistoryKey *key,
             gpointer data)
{
  BellHistoryMeasure *measure = data;

  if (measure->count == 0)
    measure->first = *key;
  if (++measure->count % measure->step == 0)
    g_array_append_val (measure->keys, *key);
  return measure->count < G_MAXINT;
}

static gpointer
read_measure (sqlite3 *db,
              gpointer data,
              GError **error)
{
  Question *question = data;
  g_autoptr (BellHistoryMeasure) measure = g_new0 (BellHistoryMeasure, 1);

  measure->step = question->limit;
  measure->keys = g_array_new (FALSE, FALSE, sizeof (BellHistoryKey));
  return walk (db, question->filter, measure_key, measure, error) ? g_steal_pointer (&measure) : NULL;
}

void
bell_history_measure_async (BellHistory *self,
                            const BellHistoryFilter *filter,
                            guint step,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (step > 0);

  ask (self, question_new (filter, step), read_measure, (GDestroyNotify) bell_history_measure_free, cancellable,
       callback, user_data);
}

BellHistoryMeasure *
bell_history_measure_finish (BellHistory *self,
                             GAsyncResult *result,
                             GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Days */

BellHistoryDay
bell_history_day_of (gint64 time)
{
  BellHistoryDay day = { 0, G_MAXINT64, 0 };
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) start = NULL;
  g_autoptr (GDateTime) next_moment = NULL;
  g_autoptr (GDateTime) next = NULL;

  if (moment == NULL)
    return day;
  start = g_date_time_new_local (g_date_time_get_year (moment), g_date_time_get_month (moment),
                                 g_date_time_get_day_of_month (moment), 0, 0, 0);
  /* By noon, which every day has: midnight may be the hour that is left out or comes twice. */
  next_moment = start != NULL ? g_date_time_add_hours (start, 36) : NULL;
  next = next_moment != NULL ? g_date_time_new_local (g_date_time_get_year (next_moment),
                                                      g_date_time_get_month (next_moment),
                                                      g_date_time_get_day_of_month (next_moment), 0, 0, 0)
                             : NULL;
  if (next == NULL)
    return day;
  day.since = g_date_time_to_unix (start) * G_USEC_PER_SEC;
  day.until = g_date_time_to_unix (next) * G_USEC_PER_SEC;
  return day;
}

static gboolean
day_key (const BellHistoryKey *key,
         gpointer data)
{
  GArray *days = data;
  BellHistoryDay day;

  /* Nearly always the last. */
  for (guint i = days->len; i > 0; i--)
    {
      BellHistoryDay *known = &g_array_index (days, BellHistoryDay, i - 1);

      if (key->received >= known->since && key->received < known->until)
        {
          known->count++;
          return TRUE;
        }
    }
  day = bell_history_day_of (key->received);
  day.count = 1;
  g_array_append_val (days, day);
  return TRUE;
}

static int
compare_days (gconstpointer a,
              gconstpointer b)
{
  const BellHistoryDay *left = a;
  const BellHistoryDay *right = b;

  return left->since > right->since ? -1 : left->since < right->since ? 1 : 0;
}

static gpointer
read_days (sqlite3 *db,
           gpointer data,
           GError **error)
{
  Question *question = data;
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (BellHistoryDay));

  if (!walk (db, question->filter, day_key, days, error))
    return NULL;
  g_array_sort (days, compare_days);
  return g_steal_pointer (&days);
}

void
bell_history_days_async (BellHistory *self,
                         const BellHistoryFilter *filter,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  ask (self, question_new (filter, 0), read_days, (GDestroyNotify) g_array_unref, cancellable, callback, user_data);
}

GArray *
bell_history_days_finish (BellHistory *self,
                          GAsyncResult *result,
                          GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Markers */

/* Goes from one to the next by the index: of a million events it looks at as many rows as there are markers. */
static gpointer
read_markers (sqlite3 *db,
              gpointer data,
              GError **error)
{
  Question *question = data;
  const char *shop = question->filter->shop;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (sqlite3_stmt) row = NULL;
  int code;

  row = bell_sqlite_prepare (
    db,
    "WITH RECURSIVE name (marker) AS (SELECT min(marker) FROM event UNION ALL"
    " SELECT (SELECT min(marker) FROM event WHERE marker > name.marker) FROM name WHERE name.marker IS NOT NULL)"
    " SELECT marker FROM name WHERE marker IS NOT NULL AND"
    " (?1 IS NULL OR EXISTS (SELECT 1 FROM event WHERE event.marker = name.marker AND shop = ?1)) LIMIT ?2",
    error);
  if (row == NULL)
    return NULL;
  bell_sqlite_bind_text (row, 1, shop);
  sqlite3_bind_int (row, 2, BELL_HISTORY_MAX_MARKERS);
  while ((code = sqlite3_step (row)) == SQLITE_ROW)
    {
      g_autofree char *marker = bell_sqlite_dup_text (row, 0, "");

      g_strv_builder_add (builder, marker);
    }
  if (code == SQLITE_DONE)
    return g_strv_builder_end (builder);
  bell_sqlite_set_error (error, db, code, "");
  return NULL;
}

void
bell_history_markers_async (BellHistory *self,
                            const char *shop,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  BellHistoryFilter filter = { .shop = (char *) shop };

  ask (self, question_new (&filter, 0), read_markers, (GDestroyNotify) g_strfreev, cancellable, callback, user_data);
}

char **
bell_history_markers_finish (BellHistory *self,
                             GAsyncResult *result,
                             GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
