/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-history-deletes.h"

#include "bell-history-index.h"
#include "bell-history-rows.h"

static gboolean
delete_entry (sqlite3 *db,
              sqlite3_stmt *statement,
              BellEntry *entry,
              GError **error)
{
  sqlite3_bind_int64 (statement, 1, bell_entry_get_id (entry));
  return bell_history_index_remove (db, entry, error) && bell_sqlite_run (statement, error);
}

/* Deletes the rows of a bound statement; NULL on error. (transfer full) */
static GPtrArray *
delete_rows (BellHistoryWriter *writer,
             sqlite3_stmt *rows,
             GError **error)
{
  g_autoptr (GPtrArray) entries = bell_history_rows_read (rows, error);
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (entries == NULL)
    return NULL;
  statement = bell_sqlite_prepare (writer->db, "DELETE FROM event WHERE id = ?1", error);
  if (statement == NULL)
    return NULL;
  for (guint i = 0; i < entries->len; i++)
    if (!delete_entry (writer->db, statement, g_ptr_array_index (entries, i), error))
      return NULL;
  return g_steal_pointer (&entries);
}

/* ?1: shop. A statement that gives no rows. */
static gboolean
run_for_shop (BellHistoryWriter *writer,
              const char *sql,
              const char *shop,
              GError **error)
{
  g_autoptr (sqlite3_stmt) statement = bell_sqlite_prepare (writer->db, sql, error);

  if (statement == NULL)
    return FALSE;
  bell_sqlite_bind_text (statement, 1, shop);
  return bell_sqlite_run (statement, error);
}

/* Deleting a shop */

gboolean
bell_history_doom_shop (BellHistoryWriter *writer,
                        gpointer data,
                        gint64 *number,
                        GError **error)
{
  BellHistoryChange *change = data;

  return run_for_shop (writer, "DELETE FROM link WHERE shop = ?1", change->shop, error) &&
         run_for_shop (writer, "DELETE FROM measure WHERE shop = ?1", change->shop, error) &&
         run_for_shop (writer, "INSERT OR REPLACE INTO doomed SELECT ?1, ifnull(max(id), 0) FROM event", change->shop,
                       error);
}

gboolean
bell_history_delete_doomed (BellHistoryWriter *writer,
                            gpointer data,
                            gint64 *number,
                            gboolean *done,
                            GError **error)
{
  BellHistoryChange *change = data;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (sqlite3_stmt) rows = NULL;

  rows = bell_sqlite_prepare (writer->db,
                              "SELECT " BELL_HISTORY_COLUMNS " FROM event INDEXED BY event_shop"
                              " WHERE shop = ?1 AND id <= (SELECT last FROM doomed WHERE shop = ?1) LIMIT ?2",
                              error);
  if (rows == NULL)
    return FALSE;
  bell_sqlite_bind_text (rows, 1, change->shop);
  sqlite3_bind_int (rows, 2, BELL_HISTORY_STEP);
  entries = delete_rows (writer, rows, error);
  if (entries == NULL)
    return FALSE;
  *number += entries->len;
  *done = entries->len < BELL_HISTORY_STEP;
  return !*done || run_for_shop (writer, "DELETE FROM doomed WHERE shop = ?1", change->shop, error);
}

char *
bell_history_find_doomed (BellHistoryWriter *writer)
{
  g_autoptr (sqlite3_stmt) row = bell_sqlite_prepare (writer->db, "SELECT shop FROM doomed LIMIT 1", NULL);

  if (row == NULL || sqlite3_step (row) != SQLITE_ROW)
    return NULL;
  return g_strdup ((const char *) sqlite3_column_text (row, 0));
}

/* Pruning */

/* The end is behind the last that is too old, or too many: whichever is later. */
static gboolean
find_end (BellHistoryWriter *writer,
          BellHistoryChange *change,
          GError **error)
{
  g_autoptr (sqlite3_stmt) row = NULL;
  int code;

  change->begun = TRUE;
  change->received = G_MININT64;
  change->end_received = change->when;
  if (change->keep == 0)
    return TRUE;

  row = bell_sqlite_prepare (writer->db, "SELECT received, id FROM event ORDER BY received DESC, id DESC LIMIT 1 OFFSET ?1",
                             error);
  if (row == NULL)
    return FALSE;
  sqlite3_bind_int64 (row, 1, change->keep);
  code = sqlite3_step (row);
  if (code == SQLITE_ROW && sqlite3_column_int64 (row, 0) >= change->end_received)
    {
      change->end_received = sqlite3_column_int64 (row, 0);
      change->end_id = sqlite3_column_int64 (row, 1) + 1;
    }
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    bell_sqlite_set_error (error, writer->db, code, "");
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

static gboolean
prune_links (BellHistoryWriter *writer,
             gint64 before,
             GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM link WHERE NOT open AND until < %" G_GINT64_FORMAT ";"
                                          "DELETE FROM measure WHERE time < %" G_GINT64_FORMAT,
                                          before, before);

  return bell_sqlite_exec (writer->db, sql, error);
}

gboolean
bell_history_prune (BellHistoryWriter *writer,
                    gpointer data,
                    gint64 *number,
                    gboolean *done,
                    GError **error)
{
  BellHistoryChange *change = data;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (sqlite3_stmt) rows = NULL;

  if (!change->begun && !find_end (writer, change, error))
    return FALSE;
  rows = bell_sqlite_prepare (writer->db,
                              "SELECT " BELL_HISTORY_COLUMNS " FROM event INDEXED BY event_time"
                              " WHERE (received, id) > (?1, ?2) AND (received, id) < (?3, ?4) AND acknowledged != 0"
                              " ORDER BY received, id LIMIT ?5",
                              error);
  if (rows == NULL)
    return FALSE;
  sqlite3_bind_int64 (rows, 1, change->received);
  sqlite3_bind_int64 (rows, 2, change->id);
  sqlite3_bind_int64 (rows, 3, change->end_received);
  sqlite3_bind_int64 (rows, 4, change->end_id);
  sqlite3_bind_int (rows, 5, BELL_HISTORY_STEP);
  entries = delete_rows (writer, rows, error);
  if (entries == NULL)
    return FALSE;

  *number += entries->len;
  *done = entries->len < BELL_HISTORY_STEP;
  if (*done)
    return prune_links (writer, change->when, error);
  change->received = bell_entry_get_received (g_ptr_array_index (entries, entries->len - 1));
  change->id = bell_entry_get_id (g_ptr_array_index (entries, entries->len - 1));
  return TRUE;
}
