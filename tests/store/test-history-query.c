/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history-fixture.h"

#define N 250

typedef struct
{
  BellHistory *history;
} Fixture;

static const char *const kinds[] = { "order", "product", "form" };

static void
store (BellHistory *history,
       int number,
       gint64 received)
{
  g_autoptr (BellEntry) entry = NULL;

  entry = bell_entry_new (number % 2 ? "one" : "two", kinds[number % 3], number % 5 == 0 ? "marker" : NULL, "Title", "",
                          NULL, NULL, received, NULL);
  if (number % 10 == 0)
    {
      bell_entry_set_acknowledged (entry, received, "rule");
      bell_entry_set_silenced (entry, "rule");
    }
  bell_history_append_async (history, entry, NULL, NULL, NULL);
}

/* Pairs are received at the same moment, and every tenth came while the clock was wrong. */
static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->history = bell_history_new (NULL);
  for (int n = 1; n <= N; n++)
    store (fixture->history, n, n % 10 == 9 ? 5 : 1000 + n / 2);
  for (gint64 n = 7; n <= N; n += 7)
    bell_history_acknowledge_async (fixture->history, &n, 1, 9000, "window", NULL, NULL, NULL);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_object_unref (fixture->history);
}

static const BellHistoryFilter filters[] = {
  { 0 },
  { .shop = (char *) "one" },
  { .kind = (char *) "form" },
  { .marker = (char *) "marker" },
  { .state = BELL_HISTORY_WAITING },
  { .state = BELL_HISTORY_TAKEN },
  { .state = BELL_HISTORY_SILENCED },
  { .from = 1050 },
  { .until = 1050 },
  { .from = 1050, .until = 1060 },
  { .shop = (char *) "two", .kind = (char *) "order", .state = BELL_HISTORY_WAITING, .from = 1010 },
  { .shop = (char *) "two", .marker = (char *) "marker", .kind = (char *) "product" },
  { .shop = (char *) "none" },
  { .shop = (char *) "' OR 1 --" },
};

static gboolean
is_behind (BellEntry *entry,
           BellEntry *previous)
{
  if (bell_entry_get_received (entry) != bell_entry_get_received (previous))
    return bell_entry_get_received (entry) < bell_entry_get_received (previous);
  return bell_entry_get_id (entry) < bell_entry_get_id (previous);
}

/* Page by page: each that fits once, in the order, and none that does not. */
static void
test_pages (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (GPtrArray) waiting = history_load (fixture->history, TRUE, 0, N, NULL);
  g_autoptr (GPtrArray) rest = history_load (fixture->history, FALSE, 0, N, NULL);

  g_ptr_array_extend_and_steal (waiting, g_steal_pointer (&rest));
  g_assert_cmpuint (waiting->len, ==, N);
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autoptr (BellEntry) last = NULL;
      guint n = 0, expected = 0;
      gboolean more = TRUE;

      for (guint j = 0; j < N; j++)
        expected += bell_history_filter_matches (&filters[i], g_ptr_array_index (waiting, j)) ? 1 : 0;
      while (more)
        {
          BellHistoryKey after = { last != NULL ? bell_entry_get_received (last) : 0,
                                   last != NULL ? bell_entry_get_id (last) : 0 };
          g_autoptr (GPtrArray) page = history_query (fixture->history, &filters[i], last != NULL ? &after : NULL, 7);

          for (guint j = 0; j < page->len; j++)
            {
              BellEntry *entry = g_ptr_array_index (page, j);

              g_assert_true (bell_history_filter_matches (&filters[i], entry));
              g_assert_true (last == NULL || is_behind (entry, last));
              g_set_object (&last, entry);
              n++;
            }
          more = page->len == 7;
        }
      g_assert_cmpuint (n, ==, expected);
      g_assert_cmpint (history_count (fixture->history, &filters[i]), ==, expected);
    }
}

