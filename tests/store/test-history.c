/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-history.h"
#include "bell-test.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

static BellEntry *
make_entry (const char *shop,
            int n)
{
  g_autofree char *title = g_strdup_printf ("Order %d", n);

  return bell_entry_new (shop, "order", n % 2 ? "order_created" : NULL, title, "body", "7", "new", 1000 + n, "{\"a\":1}");
}

static gint64
append (BellHistory *history,
        const char *shop,
        int n,
        GError **error)
{
  g_autoptr (BellEntry) entry = make_entry (shop, n);
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gint64 id;

  bell_history_append_async (history, entry, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, 5000, "an append");
  id = bell_history_append_finish (history, result, error);
  if (id > 0)
    g_assert_cmpint (bell_entry_get_id (entry), ==, id);
  return id;
}

static GPtrArray *
load (BellHistory *history,
      gboolean waiting,
      gint64 before,
      guint limit,
      GError **error)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  bell_history_load_async (history, waiting, before, limit, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, 5000, "a load");
  return bell_history_load_finish (history, result, error);
}

static gint64
acknowledge (BellHistory *history,
             const gint64 *ids,
             gsize n)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  bell_history_acknowledge_async (history, ids, n, 5000, "window", NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, 5000, "an acknowledgement");
  return bell_history_acknowledge_finish (history, result, NULL);
}

static void
test_round_trip (void)
{
  g_autoptr (BellHistory) history = bell_history_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GPtrArray) rest = NULL;
  const gint64 ids[] = { 1, 3, 3, 99 };
  BellEntry *entry;

  for (int n = 1; n <= 4; n++)
    g_assert_cmpint (append (history, "shop", n, &error), ==, n);
  g_assert_no_error (error);
  g_assert_cmpint (acknowledge (history, ids, G_N_ELEMENTS (ids)), ==, 2);

  waiting = load (history, TRUE, 0, 100, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (waiting->len, ==, 2);
  entry = g_ptr_array_index (waiting, 0);
  g_assert_cmpint (bell_entry_get_id (entry), ==, 4);
  g_assert_cmpstr (bell_entry_get_title (entry), ==, "Order 4");
  g_assert_null (bell_entry_get_marker (entry));
  g_assert_cmpstr (bell_entry_get_payload (entry), ==, "{\"a\":1}");
  g_assert_cmpint (bell_entry_get_acknowledged (entry), ==, 0);

  rest = load (history, FALSE, 3, 100, &error);
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
test_many (void)
{
  g_autoptr (BellHistory) history = bell_history_new (NULL);
  g_autoptr (GPtrArray) page = NULL;
  guint done = 0;

  for (int n = 0; n < 10000; n++)
    {
      g_autoptr (BellEntry) entry = make_entry ("shop", n);

      bell_history_append_async (history, entry, NULL, count_cb, &done);
    }
  bell_test_await_count (&done, 10000, 30000, "10 000 appends");
  page = load (history, TRUE, 500, 50, NULL);
  g_assert_cmpuint (page->len, ==, 50);
  g_assert_cmpint (bell_entry_get_id (g_ptr_array_index (page, 0)), ==, 499);
}

static void
test_delete_shop (void)
{
  g_autoptr (BellHistory) history = bell_history_new (NULL);
  g_autoptr (GPtrArray) left = NULL;
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  append (history, "one", 1, NULL);
  append (history, "two", 2, NULL);
  bell_history_delete_shop_async (history, "one", NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, 5000, "a deletion");
  g_assert_true (bell_history_delete_shop_finish (history, result, NULL));
  left = load (history, TRUE, 0, 10, NULL);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpstr (bell_entry_get_shop (g_ptr_array_index (left, 0)), ==, "two");
}

static char *
make_path (void)
{
  g_autofree char *folder = g_dir_make_tmp ("history-XXXXXX", NULL);

  return g_build_filename (folder, "sub", "history.db", NULL);
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
  g_autofree char *path = make_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  BellHistory *history = bell_history_new (path);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  umask (0);
  g_assert_cmpint (append (history, "shop", 1, NULL), ==, 1);
  g_assert_cmpuint (mode_of (path), ==, 0600);
  g_assert_cmpuint (mode_of (wal), ==, 0600);
  g_assert_cmpuint (mode_of (folder), ==, 0700);
  bell_history_close (history);
  g_assert_cmpint (append (history, "shop", 2, &error), ==, -1);
  g_assert_error (error, BELL_HISTORY_ERROR, BELL_HISTORY_ERROR_CLOSED);
  g_object_unref (history);

  history = bell_history_new (path);
  entries = load (history, TRUE, 0, 10, NULL);
  g_assert_cmpuint (entries->len, ==, 1);
  g_assert_cmpint (append (history, "shop", 2, NULL), ==, 2);
  g_object_unref (history);
}

/* A file that is not ours to change stays as it is, byte for byte. */
static void
test_left_alone (gconstpointer data)
{
  g_autofree char *path = make_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize length_before, length_after;
  BellHistory *history;
  g_autoptr (GError) error = NULL;
  gboolean newer = GPOINTER_TO_INT (data);
  int expected = newer ? BELL_HISTORY_ERROR_NEWER : BELL_HISTORY_ERROR_CORRUPT;

  g_mkdir_with_parents (folder, 0700);
  if (newer)
    {
      sqlite3 *db;

      g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
      sqlite3_exec (db, "PRAGMA user_version = 99; CREATE TABLE future (x);", NULL, NULL, NULL);
      sqlite3_close (db);
    }
  else
    g_file_set_contents (path, "this is no database, but somebody's letter, which is longer than a header", -1, NULL);
  g_file_get_contents (path, &before, &length_before, NULL);

  history = bell_history_new (path);
  g_assert_cmpint (append (history, "shop", 1, &error), ==, -1);
  g_assert_error (error, BELL_HISTORY_ERROR, expected);
  g_clear_error (&error);
  g_assert_null (load (history, TRUE, 0, 10, &error));
  g_assert_nonnull (error);
  g_object_unref (history);

  g_file_get_contents (path, &after, &length_after, NULL);
  g_assert_cmpmem (before, length_before, after, length_after);
}

/* The file of every released version opens in this one. */
static void
test_schema_v1 (void)
{
  g_autofree char *path = make_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "store", "schema", "v1.sql", NULL);
  g_autofree char *sql = NULL;
  g_autoptr (BellHistory) history = NULL;
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GPtrArray) rest = NULL;
  sqlite3 *db;

  g_assert_true (g_file_get_contents (source, &sql, NULL, NULL));
  g_mkdir_with_parents (folder, 0700);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);

  history = bell_history_new (path);
  waiting = load (history, TRUE, 0, 10, NULL);
  rest = load (history, FALSE, 0, 10, NULL);
  g_assert_cmpuint (waiting->len, ==, 1);
  g_assert_cmpuint (rest->len, ==, 1);
  g_assert_cmpstr (bell_entry_get_title (g_ptr_array_index (waiting, 0)), ==, "Order 1042");
  g_assert_cmpint (append (history, "shop", 3, NULL), ==, 3);
}

