/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-sqlite.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define VERSION 1

/* A writer of another process (a second start) is waited for, not failed at. */
#define BUSY_MS 2000

/* migrations[n] leads from version n to n + 1. Never change one that was released; add the next. */
static const char *const migrations[VERSION] = {
  "CREATE TABLE event ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  shop TEXT NOT NULL,"
  "  kind TEXT NOT NULL,"
  "  marker TEXT,"
  "  title TEXT NOT NULL,"
  "  body TEXT NOT NULL,"
  "  entity TEXT,"
  "  status TEXT,"
  "  received INTEGER NOT NULL,"
  "  acknowledged INTEGER NOT NULL DEFAULT 0,"
  "  acknowledged_how TEXT,"
  "  payload TEXT);"
  "CREATE INDEX event_waiting ON event (id) WHERE acknowledged = 0;"
  "CREATE INDEX event_shop ON event (shop, id);",
};

static gboolean
migrate (sqlite3 *db,
         GError **error)
{
  gint64 version = 0;

  if (!bell_sqlite_query_int (db, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version > VERSION)
    {
      g_set_error (error, BELL_HISTORY_ERROR, BELL_HISTORY_ERROR_NEWER,
                   "The history was written by a newer version of Shopbell");
      return FALSE;
    }
  for (; version < VERSION; version++)
    {
      g_autofree char *sql = g_strdup_printf ("BEGIN IMMEDIATE; %s PRAGMA user_version = %d; COMMIT;",
                                              migrations[version], (int) version + 1);

      if (!bell_sqlite_exec (db, sql, error))
        {
          bell_sqlite_exec (db, "ROLLBACK", NULL);
          return FALSE;
        }
    }
  return TRUE;
}

/* The history is nobody else's to read: made with its final mode, before SQLite writes into it. */
static gboolean
make_file (const char *path,
           GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, BELL_HISTORY_ERROR, BELL_HISTORY_ERROR_FAILED, "%s cannot be made: %s", folder,
                   g_strerror (errno));
      return FALSE;
    }
  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      g_set_error (error, BELL_HISTORY_ERROR, errno == ENOSPC ? BELL_HISTORY_ERROR_FULL : BELL_HISTORY_ERROR_FAILED,
                   "%s cannot be opened: %s", path, g_strerror (errno));
      return FALSE;
    }
  fchmod (fd, 0600);
  close (fd);
  return TRUE;
}

static gboolean
prepare (sqlite3 *db,
         GError **error)
{
  gint64 version = 0;

  /* Looked at before anything is written: a foreign file is left as it is. */
  if (!bell_sqlite_query_int (db, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version > VERSION)
    return migrate (db, error);

  /*
   * In WAL mode NORMAL keeps every commit through a kill of the process, and the file sound
   * through a power cut, which may cost the newest commits. FULL keeps those too, for one
   * fsync per batch: shown must mean stored.
   */
  return bell_sqlite_exec (db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;",
                           error) &&
         migrate (db, error);
}

sqlite3 *
bell_history_schema_open (const char *path,
                          GError **error)
{
  sqlite3 *db = NULL;
  int code;

  if (path != NULL && !make_file (path, error))
    return NULL;

  code = sqlite3_open_v2 (path != NULL ? path : ":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
  if (code != SQLITE_OK)
    bell_sqlite_set_error (error, db, code, "The history cannot be opened: ");
  else
    {
      sqlite3_busy_timeout (db, BUSY_MS);
      sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
      if (prepare (db, error))
        return db;
    }
  sqlite3_close (db);
  return NULL;
}
