/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-history-index.h"

#include "bell-history-rows.h"
#include "bell-history-words.h"

#define MERGE_PAGES 64

/*
 * columnsize and detail: what only ranking and phrases need is left out. prefix: a word that
 * begins so in a million events is found in 1 ms by these, and by a merge of all that begin so
 * in 200; they cost a twelfth of the file.
 */
#define CREATE \
  "CREATE VIRTUAL TABLE lookup USING fts5" \
  " (words, content = '', columnsize = 0, detail = none, prefix = '1 2 3 4 5 6 7', tokenize = 'ascii');"

gboolean
bell_history_index_prepare (sqlite3 *db,
                            GError **error)
{
  gint64 version = 0;
  g_autofree char *sql = NULL;

  if (!bell_sqlite_query_int (db, "SELECT value FROM meta WHERE name = 'words'", &version, error))
    return FALSE;
  if (version == BELL_HISTORY_WORDS_VERSION)
    return TRUE;
  sql = g_strdup_printf ("BEGIN IMMEDIATE; DROP TABLE IF EXISTS lookup; " CREATE
                         " INSERT OR REPLACE INTO meta VALUES ('words', %d), ('indexed', 0); COMMIT;",
                         BELL_HISTORY_WORDS_VERSION);
  if (bell_sqlite_exec (db, sql, error))
    return TRUE;
  bell_sqlite_exec (db, "ROLLBACK", NULL);
  return FALSE;
}

gint64
bell_history_index_get_filled (sqlite3 *db,
                               GError **error)
{
  gint64 filled = 0;

  return bell_sqlite_query_int (db, "SELECT value FROM meta WHERE name = 'indexed'", &filled, error) ? filled : -1;
}

static gboolean
add (sqlite3_stmt *insert,
     BellEntry *entry,
     GError **error)
{
  g_autofree char *words = bell_history_words_of (entry);

  sqlite3_bind_int64 (insert, 1, bell_entry_get_id (entry));
  bell_sqlite_bind_text (insert, 2, words);
  return bell_sqlite_run (insert, error);
}

/* Gives how many rows there were, -1 on error. */
static int
add_rows (sqlite3 *db,
          guint limit,
          GError **error)
{
  g_autoptr (sqlite3_stmt) rows = NULL;
  g_autoptr (sqlite3_stmt) insert = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autofree char *sql = NULL;
  gint64 filled = bell_history_index_get_filled (db, error);

  if (filled < 0)
    return -1;
  rows = bell_sqlite_prepare (db, "SELECT " BELL_HISTORY_COLUMNS " FROM event WHERE id > ?1 ORDER BY id LIMIT ?2",
                              error);
  if (rows == NULL)
    return -1;
  sqlite3_bind_int64 (rows, 1, filled);
  sqlite3_bind_int64 (rows, 2, limit);
  entries = bell_history_rows_read (rows, error);
  if (entries == NULL)
    return -1;
  if (entries->len == 0)
    return 0;
  insert = bell_sqlite_prepare (db, "INSERT INTO lookup (rowid, words) VALUES (?1, ?2)", error);
  if (insert == NULL)
    return -1;
  for (guint i = 0; i < entries->len; i++)
    if (!add (insert, g_ptr_array_index (entries, i), error))
      return -1;
  sql = g_strdup_printf ("UPDATE meta SET value = %" G_GINT64_FORMAT " WHERE name = 'indexed'",
                         bell_entry_get_id (g_ptr_array_index (entries, entries->len - 1)));
  return bell_sqlite_exec (db, sql, error) ? (int) entries->len : -1;
}

gboolean
bell_history_index_step (sqlite3 *db,
                         guint limit,
                         gboolean *more,
                         GError **error)
{
  int n;

  if (!bell_sqlite_exec (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  n = add_rows (db, limit, error);
  if (n < 0 || !bell_sqlite_exec (db, "COMMIT", error))
    {
      bell_sqlite_exec (db, "ROLLBACK", NULL);
      return FALSE;
    }
  *more = n == (int) limit;
  return TRUE;
}

gboolean
bell_history_index_remove (sqlite3 *db,
                           BellEntry *entry,
                           GError **error)
{
  gint64 filled = bell_history_index_get_filled (db, error);
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autofree char *words = NULL;

  if (filled < 0)
    return FALSE;
  if (bell_entry_get_id (entry) > filled)
    return TRUE;
  /* It has no words of its own to look up: it must be told those that it was given. */
  statement = bell_sqlite_prepare (db, "INSERT INTO lookup (lookup, rowid, words) VALUES ('delete', ?1, ?2)", error);
  if (statement == NULL)
    return FALSE;
  words = bell_history_words_of (entry);
  sqlite3_bind_int64 (statement, 1, bell_entry_get_id (entry));
  bell_sqlite_bind_text (statement, 2, words);
  return bell_sqlite_run (statement, error);
}

gboolean
bell_history_index_merge (sqlite3 *db,
                          gboolean start,
                          gboolean *more,
                          GError **error)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO lookup (lookup, rank) VALUES ('merge', %d)",
                                          start ? -MERGE_PAGES : MERGE_PAGES);
  int before = sqlite3_total_changes (db);

  if (!bell_sqlite_exec (db, sql, error))
    return FALSE;
  /* FTS5's own sign of having had something to do. */
  *more = sqlite3_total_changes (db) - before >= 2;
  return TRUE;
}
