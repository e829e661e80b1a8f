/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Input: what a disk, or somebody, made of a history: of each four bytes the first three say where in the file, and
 * the last is what stands there now.
 */
#include "fuzz.h"

#include "bell-history-query.h"
#include "bell-history-report.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define N_ENTRIES 40
#define MAX_CHANGES 64

static char *folder;
static char *path;
static char *sound; /* the file as it was */
static gsize sound_length;

static void
store_result (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  GAsyncResult **place = user_data;

  g_assert_null (*place); /* every call completes once */
  *place = g_object_ref (result);
}

static GAsyncResult *
await (GAsyncResult **place)
{
  while (*place == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *place;
}

static BellEntry *
make_entry (int number)
{
  g_autofree char *title = g_strdup_printf ("Order %d", number);

  return bell_entry_new ("shop", "order", number % 2 ? "order_created" : NULL, title, "2 items · Müller", "7", "new",
                         1000 + number, "{\"order\":{\"id\":7}}");
}

/* -1: an error, which says what is wrong. */
static gint64
append (BellHistory *history,
        int number)
{
  GAsyncResult *place = NULL;
  g_autoptr (BellEntry) entry = make_entry (number);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  bell_history_append_async (history, entry, NULL, store_result, &place);
  result = await (&place);
  id = bell_history_append_finish (history, result, &error);
  g_assert_true ((id > 0) == (error == NULL));
  return id;
}

/* What the window shows is text, whatever the file has. */
static void
check_entries (GPtrArray *entries)
{
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      BellEntry *entry = g_ptr_array_index (entries, i);
      const char *needed[] = { bell_entry_get_shop (entry), bell_entry_get_kind (entry), bell_entry_get_title (entry),
                               bell_entry_get_body (entry) };
      const char *others[] = { bell_entry_get_marker (entry), bell_entry_get_entity (entry),
                               bell_entry_get_status (entry), bell_entry_get_payload (entry),
                               bell_entry_get_silenced (entry), bell_entry_get_acknowledged_how (entry) };

      for (guint n = 0; n < G_N_ELEMENTS (needed); n++)
        g_assert_true (needed[n] != NULL && g_utf8_validate (needed[n], -1, NULL));
      for (guint n = 0; n < G_N_ELEMENTS (others); n++)
        g_assert_true (others[n] == NULL || g_utf8_validate (others[n], -1, NULL));
    }
}

static void
load (BellHistory *history,
      gboolean waiting)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  bell_history_load_async (history, waiting, 0, 1000, NULL, store_result, &place);
  result = await (&place);
  entries = bell_history_load_finish (history, result, &error);
  g_assert_true ((entries != NULL) == (error == NULL));
  check_entries (entries);
}

static void
search (BellHistory *history,
        const char *text)
{
  GAsyncResult *place = NULL, *days_place = NULL, *markers_place = NULL;
  g_autoptr (GAsyncResult) result = NULL, days_result = NULL, markers_result = NULL;
  g_autoptr (BellHistoryFilter) filter = bell_history_filter_new ();
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GArray) days = NULL;
  g_auto (GStrv) markers = NULL;

  filter->text = g_strdup (text);
  bell_history_query_async (history, filter, NULL, 100, NULL, store_result, &place);
  bell_history_days_async (history, filter, NULL, store_result, &days_place);
  bell_history_markers_async (history, NULL, NULL, store_result, &markers_place);
  result = await (&place);
  days_result = await (&days_place);
  markers_result = await (&markers_place);
  entries = bell_history_query_finish (history, result, NULL);
  days = bell_history_days_finish (history, days_result, NULL);
  markers = bell_history_markers_finish (history, markers_result, NULL);
  check_entries (entries);
  for (guint i = 0; markers != NULL && markers[i] != NULL; i++)
    g_assert_true (g_utf8_validate (markers[i], -1, NULL));
}

static void
report (BellHistory *history)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BellDayReport) day = NULL;
  g_autoptr (GError) error = NULL;

  bell_history_report_async (history, NULL, 1000, NULL, store_result, &place);
  result = await (&place);
  day = bell_history_report_finish (history, result, &error);
  g_assert_true ((day != NULL) == (error == NULL));
  for (guint i = 0; day != NULL && i < day->kinds->len; i++)
    g_assert_true (g_utf8_validate (((BellDayKind *) g_ptr_array_index (day->kinds, i))->kind, -1, NULL));
  for (guint i = 0; day != NULL && i < day->links->len; i++)
    {
      BellLinkSpan *span = g_ptr_array_index (day->links, i);

      g_assert_true (g_utf8_validate (span->shop, -1, NULL) && g_utf8_validate (span->state, -1, NULL));
      g_assert_true (span->reason == NULL || g_utf8_validate (span->reason, -1, NULL));
      g_assert_cmpint (span->since, >=, 0);
      g_assert_cmpint (span->until, >=, 0);
    }
}

static void
remove_files (void)
{
  static const char *const ends[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *name = g_strconcat (path, ends[i], NULL);

      g_remove (name);
    }
}

static void
clean_up (void)
{
  remove_files ();
  g_rmdir (folder);
}

static void
write_changed (const guint8 *data,
               gsize size)
{
  g_autofree char *changed = g_memdup2 (sound, sound_length);
  guint n = (guint) MIN (size / 4, MAX_CHANGES);

  for (guint i = 0; i < n; i++)
    {
      const guint8 *at = data + (gsize) 4 * i;

      changed[(at[0] << 16 | at[1] << 8 | at[2]) % sound_length] = (char) at[3];
    }
  g_assert_true (g_file_set_contents (path, changed, (gssize) sound_length, NULL));
}

static void
make_sound (void)
{
  BellHistory *history;

  folder = g_dir_make_tmp ("shopbell-fuzz-XXXXXX", NULL);
  path = g_build_filename (folder, "history.db", NULL);
  atexit (clean_up);
  history = bell_history_new (path);
  for (int n = 0; n < N_ENTRIES; n++)
    g_assert_cmpint (append (history, n), >, 0);
  search (history, "müller");
  bell_history_note_link (history, "shop", 500, "online", NULL);
  bell_history_close (history);
  g_object_unref (history);
  g_assert_true (g_file_get_contents (path, &sound, &sound_length, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize size)
{
  BellHistory *history;

  if (sound == NULL)
    make_sound ();
  remove_files ();
  write_changed (data, size);

  history = bell_history_new (path);
  load (history, TRUE);
  append (history, N_ENTRIES);
  load (history, FALSE);
  search (history, NULL);
  search (history, "müller");
  report (history);
  bell_history_close (history);
  g_object_unref (history);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  return 0;
}