/* The measure's keys are those of the events that end its steps. */
static void
test_measure (Fixture *fixture,
              gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autoptr (GPtrArray) all = history_query (fixture->history, &filters[i], NULL, N);
      g_autoptr (BellHistoryMeasure) measure = NULL;
      GAsyncResult *pending = NULL;
      g_autoptr (GAsyncResult) result = NULL;

      bell_history_measure_async (fixture->history, &filters[i], 16, NULL, bell_test_store_result, &pending);
      result = bell_test_await_result (&pending, 5000, "a measure");
      measure = bell_history_measure_finish (fixture->history, result, NULL);
      g_assert_cmpuint (measure->count, ==, all->len);
      g_assert_cmpuint (measure->keys->len, ==, all->len / 16);
      g_assert_cmpint (measure->first.id, ==, all->len > 0 ? bell_entry_get_id (g_ptr_array_index (all, 0)) : 0);
      for (guint j = 0; j < measure->keys->len; j++)
        {
          BellHistoryKey *key = &g_array_index (measure->keys, BellHistoryKey, j);
          BellEntry *entry = g_ptr_array_index (all, 16 * (j + 1) - 1);

          g_assert_cmpint (key->id, ==, bell_entry_get_id (entry));
          g_assert_cmpint (key->received, ==, bell_entry_get_received (entry));
        }
    }
}

static void
test_bounded_count (Fixture *fixture,
                    gconstpointer data)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  bell_history_count_async (fixture->history, &filters[0], 99, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, 5000, "a count");
  g_assert_cmpint (bell_history_count_finish (fixture->history, result, NULL), ==, 99);
}

static BellEntry *
find (BellHistory *history,
      gint64 id,
      GError **error)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  bell_history_find_async (history, id, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, 5000, "an event");
  return bell_history_find_finish (history, result, error);
}

static void
test_find (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BellEntry) entry = find (fixture->history, 70, &error);
  g_autoptr (BellEntry) none = find (fixture->history, 7000, &error);
  g_autoptr (BellEntry) closed = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (bell_entry_get_id (entry), ==, 70);
  g_assert_cmpstr (bell_entry_get_silenced (entry), ==, "rule");
  g_assert_null (none);
  bell_history_close (fixture->history);
  closed = find (fixture->history, 70, &error);
  g_assert_null (closed);
  g_assert_error (error, BELL_HISTORY_ERROR, BELL_HISTORY_ERROR_CLOSED);
}

/* A read sees what was asked to be written before, though it has not been answered yet. */
static void
test_order (void)
{
  g_autofree char *path = history_make_path ();
  g_autoptr (BellHistory) history = bell_history_new (path);

  for (int n = 1; n <= 50; n++)
    {
      g_autoptr (BellEntry) entry = history_make_entry ("shop", n);

      bell_history_append_async (history, entry, NULL, NULL, NULL);
      g_assert_cmpint (history_count (history, &filters[0]), ==, n);
    }
}

static void
list_markers (BellHistory *history,
              const char *shop,
              const char *expected)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) markers = NULL;
  g_autofree char *got = NULL;

  bell_history_markers_async (history, shop, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, 20000, "the markers");
  markers = bell_history_markers_finish (history, result, &error);
  g_assert_no_error (error);
  got = g_strjoinv (" ", markers);
  g_assert_cmpstr (got, ==, expected);
}

static void
test_markers (void)
{
  g_autoptr (BellHistory) history = bell_history_new (NULL);
  static const char *const stored[][2] = {
    { "one", "b" }, { "one", NULL }, { "two", "a" }, { "one", "b" }, { "two", "c" }, { "one", "c" },
  };

  list_markers (history, NULL, "");
  for (guint i = 0; i < G_N_ELEMENTS (stored); i++)
    {
      g_autoptr (BellEntry) entry = bell_entry_new (stored[i][0], "order", stored[i][1], "Title", "", NULL, NULL, i, NULL);

      bell_history_append_async (history, entry, NULL, NULL, NULL);
    }
  list_markers (history, NULL, "a b c");
  list_markers (history, "one", "b c");
  list_markers (history, "three", "");
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add ("/store/history-query/pages", Fixture, NULL, set_up, test_pages, tear_down);
  g_test_add ("/store/history-query/measure", Fixture, NULL, set_up, test_measure, tear_down);
  g_test_add ("/store/history-query/bounded-count", Fixture, NULL, set_up, test_bounded_count, tear_down);
  g_test_add ("/store/history-query/find", Fixture, NULL, set_up, test_find, tear_down);
  g_test_add_func ("/store/history-query/order", test_order);
  g_test_add_func ("/store/history-query/markers", test_markers);
  return g_test_run ();
}
