/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-history-writes.h"

#define MAX_LOG_PAGES 1000

void
bell_history_change_free (BellHistoryChange *change)
{
  g_clear_object (&change->entry);
  g_free (change->ids);
  g_free (change->shop);
  g_free (change->state);
  g_free (change->reason);
  g_free (change);
}

void
bell_history_writer_close (BellHistoryWriter *writer)
{
  g_clear_pointer (&writer->append, sqlite3_finalize);
  g_clear_pointer (&writer->acknowledge, sqlite3_finalize);
  g_clear_pointer (&writer->silence, sqlite3_finalize);
  g_clear_pointer (&writer->linked, g_hash_table_unref);
  g_clear_pointer (&writer->db, sqlite3_close);
}

static gboolean
prepare (BellHistoryWriter *writer,
         GError **error)
{
  writer->append = bell_sqlite_prepare (writer->db,
                                        "INSERT INTO event (shop, kind, marker, title, body, entity, status, received,"
                                        " acknowledged, acknowledged_how, payload, ringing, silenced)"
                                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
                                        error);
  if (writer->append != NULL)
    writer->acknowledge = bell_sqlite_prepare (writer->db,
                                               "UPDATE event SET acknowledged = ?2, acknowledged_how = ?3"
                                               " WHERE id = ?1 AND acknowledged = 0",
                                               error);
  if (writer->acknowledge != NULL)
    writer->silence = bell_sqlite_prepare (writer->db, "UPDATE event SET silenced = ?2 WHERE id = ?1", error);
  return writer->silence != NULL;
}

/* In place of SQLite's own, which would have whoever waits for a commit wait for a check-point as well. */
static int
on_commit (void *data,
           sqlite3 *db,
           const char *schema,
           int pages)
{
  BellHistoryWriter *writer = data;

  writer->log_pages = pages;
  return SQLITE_OK;
}

gboolean
bell_history_writer_open (BellHistoryWriter *writer,
                          const char *path,
                          GError **error)
{
  writer->db = bell_history_schema_open (path, error);
  if (writer->db == NULL)
    return FALSE;
  writer->linked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  writer->log_pages = 0;
  writer->distrust = FALSE;
  sqlite3_wal_hook (writer->db, on_commit, writer);
  if (prepare (writer, error))
    return TRUE;
  bell_history_writer_close (writer);
  return FALSE;
}

void
bell_history_writer_roll_back (BellHistoryWriter *writer)
{
  bell_sqlite_exec (writer->db, "ROLLBACK", NULL);
  /* It is no longer known which link was ours: the next write ends it when it was last heard of. */
  g_hash_table_remove_all (writer->linked);
}

