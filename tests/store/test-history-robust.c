/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history-fixture.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* How often the storm is killed. */
#ifdef __SANITIZE_ADDRESS__
#define ROUNDS 5
#else
#define ROUNDS 50
#endif

/* A file that is not ours to change stays as it is, byte for byte. */
static void
test_left_alone (gconstpointer data)
{
  g_autofree char *path = history_make_path ();
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
    history_run_sql (path, "PRAGMA user_version = 99; CREATE TABLE future (x);");
  else
    g_file_set_contents (path, "this is no database, but somebody's letter, which is longer than a header", -1, NULL);
  g_file_get_contents (path, &before, &length_before, NULL);

  history = bell_history_new (path);
  g_assert_cmpint (history_append (history, "shop", 1, &error), ==, -1);
  g_assert_error (error, BELL_HISTORY_ERROR, expected);
  g_clear_error (&error);
  g_assert_null (history_load (history, TRUE, 0, 10, &error));
  g_assert_nonnull (error);
  g_object_unref (history);

  g_file_get_contents (path, &after, &length_after, NULL);
  g_assert_cmpmem (before, length_before, after, length_after);
}

/* Damage in the middle shows when it is come across: an error, no end, and nothing more is written into the file. */
static void
test_damaged (void)
{
  g_autofree char *path = history_make_path ();
  g_autofree char *bytes = NULL;
  g_autofree char *after = NULL;
  gsize length, length_after;
  BellHistory *history = bell_history_new (path);
  g_autoptr (GError) error = NULL;

  for (int n = 0; n < 300; n++)
    g_assert_cmpint (history_append (history, "shop", n, NULL), >, 0);
  g_object_unref (history);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  memset (bytes + 4096, 0xa5, length - 4096);
  g_assert_true (g_file_set_contents (path, bytes, length, NULL));

  history = bell_history_new (path);
  g_assert_null (history_load (history, TRUE, 0, 10, &error));
  g_assert_error (error, BELL_HISTORY_ERROR, BELL_HISTORY_ERROR_CORRUPT);
  g_clear_error (&error);
  g_assert_cmpint (history_append (history, "shop", 1, &error), ==, -1);
  g_assert_error (error, BELL_HISTORY_ERROR, BELL_HISTORY_ERROR_CORRUPT);
  g_object_unref (history);
  g_assert_true (g_file_get_contents (path, &after, &length_after, NULL));
  g_assert_cmpmem (bytes, length, after, length_after);
}

/* A file that may only be read: said, and left as it is. Root may write everything, so not as root. */
static void
test_read_only (void)
{
  g_autofree char *path = history_make_path ();
  BellHistory *history = bell_history_new (path);
  g_autoptr (GError) error = NULL;
  gboolean root = geteuid () == 0;

  g_assert_cmpint (history_append (history, "shop", 1, NULL), ==, 1);
  g_object_unref (history);
  g_assert_cmpint (chmod (path, 0400), ==, 0);
  if (root)
    g_assert_cmpint (seteuid (65534), ==, 0);
  history = bell_history_new (path);
  g_assert_cmpint (history_append (history, "shop", 2, &error), ==, -1);
  g_assert_error (error, BELL_HISTORY_ERROR, BELL_HISTORY_ERROR_FAILED);
  g_object_unref (history);
  if (root)
    g_assert_cmpint (seteuid (0), ==, 0);
  g_assert_cmpint (chmod (path, 0600), ==, 0);
  history = bell_history_new (path);
  g_assert_cmpint (history_append (history, "shop", 2, NULL), ==, 2);
  g_object_unref (history);
}

/* No file at all: a folder has its name, or its folder is a file. */
static void
test_no_file (void)
{
  g_autofree char *folder = bell_test_make_folder ();
  g_autofree char *file = g_build_filename (folder, "file", NULL);
  g_autofree char *below = g_build_filename (file, "history.db", NULL);
  const char *const paths[] = { folder, below };

  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (BellHistory) history = bell_history_new (paths[i]);
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (history_append (history, "shop", 1, &error), ==, -1);
      g_assert_error (error, BELL_HISTORY_ERROR, BELL_HISTORY_ERROR_FAILED);
    }
}

/* Killed in the middle of a storm: what was said to be committed is there (kill -9, many rounds). */
static void
kill_in_storm (int round)
{
  g_autofree char *path = history_make_path ();
  g_autofree char *line = NULL;
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (BellHistory) history = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  gint64 committed = 0;
  BellHistoryFilter everything = { .text = (char *) "order" };

  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, "/proc/self/exe", "--storm", path, NULL);
  g_assert_nonnull (child);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  while (committed < 20 + 7 * round)
    {
      g_free (line);
      line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
      g_assert_nonnull (line);
      committed = g_ascii_strtoll (line, NULL, 10);
    }
  g_subprocess_force_exit (child);
  g_subprocess_wait (child, NULL, NULL);

  history = bell_history_new (path);
  entries = history_load (history, TRUE, 0, 1000000, NULL);
  g_assert_cmpuint (entries->len, >=, committed);
  /* Each once: the ids are without a gap and without a double. */
  for (guint i = 0; i < entries->len; i++)
    g_assert_cmpint (bell_entry_get_id (g_ptr_array_index (entries, i)), ==, entries->len - i);
  /* And in the index: whatever it had, the rest is added. */
  history_await_count (history, &everything, entries->len);
}

static void
test_killed (void)
{
  for (int round = 0; round < ROUNDS; round++)
    kill_in_storm (round);
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
      g_autoptr (BellEntry) entry = history_make_entry ("shop", n);

      bell_history_append_async (history, entry, NULL, storm_cb, NULL);
      g_main_context_iteration (NULL, n % 50 == 49);
    }
  return 0;
}

/* A full disk: the append fails and says so; with room again it works. */
static void
test_full (void)
{
  g_autofree char *path = history_make_path ();
  g_autoptr (BellHistory) history = bell_history_new (path);
  g_autoptr (GError) error = NULL;
  struct rlimit old, small;
  int n = 1;

  g_assert_cmpint (history_append (history, "shop", n, NULL), ==, 1);
  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &old);
  small = old;
  small.rlim_cur = 60 * 1024;
  setrlimit (RLIMIT_FSIZE, &small);
  while (n < 1000 && history_append (history, "shop", ++n, &error) > 0)
    ;
  setrlimit (RLIMIT_FSIZE, &old);
  g_assert_nonnull (error);
  g_assert_cmpint (error->domain, ==, BELL_HISTORY_ERROR);
  g_assert_cmpint (history_append (history, "shop", n, NULL), ==, n);
}

int
main (int argc,
      char **argv)
{
  if (argc == 3 && strcmp (argv[1], "--storm") == 0)
    return storm (argv[2]);

  bell_test_init (&argc, &argv);
  g_test_add_data_func ("/store/history-robust/newer", GINT_TO_POINTER (TRUE), test_left_alone);
  g_test_add_data_func ("/store/history-robust/foreign", GINT_TO_POINTER (FALSE), test_left_alone);
  g_test_add_func ("/store/history-robust/damaged", test_damaged);
  g_test_add_func ("/store/history-robust/read-only", test_read_only);
  g_test_add_func ("/store/history-robust/no-file", test_no_file);
  g_test_add_func ("/store/history-robust/killed", test_killed);
  g_test_add_func ("/store/history-robust/full", test_full);
  return g_test_run ();
}
