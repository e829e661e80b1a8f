/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history-fixture.h"

#include <sqlite3.h>
#include <sys/stat.h>

/* Much less than the pages that a connection keeps (bytes): SQLite's own limit is twice as much. */
#define CACHE 1000000

static void
test_round_trip (void)
{
  g_autoptr (BellHistory) history = bell_history_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GPtrArray) rest = NULL;
  const gint64 ids[] = { 1, 3, 3, 99 };
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  BellEntry *entry;

  for (int n = 1; n <= 4; n++)
    g_assert_cmpint (history_append (history, "shop", n, &error), ==, n);
  g_assert_no_error (error);
  bell_history_acknowledge_async (history, ids, G_N_ELEMENTS (ids), 5000, "window", NULL, bell_test_store_result,
                                  &pending);
  result = bell_test_await_result (&pending, 5000, "an acknowledgement");
  g_assert_cmpint (bell_history_acknowledge_finish (history, result, &error), ==, 2);

  waiting = history_load (history, TRUE, 0, 100, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (waiting->len, ==, 2);
  entry = g_ptr_array_index (waiting, 0);
  g_assert_cmpint (bell_entry_get_id (entry), ==, 4);
  g_assert_cmpstr (bell_entry_get_title (entry), ==, "Order 4");
  g_assert_null (bell_entry_get_marker (entry));
  g_assert_cmpstr (bell_entry_get_payload (entry), ==, "{\"a\":1}");
  g_assert_cmpint (bell_entry_get_acknowledged (entry), ==, 0);

  rest = history_load (history, FALSE, 3, 100, &error);
  g_assert_cmpuint (rest->len, ==, 1);
  entry = g_ptr_array_index (rest, 0);
  g_assert_cmpint (bell_entry_get_id (entry), ==, 1);
  g_assert_cmpstr (bell_entry_get_marker (entry), ==, "order_created");
  g_assert_cmpint (bell_entry_get_acknowledged (entry), ==, 5000);
  g_assert_cmpstr (bell_entry_get_acknowledged_how (entry), ==, "window");
}

static void
count_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gint64 id = bell_history_append_finish (BELL_HISTORY (source), result, &error);

  g_assert_no_error (error);
  /* In the order of the calls. */
  g_assert_cmpint (id, ==, ++*(guint *) user_data);
}

static void
append_many (BellHistory *history,
             guint n)
{
  guint done = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BellEntry) entry = history_make_entry ("shop", (int) i);

      bell_history_append_async (history, entry, NULL, count_cb, &done);
    }
  bell_test_await_count (&done, n, 30000, "many appends");
}

static void
test_many (void)
{
  g_autoptr (BellHistory) history = bell_history_new (NULL);
  g_autoptr (GPtrArray) page = NULL;

  append_many (history, 10000);
  page = history_load (history, TRUE, 500, 50, NULL);
  g_assert_cmpuint (page->len, ==, 50);
  g_assert_cmpint (bell_entry_get_id (g_ptr_array_index (page, 0)), ==, 499);
}

/* What both threads read of a long history is in memory once each, until they are asked to let go of it. */
static void
test_shrink (void)
{
  g_autofree char *path = history_make_path ();
  g_autoptr (BellHistory) history = bell_history_new (path);
  const BellHistoryFilter everything = { 0 };
  g_autoptr (GPtrArray) read = NULL;
  g_autoptr (GPtrArray) written = NULL;
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  append_many (history, 20000);
  read = history_query (history, &everything, NULL, 20000);
  written = history_load (history, TRUE, 0, 20000, NULL);
  g_assert_cmpint (sqlite3_memory_used (), >, 2 * CACHE);

  bell_history_shrink_async (history, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, 5000, "the memory");
  g_assert_cmpint (sqlite3_memory_used (), <, CACHE);
  g_assert_cmpint (history_append (history, "shop", 20000, NULL), ==, 20001);
}

/* Why an event was not announced, and whether it rings: with it from the start, or noted later. */
static void
test_announcement (void)
{
  g_autoptr (BellHistory) history = bell_history_new (NULL);
  g_autoptr (BellEntry) rings = history_make_entry ("shop", 1);
  g_autoptr (BellEntry) silent = history_make_entry ("shop", 2);
  g_autoptr (GPtrArray) waiting = NULL;
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  const gint64 id = 1;

  bell_entry_set_ringing (rings, TRUE);
  bell_entry_set_silenced (silent, "quiet");
  g_assert_cmpint (history_store (history, rings, NULL), ==, id);
  g_assert_cmpint (history_store (history, silent, NULL), ==, 2);
  bell_history_silence_async (history, &id, 1, "coalesced", NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, 5000, "a note");
  g_assert_cmpint (bell_history_silence_finish (history, result, NULL), ==, 1);

  waiting = history_load (history, TRUE, 0, 10, NULL);
  g_assert_cmpuint (waiting->len, ==, 2);
  g_assert_false (bell_entry_get_ringing (g_ptr_array_index (waiting, 0)));
  g_assert_cmpstr (bell_entry_get_silenced (g_ptr_array_index (waiting, 0)), ==, "quiet");
  g_assert_true (bell_entry_get_ringing (g_ptr_array_index (waiting, 1)));
  g_assert_cmpstr (bell_entry_get_silenced (g_ptr_array_index (waiting, 1)), ==, "coalesced");
}

static guint
mode_of (const char *path)
{
  struct stat info;

  g_assert_cmpint (stat (path, &info), ==, 0);
  return info.st_mode & 0777;
}

static void
test_file (void)
{
  g_autofree char *path = history_make_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  BellHistory *history = bell_history_new (path);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  umask (0);
  g_assert_cmpint (history_append (history, "shop", 1, NULL), ==, 1);
  g_assert_cmpuint (mode_of (path), ==, 0600);
  g_assert_cmpuint (mode_of (wal), ==, 0600);
  g_assert_cmpuint (mode_of (folder), ==, 0700);
  bell_history_close (history);
  g_assert_cmpint (history_append (history, "shop", 2, &error), ==, -1);
  g_assert_error (error, BELL_HISTORY_ERROR, BELL_HISTORY_ERROR_CLOSED);
  g_object_unref (history);

  history = bell_history_new (path);
  entries = history_load (history, TRUE, 0, 10, NULL);
  g_assert_cmpuint (entries->len, ==, 1);
  g_assert_cmpint (history_append (history, "shop", 2, NULL), ==, 2);
  g_object_unref (history);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/store/history/round-trip", test_round_trip);
  g_test_add_func ("/store/history/many", test_many);
  g_test_add_func ("/store/history/shrink", test_shrink);
  g_test_add_func ("/store/history/announcement", test_announcement);
  g_test_add_func ("/store/history/file", test_file);
  return g_test_run ();
}
