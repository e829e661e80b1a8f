/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-sqlite.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define VERSION 3

/* A writer of another process (a second start) is waited for, not failed at. */
#define BUSY_MS 2000
#define POLL_US 200

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

  /*
   * What is paged is ordered by (received, id), for which each index ends in the id by itself.
   * link: since, until and open: until is when the shop was last heard while it is open.
   * doomed: shops that are being deleted, up to the event last.
   */
  "ALTER TABLE event ADD COLUMN ringing INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE event ADD COLUMN silenced TEXT;"
  "UPDATE event SET silenced = 'rule' WHERE acknowledged_how = 'rule';"
  "DROP INDEX event_waiting;"
  "DROP INDEX event_shop;"
  "CREATE INDEX event_time ON event (received);"
  "CREATE INDEX event_waiting ON event (received) WHERE acknowledged = 0;"
  "CREATE INDEX event_shop ON event (shop, received);"
  "CREATE INDEX event_kind ON event (kind, received);"
  "CREATE INDEX event_marker ON event (marker, received);"
  "CREATE TABLE link ("
  "  id INTEGER PRIMARY KEY,"
  "  shop TEXT NOT NULL,"
  "  since INTEGER NOT NULL,"
  "  until INTEGER NOT NULL,"
  "  state TEXT NOT NULL,"
  "  reason TEXT,"
  "  open INTEGER NOT NULL);"
  "CREATE INDEX link_since ON link (since);"
  "CREATE INDEX link_open ON link (shop) WHERE open;"
  "CREATE TABLE doomed (shop TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;"
  "CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;",

  /* measure: how long the shop took to answer, and how far its clock was ahead, in µs; some a hour. */
  "CREATE TABLE measure ("
  "  id INTEGER PRIMARY KEY,"
  "  shop TEXT NOT NULL,"
  "  time INTEGER NOT NULL,"
  "  round_trip INTEGER NOT NULL,"
  "  skew INTEGER NOT NULL);"
  "CREATE INDEX measure_time ON measure (time);",
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

/*
 * Space that is freed goes back in small steps, which a file can only do that is laid out for
 * it: a new one from its start, an old one by being written once more. That may fail: the
 * file is as good without.
 */
static void
lay_out (sqlite3 *db,
         gint64 version)
{
  bell_sqlite_exec (db, "PRAGMA auto_vacuum = INCREMENTAL", NULL);
  if (version == 1)
    bell_sqlite_exec (db, "VACUUM", NULL);
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
  if (version == 0)
    lay_out (db, version);

  /*
   * In WAL mode NORMAL keeps every commit through a kill of the process, and the file sound through
   * a power cut. So that this costs no commit either, the writer syncs after it: see there.
   */
  if (!bell_sqlite_exec (db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;",
                         error) ||
      !migrate (db, error))
    return FALSE;
  if (version == 1)
    lay_out (db, version);
  return TRUE;
}

/* In memory there is no WAL: who reads waits for the end of a write, and must not miss the short time until the next. */
static int
try_again (void *data,
           int n)
{
  g_usleep (POLL_US);
  return n < BUSY_MS * 1000 / POLL_US;
}

static sqlite3 *
open_db (const char *path,
         int flags,
         GError **error)
{
  sqlite3 *db = NULL;
  int code = sqlite3_open_v2 (path, &db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL);

  if (code == SQLITE_OK)
    {
      if (*path == G_DIR_SEPARATOR)
        sqlite3_busy_timeout (db, BUSY_MS);
      else
        sqlite3_busy_handler (db, try_again, NULL);
      sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
      return db;
    }
  bell_sqlite_set_error (error, db, code, "The history cannot be opened: ");
  sqlite3_close (db);
  return NULL;
}

char *
bell_history_schema_name_memory (void)
{
  static int last;

  return g_strdup_printf ("file:/shopbell-%d?vfs=memdb", g_atomic_int_add (&last, 1));
}

sqlite3 *
bell_history_schema_open (const char *path,
                          GError **error)
{
  sqlite3 *db;

  if (*path == G_DIR_SEPARATOR && !make_file (path, error))
    return NULL;
  db = open_db (path, SQLITE_OPEN_READWRITE, error);
  if (db == NULL || prepare (db, error))
    return db;
  sqlite3_close (db);
  return NULL;
}

sqlite3 *
bell_history_schema_open_reader (const char *path,
                                 GError **error)
{
  sqlite3 *db = open_db (path, SQLITE_OPEN_READWRITE, error);

  /* Not opened as read-only: such a one cannot read a WAL that nobody else has open. */
  if (db == NULL || bell_sqlite_exec (db, "PRAGMA query_only = ON", error))
    return db;
  sqlite3_close (db);
  return NULL;
}