void
bell_history_writer_settle (BellHistoryWriter *writer)
{
  g_autoptr (GError) error = NULL;
  gboolean synced = bell_sqlite_sync (writer->db, &error);

  if (!synced)
    g_message ("The history is not safe from a power cut: %s", error->message);
  if (synced == writer->distrust)
    {
      writer->distrust = !synced;
      bell_sqlite_exec (writer->db, synced ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL", NULL);
    }
  bell_history_writer_check_point (writer);
}

void
bell_history_writer_check_point (BellHistoryWriter *writer)
{
  /* Where it fails, or somebody reads, all is still in the log, and the next commit has it tried again. */
  if (writer->log_pages >= MAX_LOG_PAGES &&
      sqlite3_wal_checkpoint_v2 (writer->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL) == SQLITE_OK)
    writer->log_pages = 0;
}

/* Events */

gboolean
bell_history_write_append (BellHistoryWriter *writer,
                           gpointer data,
                           gint64 *number,
                           GError **error)
{
  BellHistoryChange *change = data;
  BellEntry *entry = change->entry;

  bell_sqlite_bind_text (writer->append, 1, bell_entry_get_shop (entry));
  bell_sqlite_bind_text (writer->append, 2, bell_entry_get_kind (entry));
  bell_sqlite_bind_text (writer->append, 3, bell_entry_get_marker (entry));
  bell_sqlite_bind_text (writer->append, 4, bell_entry_get_title (entry));
  bell_sqlite_bind_text (writer->append, 5, bell_entry_get_body (entry));
  bell_sqlite_bind_text (writer->append, 6, bell_entry_get_entity (entry));
  bell_sqlite_bind_text (writer->append, 7, bell_entry_get_status (entry));
  sqlite3_bind_int64 (writer->append, 8, bell_entry_get_received (entry));
  sqlite3_bind_int64 (writer->append, 9, change->when);
  bell_sqlite_bind_text (writer->append, 10, change->state);
  bell_sqlite_bind_text (writer->append, 11, bell_entry_get_payload (entry));
  sqlite3_bind_int (writer->append, 12, bell_entry_get_ringing (entry) ? 1 : 0);
  bell_sqlite_bind_text (writer->append, 13, change->reason);
  if (!bell_sqlite_run (writer->append, error))
    return FALSE;
  *number = sqlite3_last_insert_rowid (writer->db);
  return TRUE;
}

gboolean
bell_history_write_acknowledge (BellHistoryWriter *writer,
                                gpointer data,
                                gint64 *number,
                                GError **error)
{
  BellHistoryChange *change = data;

  for (gsize i = 0; i < change->n_ids; i++)
    {
      sqlite3_bind_int64 (writer->acknowledge, 1, change->ids[i]);
      sqlite3_bind_int64 (writer->acknowledge, 2, change->when);
      bell_sqlite_bind_text (writer->acknowledge, 3, change->state);
      if (!bell_sqlite_run (writer->acknowledge, error))
        return FALSE;
      *number += sqlite3_changes (writer->db);
    }
  return TRUE;
}

/* Somebody's slip, and rare: the statement is made each time. */
gboolean
bell_history_write_release (BellHistoryWriter *writer,
                            gpointer data,
                            gint64 *number,
                            GError **error)
{
  BellHistoryChange *change = data;
  g_autoptr (sqlite3_stmt) statement = NULL;

  statement = bell_sqlite_prepare (writer->db,
                                   "UPDATE event SET acknowledged = 0, acknowledged_how = NULL"
                                   " WHERE id = ?1 AND acknowledged != 0",
                                   error);
  if (statement == NULL)
    return FALSE;
  for (gsize i = 0; i < change->n_ids; i++)
    {
      sqlite3_bind_int64 (statement, 1, change->ids[i]);
      if (!bell_sqlite_run (statement, error))
        return FALSE;
      *number += sqlite3_changes (writer->db);
    }
  return TRUE;
}

gboolean
bell_history_write_silence (BellHistoryWriter *writer,
                            gpointer data,
                            gint64 *number,
                            GError **error)
{
  BellHistoryChange *change = data;

  for (gsize i = 0; i < change->n_ids; i++)
    {
      sqlite3_bind_int64 (writer->silence, 1, change->ids[i]);
      bell_sqlite_bind_text (writer->silence, 2, change->reason);
      if (!bell_sqlite_run (writer->silence, error))
        return FALSE;
      *number += sqlite3_changes (writer->db);
    }
  return TRUE;
}

/* The link: rare, so their statements are made each time. */

/* ?1 shop, ?2 when, ?3 state, ?4 reason */
static gboolean
run_link (BellHistoryWriter *writer,
          const char *sql,
          BellHistoryChange *change,
          GError **error)
{
  g_autoptr (sqlite3_stmt) statement = bell_sqlite_prepare (writer->db, sql, error);

  if (statement == NULL)
    return FALSE;
  bell_sqlite_bind_text (statement, 1, change->shop);
  if (sqlite3_bind_parameter_count (statement) >= 2)
    sqlite3_bind_int64 (statement, 2, change->when);
  if (sqlite3_bind_parameter_count (statement) >= 4)
    {
      bell_sqlite_bind_text (statement, 3, change->state);
      bell_sqlite_bind_text (statement, 4, change->reason);
    }
  return bell_sqlite_run (statement, error);
}

gboolean
bell_history_write_link (BellHistoryWriter *writer,
                         gpointer data,
                         gint64 *number,
                         GError **error)
{
  BellHistoryChange *change = data;
  /* What an earlier run left open ended when it was last heard of; what came after nobody knows. */
  const char *end = g_hash_table_contains (writer->linked, change->shop)
                      ? "UPDATE link SET open = 0, until = max(since, ?2) WHERE open AND shop = ?1"
                      : "UPDATE link SET open = 0 WHERE open AND shop = ?1";

  if (!run_link (writer, end, change, error))
    return FALSE;
  if (change->state != NULL &&
      !run_link (writer,
                 "INSERT INTO link (shop, since, until, state, reason, open) VALUES (?1, ?2, ?2, ?3, ?4, 1)", change,
                 error))
    return FALSE;
  g_hash_table_add (writer->linked, g_strdup (change->shop));
  return TRUE;
}

gboolean
bell_history_write_heard (BellHistoryWriter *writer,
                          gpointer data,
                          gint64 *number,
                          GError **error)
{
  BellHistoryChange *change = data;

  if (!g_hash_table_contains (writer->linked, change->shop))
    return TRUE;
  return run_link (writer, "UPDATE link SET until = max(until, ?2) WHERE open AND shop = ?1", change, error);
}

gboolean
bell_history_write_measure (BellHistoryWriter *writer,
                            gpointer data,
                            gint64 *number,
                            GError **error)
{
  BellHistoryChange *change = data;
  g_autoptr (sqlite3_stmt) statement = NULL;

  statement = bell_sqlite_prepare (writer->db,
                                   "INSERT INTO measure (shop, time, round_trip, skew) VALUES (?1, ?2, ?3, ?4)", error);
  if (statement == NULL)
    return FALSE;
  bell_sqlite_bind_text (statement, 1, change->shop);
  sqlite3_bind_int64 (statement, 2, change->when);
  sqlite3_bind_int64 (statement, 3, change->round_trip);
  sqlite3_bind_int64 (statement, 4, change->skew);
  return bell_sqlite_run (statement, error);
}
