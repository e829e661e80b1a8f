/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-sqlite.h"

/* The end of the year 9999, in UTC: later GDateTime knows no days. A day less for what is east of it. */
#define LAST_TIME ((G_GINT64_CONSTANT (253402300800) - 24 * 60 * 60) * G_USEC_PER_SEC)

static BellHistoryError
map_code (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_FULL:
      return BELL_HISTORY_ERROR_FULL;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return BELL_HISTORY_ERROR_CORRUPT;
    default:
      return BELL_HISTORY_ERROR_FAILED;
    }
}

void
bell_sqlite_set_error (GError **error,
                       sqlite3 *db,
                       int code,
                       const char *prefix)
{
  const char *words = db != NULL ? sqlite3_errmsg (db) : sqlite3_errstr (code);

  g_set_error (error, BELL_HISTORY_ERROR, map_code (code), "%s%s", prefix, words);
}

gboolean
bell_sqlite_exec (sqlite3 *db,
                  const char *sql,
                  GError **error)
{
  int code = sqlite3_exec (db, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  bell_sqlite_set_error (error, db, code, "");
  return FALSE;
}

gboolean
bell_sqlite_sync (sqlite3 *db,
                  GError **error)
{
  sqlite3_file *log = NULL;
  int code = sqlite3_file_control (db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);

  if (code == SQLITE_OK && log != NULL && log->pMethods != NULL)
    code = log->pMethods->xSync (log, SQLITE_SYNC_NORMAL);
  if (code == SQLITE_OK)
    return TRUE;
  bell_sqlite_set_error (error, NULL, code, "");
  return FALSE;
}

void
bell_sqlite_shrink (sqlite3 *db)
{
  if (db != NULL)
    sqlite3_db_release_memory (db);
}

sqlite3_stmt *
bell_sqlite_prepare (sqlite3 *db,
                     const char *sql,
                     GError **error)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (db, sql, -1, &statement, NULL);

  if (code != SQLITE_OK)
    bell_sqlite_set_error (error, db, code, "");
  return statement;
}

gboolean
bell_sqlite_run (sqlite3_stmt *statement,
                 GError **error)
{
  int code = sqlite3_step (statement);

  if (code != SQLITE_DONE && code != SQLITE_ROW)
    bell_sqlite_set_error (error, sqlite3_db_handle (statement), code, "");
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  return code == SQLITE_DONE || code == SQLITE_ROW;
}

void
bell_sqlite_bind_text (sqlite3_stmt *statement,
                       int index,
                       const char *value)
{
  if (value != NULL)
    sqlite3_bind_text (statement, index, value, -1, SQLITE_TRANSIENT);
  else
    sqlite3_bind_null (statement, index);
}

char *
bell_sqlite_dup_text (sqlite3_stmt *row,
                      int column,
                      const char *fallback)
{
  const char *text = (const char *) sqlite3_column_text (row, column);

  if (text == NULL)
    return g_strdup (fallback);
  return g_utf8_validate (text, -1, NULL) ? g_strdup (text) : g_utf8_make_valid (text, -1);
}

gint64
bell_sqlite_get_time (sqlite3_stmt *row,
                      int column)
{
  return CLAMP (sqlite3_column_int64 (row, column), 0, LAST_TIME);
}

gboolean
bell_sqlite_query_int (sqlite3 *db,
                       const char *sql,
                       gint64 *value,
                       GError **error)
{
  sqlite3_stmt *statement = bell_sqlite_prepare (db, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    *value = sqlite3_column_int64 (statement, 0);
  else if (code != SQLITE_DONE)
    bell_sqlite_set_error (error, db, code, "");
  sqlite3_finalize (statement);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}
