/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-history-export.h"
#include "history-fixture.h"

#include <json-glib/json-glib.h>
#include <string.h>
#include <sys/stat.h>

#define RECEIVED (1795514400 * (gint64) G_USEC_PER_SEC + 123456)

static gint64
export (BellHistory *history,
        const BellHistoryFilter *filter,
        BellExportFormat format,
        const char *path,
        GCancellable *cancellable,
        GFileProgressCallback progress,
        gpointer progress_data,
        GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  bell_history_export_async (history, filter, format, file, progress, progress_data, cancellable,
                             bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, 20000, "an export");
  return bell_history_export_finish (history, result, error);
}

static const BellHistoryFilter everything = { 0 };

static BellHistory *
make_history (void)
{
  BellHistory *history = bell_history_new (NULL);
  g_autoptr (BellEntry) plain = bell_entry_new ("shop", "order", "order_created", "Order \"7\", new", "two\r\nlines", "7",
                                                "new", RECEIVED, "{\"a\":[1,\"x\"]}");
  g_autoptr (BellEntry) evil = bell_entry_new ("shop", "form", NULL, "=HYPERLINK(\"http://x\")", " @SUM(1)", "-1", "+1",
                                               RECEIVED + 1, "not json");

  bell_entry_set_acknowledged (plain, RECEIVED + 5 * (gint64) G_USEC_PER_SEC, "window");
  bell_entry_set_ringing (plain, TRUE);
  bell_entry_set_silenced (evil, "coalesced");
  g_assert_cmpint (history_store (history, plain, NULL), ==, 1);
  g_assert_cmpint (history_store (history, evil, NULL), ==, 2);
  return history;
}

static void
test_csv (void)
{
  g_autoptr (BellHistory) history = make_history ();
  g_autofree char *folder = bell_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "out.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  struct stat info;

  g_assert_cmpint (export (history, &everything, BELL_EXPORT_CSV, path, NULL, NULL, NULL, &error), ==, 2);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (
    text, ==,
    "received,shop,kind,marker,title,body,entity,status,acknowledged,acknowledged_how,rings,silenced,payload\r\n"
    "\"2026-11-24 10:00:00\",\"shop\",\"form\",\"\",\"'=HYPERLINK(\"\"http://x\"\")\",\"' @SUM(1)\",\"'-1\",\"'+1\","
    "\"\",\"\",\"no\",\"coalesced\",\"not json\"\r\n"
    "\"2026-11-24 10:00:00\",\"shop\",\"order\",\"order_created\",\"Order \"\"7\"\", new\",\"two\r\nlines\",\"7\","
    "\"new\",\"2026-11-24 10:00:05\",\"window\",\"yes\",\"\",\"{\"\"a\"\":[1,\"\"x\"\"]}\"\r\n");
  /* Nobody else's to read. */
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
}

static void
test_json (void)
{
  g_autoptr (BellHistory) history = make_history ();
  g_autofree char *folder = bell_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "out.jsonl", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (JsonNode) first = NULL;
  g_autoptr (JsonNode) second = NULL;
  JsonObject *object;

  g_assert_cmpint (export (history, &everything, BELL_EXPORT_JSON_LINES, path, NULL, NULL, NULL, NULL), ==, 2);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_cmpstr (lines[2], ==, "");
  first = json_from_string (lines[0], NULL);
  second = json_from_string (lines[1], NULL);
  g_assert_nonnull (first);
  g_assert_nonnull (second);

  object = json_node_get_object (first);
  g_assert_cmpstr (json_object_get_string_member (object, "title"), ==, "=HYPERLINK(\"http://x\")");
  g_assert_true (json_object_get_null_member (object, "marker"));
  g_assert_true (json_object_get_null_member (object, "payload"));
  g_assert_true (json_object_get_null_member (object, "acknowledged"));
  g_assert_cmpstr (json_object_get_string_member (object, "silenced"), ==, "coalesced");
  object = json_node_get_object (second);
  g_assert_cmpstr (json_object_get_string_member (object, "received"), ==, "2026-11-24T10:00:00.123Z");
  g_assert_cmpstr (json_object_get_string_member (object, "body"), ==, "two\r\nlines");
  g_assert_true (json_object_get_boolean_member (object, "rings"));
  g_assert_true (json_object_has_member (json_object_get_object_member (object, "payload"), "a"));
}

/* More than a page, and what the filter shows only. */
static BellHistory *
make_long (void)
{
  BellHistory *history = bell_history_new (NULL);

  for (int n = 0; n < 3000; n++)
    {
      g_autoptr (BellEntry) entry = history_make_entry (n % 3 ? "one" : "two", n);

      bell_history_append_async (history, entry, NULL, NULL, NULL);
    }
  return history;
}

static void
on_progress (goffset done,
             goffset in_all,
             gpointer user_data)
{
  goffset *last = user_data;

  g_assert_cmpint (done, >=, *last);
  g_assert_cmpint (in_all, ==, 2000);
  *last = done;
}

static void
test_filter (void)
{
  g_autoptr (BellHistory) history = make_long ();
  g_autofree char *folder = bell_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "out.csv", NULL);
  g_autofree char *text = NULL;
  BellHistoryFilter one = { .shop = (char *) "one" };
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  goffset last = 0;
  gint64 n;

  g_assert_true (g_file_set_contents (path, "the old", -1, NULL));
  n = export (history, &one, BELL_EXPORT_CSV, path, NULL, on_progress, &last, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 2000);
  g_assert_cmpint (last, >, 0);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 2002);
  g_assert_null (strstr (text, "\"two\""));
}

static void
cancel (goffset done,
        goffset in_all,
        gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* Broken off, or impossible: what was there stays, and nothing else is left behind. */
static void
test_failed (void)
{
  g_autoptr (BellHistory) history = make_long ();
  g_autofree char *folder = bell_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "out.csv", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "no", "out.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GCancellable) before = g_cancellable_new ();
  g_autoptr (GCancellable) during = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "the old", -1, NULL));
  g_cancellable_cancel (before);
  g_assert_cmpint (export (history, &everything, BELL_EXPORT_CSV, path, before, NULL, NULL, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  /* It may have been faster than the first news of it. */
  if (export (history, &everything, BELL_EXPORT_JSON_LINES, path, during, cancel, during, &error) == -1)
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&error);
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_cmpstr (text, ==, "the old");
    }
  g_assert_cmpint (export (history, &everything, BELL_EXPORT_CSV, nowhere, NULL, NULL, NULL, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  bell_history_close (history);
  g_assert_cmpint (export (history, &everything, BELL_EXPORT_CSV, path, NULL, NULL, NULL, &error), ==, -1);
  g_assert_error (error, BELL_HISTORY_ERROR, BELL_HISTORY_ERROR_CLOSED);
  g_assert_cmpuint (count_files (folder), ==, 1);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/store/history-export/csv", test_csv);
  g_test_add_func ("/store/history-export/json", test_json);
  g_test_add_func ("/store/history-export/filter", test_filter);
  g_test_add_func ("/store/history-export/failed", test_failed);
  return g_test_run ();
}
