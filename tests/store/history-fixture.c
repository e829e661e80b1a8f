/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history-fixture.h"

#include <sqlite3.h>

#define MS 20000

BellEntry *
history_make_entry (const char *shop,
                    int number)
{
  g_autofree char *title = g_strdup_printf ("Order %d", number);

  return bell_entry_new (shop, "order", number % 2 ? "order_created" : NULL, title, "body", "7", "new", 1000 + number,
                         "{\"a\":1}");
}

char *
history_make_path (void)
{
  g_autofree char *folder = bell_test_make_folder ();

  return g_build_filename (folder, "sub", "history.db", NULL);
}

static sqlite3 *
open_db (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  sqlite3 *db;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, MS);
  return db;
}

void
history_run_sql (const char *path,
                 const char *sql)
{
  sqlite3 *db = open_db (path);

  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

gint64
history_query_int (const char *path,
                   const char *sql)
{
  sqlite3 *db = open_db (path);
  sqlite3_stmt *row = NULL;
  gint64 value;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &row, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (row), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (row, 0);
  sqlite3_finalize (row);
  sqlite3_close (db);
  return value;
}

gint64
history_store (BellHistory *history,
               BellEntry *entry,
               GError **error)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gint64 id;

  bell_history_append_async (history, entry, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, MS, "an append");
  id = bell_history_append_finish (history, result, error);
  if (id > 0)
    g_assert_cmpint (bell_entry_get_id (entry), ==, id);
  return id;
}

gint64
history_append (BellHistory *history,
                const char *shop,
                int number,
                GError **error)
{
  g_autoptr (BellEntry) entry = history_make_entry (shop, number);

  return history_store (history, entry, error);
}

GPtrArray *
history_load (BellHistory *history,
              gboolean waiting,
              gint64 before,
              guint limit,
              GError **error)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  bell_history_load_async (history, waiting, before, limit, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, MS, "a load");
  return bell_history_load_finish (history, result, error);
}

gint64
history_acknowledge (BellHistory *history,
                     gint64 id,
                     gint64 when,
                     const char *how)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n;

  bell_history_acknowledge_async (history, &id, 1, when, how, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, MS, "an acknowledgement");
  n = bell_history_acknowledge_finish (history, result, &error);
  g_assert_no_error (error);
  return n;
}

gint64
history_prune (BellHistory *history,
               gint64 before,
               gint64 keep)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n;

  bell_history_prune_async (history, before, keep, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, MS, "a pruning");
  n = bell_history_prune_finish (history, result, &error);
  g_assert_no_error (error);
  return n;
}

void
history_delete_shop (BellHistory *history,
                     const char *shop)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bell_history_delete_shop_async (history, shop, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, MS, "a deletion");
  g_assert_true (bell_history_delete_shop_finish (history, result, &error));
  g_assert_no_error (error);
}

GPtrArray *
history_query (BellHistory *history,
               const BellHistoryFilter *filter,
               const BellHistoryKey *after,
               guint limit)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *page;

  bell_history_query_async (history, filter, after, limit, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, MS, "a query");
  page = bell_history_query_finish (history, result, &error);
  g_assert_no_error (error);
  return page;
}

gint64
history_count (BellHistory *history,
               const BellHistoryFilter *filter)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 count;

  bell_history_count_async (history, filter, 0, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, MS, "a count");
  count = bell_history_count_finish (history, result, &error);
  g_assert_no_error (error);
  return count;
}

void
history_await_count (BellHistory *history,
                     const BellHistoryFilter *filter,
                     gint64 count)
{
  gint64 deadline = g_get_monotonic_time () + MS * 1000;

  while (history_count (history, filter) != count)
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
}

char *
history_ids (BellHistory *history,
             const BellHistoryFilter *filter)
{
  g_autoptr (GPtrArray) page = history_query (history, filter, NULL, 1000);
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < page->len; i++)
    g_string_append_printf (ids, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            bell_entry_get_id (g_ptr_array_index (page, i)));
  return g_string_free (ids, FALSE);
}