/* Killed in the middle of a storm: what was said to be committed is there (kill -9, many rounds). */
static void
test_killed (void)
{
  for (int round = 0; round < 5; round++)
    {
      g_autofree char *path = make_path ();
      g_autofree char *line = NULL;
      g_autoptr (GSubprocess) child = NULL;
      g_autoptr (GDataInputStream) output = NULL;
      g_autoptr (BellHistory) history = NULL;
      g_autoptr (GPtrArray) entries = NULL;
      gint64 committed = 0;

      child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, "/proc/self/exe", "--storm", path, NULL);
      g_assert_nonnull (child);
      output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
      while (committed < 200 + 100 * round)
        {
          g_free (line);
          line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
          g_assert_nonnull (line);
          committed = g_ascii_strtoll (line, NULL, 10);
        }
      g_subprocess_force_exit (child);
      g_subprocess_wait (child, NULL, NULL);

      history = bell_history_new (path);
      entries = load (history, TRUE, 0, 1000000, NULL);
      g_assert_cmpuint (entries->len, >=, committed);
      /* Each once: the ids are without a gap and without a double. */
      for (guint i = 0; i < entries->len; i++)
        g_assert_cmpint (bell_entry_get_id (g_ptr_array_index (entries, i)), ==, entries->len - i);
    }
}

static void
storm_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_print ("%" G_GINT64_FORMAT "\n", bell_history_append_finish (BELL_HISTORY (source), result, NULL));
}

static int
storm (const char *path)
{
  BellHistory *history = bell_history_new (path);

  setvbuf (stdout, NULL, _IOLBF, 0);
  for (int n = 0; n < 100000; n++)
    {
      g_autoptr (BellEntry) entry = make_entry ("shop", n);

      bell_history_append_async (history, entry, NULL, storm_cb, NULL);
      g_main_context_iteration (NULL, n % 10 == 9);
    }
  return 0;
}

/* A full disk: the append fails and says so; with room again it works. */
static void
test_full (void)
{
  g_autofree char *path = make_path ();
  g_autoptr (BellHistory) history = bell_history_new (path);
  g_autoptr (GError) error = NULL;
  struct rlimit old, small;
  int n = 1;

  g_assert_cmpint (append (history, "shop", n, NULL), ==, 1);
  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &old);
  small = old;
  small.rlim_cur = 60 * 1024;
  setrlimit (RLIMIT_FSIZE, &small);
  while (n < 1000 && append (history, "shop", ++n, &error) > 0)
    ;
  setrlimit (RLIMIT_FSIZE, &old);
  g_assert_nonnull (error);
  g_assert_cmpint (error->domain, ==, BELL_HISTORY_ERROR);
  g_assert_cmpint (append (history, "shop", n, NULL), ==, n);
}

int
main (int argc,
      char **argv)
{
  if (argc == 3 && strcmp (argv[1], "--storm") == 0)
    return storm (argv[2]);

  bell_test_init (&argc, &argv);
  g_test_add_func ("/store/history/round-trip", test_round_trip);
  g_test_add_func ("/store/history/many", test_many);
  g_test_add_func ("/store/history/delete-shop", test_delete_shop);
  g_test_add_func ("/store/history/file", test_file);
  g_test_add_data_func ("/store/history/newer", GINT_TO_POINTER (TRUE), test_left_alone);
  g_test_add_data_func ("/store/history/corrupt", GINT_TO_POINTER (FALSE), test_left_alone);
  g_test_add_func ("/store/history/schema-v1", test_schema_v1);
  g_test_add_func ("/store/history/killed", test_killed);
  g_test_add_func ("/store/history/full", test_full);
  return g_test_run ();
}
