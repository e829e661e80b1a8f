/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-history-sql.h"

#include "bell-history-rows.h"
#include "bell-history-words.h"

/* The parameters have the same number in every statement; those that one does not have are not bound. */
enum
{
  PARAM_SHOP = 1,
  PARAM_KIND,
  PARAM_MARKER,
  PARAM_FROM,
  PARAM_UNTIL,
  PARAM_WORDS,
  PARAM_RECEIVED,
  PARAM_ID,
  PARAM_LIMIT,
};

/* The narrowest there is an index for: without statistics SQLite cannot know. */
static const char *
index_of (const BellHistoryFilter *filter)
{
  if (filter->state == BELL_HISTORY_WAITING)
    return "event_waiting";
  if (filter->marker != NULL)
    return "event_marker";
  if (filter->kind != NULL)
    return "event_kind";
  return filter->shop != NULL ? "event_shop" : "event_time";
}

static void
add_conditions (GString *sql,
                const BellHistoryFilter *filter)
{
  if (filter->shop != NULL)
    g_string_append (sql, " AND event.shop = ?1");
  if (filter->kind != NULL)
    g_string_append (sql, " AND event.kind = ?2");
  if (filter->marker != NULL)
    g_string_append (sql, " AND event.marker = ?3");
  if (filter->from != 0)
    g_string_append (sql, " AND event.received >= ?4");
  if (filter->until != 0)
    g_string_append (sql, " AND event.received < ?5");
  if (filter->state == BELL_HISTORY_WAITING)
    g_string_append (sql, " AND event.acknowledged = 0");
  else if (filter->state == BELL_HISTORY_TAKEN)
    g_string_append (sql, " AND event.acknowledged != 0 AND event.acknowledged_how IS NOT 'rule'");
  else if (filter->state == BELL_HISTORY_SILENCED)
    g_string_append (sql, " AND event.silenced IS NOT NULL");
}

static char *
build (const BellHistoryFilter *filter,
       gboolean keys_only,
       gboolean after)
{
  GString *sql = g_string_new ("SELECT ");

  g_string_append (sql, keys_only ? "event.received, event.id" : BELL_HISTORY_COLUMNS);
  if (bell_history_filter_has_text (filter))
    {
      g_string_append (sql, " FROM lookup CROSS JOIN event ON event.id = lookup.rowid WHERE lookup MATCH ?6");
      add_conditions (sql, filter);
      g_string_append_printf (sql, "%s ORDER BY lookup.rowid DESC", after ? " AND lookup.rowid < ?8" : "");
    }
  else
    {
      g_string_append_printf (sql, " FROM event INDEXED BY %s WHERE 1", index_of (filter));
      add_conditions (sql, filter);
      g_string_append_printf (sql, "%s ORDER BY event.received DESC, event.id DESC",
                              after ? " AND (event.received, event.id) < (?7, ?8)" : "");
    }
  g_string_append (sql, " LIMIT ?9");
  return g_string_free (sql, FALSE);
}

sqlite3_stmt *
bell_history_sql_select (sqlite3 *db,
                         const BellHistoryFilter *filter,
                         gboolean keys_only,
                         const BellHistoryKey *after,
                         guint limit,
                         GError **error)
{
  g_autofree char *words = bell_history_filter_has_text (filter) ? bell_history_words_query (filter->text) : NULL;
  g_autofree char *sql = build (filter, keys_only, after != NULL);
  sqlite3_stmt *statement = bell_sqlite_prepare (db, sql, error);

  if (statement == NULL)
    return NULL;
  bell_sqlite_bind_text (statement, PARAM_SHOP, filter->shop);
  bell_sqlite_bind_text (statement, PARAM_KIND, filter->kind);
  bell_sqlite_bind_text (statement, PARAM_MARKER, filter->marker);
  sqlite3_bind_int64 (statement, PARAM_FROM, filter->from);
  sqlite3_bind_int64 (statement, PARAM_UNTIL, filter->until);
  /* Signs alone: nothing has a word that begins so. */
  bell_sqlite_bind_text (statement, PARAM_WORDS, words != NULL ? words : "\"\"");
  if (after != NULL)
    {
      sqlite3_bind_int64 (statement, PARAM_RECEIVED, after->received);
      sqlite3_bind_int64 (statement, PARAM_ID, after->id);
    }
  sqlite3_bind_int64 (statement, PARAM_LIMIT, limit > 0 ? (gint64) limit : -1);
  return statement;
}

BellHistoryKey
bell_history_sql_read_key (sqlite3_stmt *row)
{
  BellHistoryKey key = { sqlite3_column_int64 (row, 0), sqlite3_column_int64 (row, 1) };

  return key;
}

GPtrArray *
bell_history_sql_read_page (sqlite3 *db,
                            const BellHistoryFilter *filter,
                            const BellHistoryKey *after,
                            guint limit,
                            GError **error)
{
  g_autoptr (sqlite3_stmt) statement = bell_history_sql_select (db, filter, FALSE, after, limit, error);

  return statement != NULL ? bell_history_rows_read (statement, error) : NULL;
}
