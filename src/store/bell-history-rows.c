/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-history-rows.h"

BellEntry *
bell_history_row_read (sqlite3_stmt *row)
{
  char *text[14];
  BellEntry *entry;

  for (int i = 0; i < 14; i++)
    text[i] = bell_sqlite_dup_text (row, i, i == 1 || i == 2 || i == 4 || i == 5 ? "" : NULL);
  entry = bell_entry_new (text[1], text[2], text[3], text[4], text[5], text[6], text[7],
                          bell_sqlite_get_time (row, 8), text[11]);
  bell_entry_set_id (entry, sqlite3_column_int64 (row, 0));
  bell_entry_set_ringing (entry, sqlite3_column_int (row, 12) != 0);
  bell_entry_set_silenced (entry, text[13]);
  if (sqlite3_column_int64 (row, 9) != 0)
    bell_entry_set_acknowledged (entry, MAX (bell_sqlite_get_time (row, 9), 1), text[10]);
  for (int i = 0; i < 14; i++)
    g_free (text[i]);
  return entry;
}

GPtrArray *
bell_history_rows_read (sqlite3_stmt *statement,
                        GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  int code;

  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    g_ptr_array_add (entries, bell_history_row_read (statement));
  if (code == SQLITE_DONE)
    return g_steal_pointer (&entries);
  bell_sqlite_set_error (error, sqlite3_db_handle (statement), code, "");
  return NULL;
}
