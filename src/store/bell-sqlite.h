/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "bell-history.h"

G_BEGIN_DECLS

/* A thin layer over SQLite: every call that can fail says so by a BELL_HISTORY_ERROR. */

/* db's last error as one of ours; prefix says what was tried. */
void bell_sqlite_set_error (GError **error, sqlite3 *db, int code, const char *prefix);

gboolean bell_sqlite_exec (sqlite3 *db, const char *sql, GError **error);
sqlite3_stmt *bell_sqlite_prepare (sqlite3 *db, const char *sql, GError **error);

/* Runs a statement that gives no rows, and resets it. */
gboolean bell_sqlite_run (sqlite3_stmt *statement, GError **error);

/* value: (nullable): NULL is SQL's. Bound until the statement is reset. */
void bell_sqlite_bind_text (sqlite3_stmt *statement, int index, const char *value);

/* One integer, fallback where there is no row. */
gboolean bell_sqlite_query_int (sqlite3 *db, const char *sql, gint64 *value, GError **error);

/*
 * What a row has in a column, as what is shown and reckoned with may be, whatever a damaged file has there: valid UTF-8
 * (transfer full), fallback (nullable) for SQL's NULL; and a time (Unix time in µs) that a calendar knows.
 */
char *bell_sqlite_dup_text (sqlite3_stmt *row, int column, const char *fallback);
gint64 bell_sqlite_get_time (sqlite3_stmt *row, int column);

/* Gives back the memory of what was read and is not in use. db: (nullable): then there is none. */
void bell_sqlite_shrink (sqlite3 *db);

/* Waits until the disk has all that is committed. Where db is in memory there is nothing to do. */
gboolean bell_sqlite_sync (sqlite3 *db, GError **error);

/*
 * Opens the history at path, an absolute file name or what bell_history_schema_name_memory()
 * gave, makes or migrates its tables. NULL leaves a foreign file alone.
 */
sqlite3 *bell_history_schema_open (const char *path, GError **error);

/* Another connection to a history that is open, for reading only. */
sqlite3 *bell_history_schema_open_reader (const char *path, GError **error);

/* A new name for a history in memory; it is there as long as a connection to it. (transfer full) */
char *bell_history_schema_name_memory (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

G_END_DECLS
