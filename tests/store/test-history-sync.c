/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history-fixture.h"

#include <sqlite3.h>

/*
 * What reaches the disk, and when: SQLite's own files, but that the write-ahead log counts how
 * often it is synced, waits before, and can refuse.
 */
static struct
{
  sqlite3_vfs vfs;
  sqlite3_vfs *real;
  sqlite3_io_methods methods;
  int (*real_sync) (sqlite3_file *file, int flags);
  GMutex gate; /* held: a sync waits */
  gint syncs;
  gint refuse;
} watch;

static int
watch_sync (sqlite3_file *file,
            int flags)
{
  int code;

  g_mutex_lock (&watch.gate);
  code = g_atomic_int_get (&watch.refuse) ? SQLITE_IOERR_FSYNC : watch.real_sync (file, flags);
  g_mutex_unlock (&watch.gate);
  g_atomic_int_inc (&watch.syncs);
  g_main_context_wakeup (NULL);
  return code;
}

static int
watch_open (sqlite3_vfs *vfs,
            sqlite3_filename name,
            sqlite3_file *file,
            int flags,
            int *out_flags)
{
  int code = watch.real->xOpen (watch.real, name, file, flags, out_flags);

  if (code == SQLITE_OK && (flags & SQLITE_OPEN_WAL) != 0)
    {
      /* The same for all logs, and so written by one test after the other. */
      if (watch.real_sync == NULL)
        {
          watch.methods = *file->pMethods;
          watch.real_sync = watch.methods.xSync;
          watch.methods.xSync = watch_sync;
        }
      file->pMethods = &watch.methods;
    }
  return code;
}

static void
watch_install (void)
{
  watch.real = sqlite3_vfs_find (NULL);
  watch.vfs = *watch.real;
  watch.vfs.zName = "watch";
  watch.vfs.pNext = NULL;
  watch.vfs.xOpen = watch_open;
  g_assert_cmpint (sqlite3_vfs_register (&watch.vfs, 1), ==, SQLITE_OK);
}

static gboolean
have_synced (gpointer syncs)
{
  return g_atomic_int_get (&watch.syncs) >= GPOINTER_TO_INT (syncs);
}

static void
await_syncs (int syncs)
{
  bell_test_await (have_synced, GINT_TO_POINTER (syncs), 20000, "a sync");
}

/* Of the thread that writes: what it loads comes after all that it had to do before. */
static int
count_syncs (BellHistory *history)
{
  g_autoptr (GPtrArray) rows = history_load (history, TRUE, 0, 1, NULL);

  g_assert_nonnull (rows);
  return g_atomic_int_get (&watch.syncs);
}

/* Who waits for an event to be stored does not wait for the disk, which is asked all the same. */
static void
test_stored_before_synced (void)
{
  g_autofree char *path = history_make_path ();
  BellHistory *history = bell_history_new (path);
  int syncs;

  g_assert_cmpint (history_append (history, "shop", 1, NULL), ==, 1);
  syncs = count_syncs (history);
  g_assert_cmpint (syncs, >, 0);

  g_mutex_lock (&watch.gate);
  g_assert_cmpint (history_append (history, "shop", 2, NULL), ==, 2);
  /* Another program sees it: it is with the kernel, and survives this process. */
  g_assert_cmpint (history_query_int (path, "SELECT count(*) FROM event"), ==, 2);
  g_assert_cmpint (g_atomic_int_get (&watch.syncs), ==, syncs);
  g_mutex_unlock (&watch.gate);
  await_syncs (syncs + 1);
  g_object_unref (history);
}

/* A disk that refuses is told by the next event, and forgotten when it does no more. */
static void
test_refused (void)
{
  g_autofree char *path = history_make_path ();
  BellHistory *history = bell_history_new (path);
  g_autoptr (GError) error = NULL;
  int syncs;

  g_assert_cmpint (history_append (history, "shop", 1, NULL), ==, 1);
  syncs = count_syncs (history);
  g_atomic_int_set (&watch.refuse, TRUE);
  g_assert_cmpint (history_append (history, "shop", 2, NULL), ==, 2);
  await_syncs (syncs + 1);
  g_assert_cmpint (history_append (history, "shop", 3, &error), ==, -1);
  g_assert_error (error, BELL_HISTORY_ERROR, BELL_HISTORY_ERROR_FAILED);

  g_atomic_int_set (&watch.refuse, FALSE);
  g_assert_cmpint (history_append (history, "shop", 3, NULL), ==, 3);
  g_assert_cmpint (history_query_int (path, "SELECT count(*) FROM event"), ==, 3);
  g_object_unref (history);
}

/* The log does not grow for ever, though nobody who stores waits for that. */
static void
test_check_point (void)
{
  g_autofree char *path = history_make_path ();
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *line = g_strnfill (40000, 'x');
  BellHistory *history = bell_history_new (path);
  g_autoptr (GFile) file = g_file_new_for_path (log);
  g_autoptr (GFileInfo) info = NULL;

  for (int n = 0; n < 300; n++)
    {
      g_autoptr (BellEntry) entry = bell_entry_new ("shop", "order", NULL, "Order", line, NULL, NULL, 1 + n, "{}");

      g_assert_cmpint (history_store (history, entry, NULL), ==, n + 1);
    }
  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  g_assert_nonnull (info);
  g_assert_cmpint (g_file_info_get_size (info), <, 8 << 20);
  g_object_unref (history);
}

int
main (int argc, char *argv[])
{
  bell_test_init (&argc, &argv);
  watch_install ();
  g_test_add_func ("/history/sync/stored-before-synced", test_stored_before_synced);
  g_test_add_func ("/history/sync/refused", test_refused);
  g_test_add_func ("/history/sync/check-point", test_check_point);
  return g_test_run ();
}
