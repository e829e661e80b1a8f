/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-day.h"
#include "bell-entry.h"
#include "bell-test.h"
#include "bell-timeline.h"

#include <string.h>

#define DAY (24 * G_TIME_SPAN_HOUR)
#define NOON (G_GINT64_CONSTANT (1795521600) * G_USEC_PER_SEC) /* 2026-11-24 12:00 UTC */

static BellEntry *
make_entry (gint64 received)
{
  return bell_entry_new ("shop", "order", NULL, "Order", "", NULL, NULL, received, NULL);
}

static void
add (GListStore *store,
     guint position,
     gint64 received)
{
  g_autoptr (BellEntry) entry = make_entry (received);

  g_list_store_insert (store, position, entry);
}

/* "D" for a heading, "e" for an entry. */
static char *
outline (GListModel *model)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);

      g_string_append_c (text, BELL_IS_DAY (item) ? 'D' : 'e');
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define assert_outline(model, expected) \
  G_STMT_START \
  { \
    g_autofree char *got_ = outline (G_LIST_MODEL (model)); \
    g_assert_cmpstr (got_, ==, expected); \
  } \
  G_STMT_END

/* What a list view believes the model is: applies each change to a copy. */
static void
mirror (GListModel *model,
        guint position,
        guint removed,
        guint added,
        GPtrArray *copy)
{
  bell_test_follow (copy, model, position, removed, added);
  g_assert_cmpuint (copy->len, ==, g_list_model_get_n_items (model));
  for (guint i = 0; i < copy->len; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);

      g_assert_true (item == g_ptr_array_index (copy, i));
    }
}

static void
test_days (void)
{
  g_autoptr (GListStore) store = g_list_store_new (BELL_TYPE_ENTRY);
  g_autoptr (BellTimeline) timeline = NULL;
  g_autoptr (GPtrArray) copy = g_ptr_array_new_with_free_func (g_object_unref);

  add (store, 0, NOON);
  add (store, 1, NOON - G_TIME_SPAN_HOUR);
  add (store, 2, NOON - DAY);
  timeline = bell_timeline_new (G_LIST_MODEL (store));
  assert_outline (timeline, "DeeDe");
  for (guint i = 0; i < 5; i++)
    g_ptr_array_add (copy, g_list_model_get_item (G_LIST_MODEL (timeline), i));
  g_signal_connect (timeline, "items-changed", G_CALLBACK (mirror), copy);

  add (store, 0, NOON + G_TIME_SPAN_HOUR); /* the newest, of a day that is there */
  assert_outline (timeline, "DeeeDe");
  add (store, 0, NOON + DAY); /* a new day */
  assert_outline (timeline, "DeDeeeDe");
  add (store, 5, NOON - 5 * DAY); /* the past */
  assert_outline (timeline, "DeDeeeDeDe");
  g_list_store_remove (store, 2); /* within a day */
  assert_outline (timeline, "DeDeeDeDe");
  g_list_store_remove (store, 0); /* a whole day */
  assert_outline (timeline, "DeeDeDe");
  g_list_store_remove (store, 2);
  assert_outline (timeline, "DeeDe");
  g_list_store_remove_all (store);
  assert_outline (timeline, "");
  add (store, 0, NOON);
  assert_outline (timeline, "De");
}

/* One more event at the top must not make a list view bind everything anew. */
static void
count_change (GListModel *model,
              guint position,
              guint removed,
              guint added,
              guint *touched)
{
  *touched += removed + added;
}

static void
test_small_changes (void)
{
  g_autoptr (GListStore) store = g_list_store_new (BELL_TYPE_ENTRY);
  g_autoptr (BellTimeline) timeline = NULL;
  guint touched = 0;

  for (guint i = 0; i < 500; i++)
    add (store, i, NOON - i * G_TIME_SPAN_SECOND);
  timeline = bell_timeline_new (G_LIST_MODEL (store));
  g_signal_connect (timeline, "items-changed", G_CALLBACK (count_change), &touched);

  add (store, 0, NOON + G_TIME_SPAN_SECOND);
  g_assert_cmpuint (touched, ==, 1);
  add (store, 250, NOON - 249 * G_TIME_SPAN_SECOND);
  g_assert_cmpuint (touched, ==, 2);
  g_list_store_remove (store, 250);
  g_assert_cmpuint (touched, ==, 3);
}

/* Any order of changes: the view's copy and the model agree, and no day stands twice in a row. */
static void
test_random (void)
{
  g_autoptr (GListStore) store = g_list_store_new (BELL_TYPE_ENTRY);
  g_autoptr (BellTimeline) timeline = bell_timeline_new (G_LIST_MODEL (store));
  g_autoptr (GPtrArray) copy = g_ptr_array_new_with_free_func (g_object_unref);

  g_signal_connect (timeline, "items-changed", G_CALLBACK (mirror), copy);
  for (guint round = 0; round < 600; round++)
    {
      guint n = g_list_model_get_n_items (G_LIST_MODEL (store));
      guint position = g_test_rand_int_range (0, (int) n + 1);
      gpointer added[3] = { make_entry (NOON - g_test_rand_int_range (0, 3) * DAY),
                            make_entry (NOON - g_test_rand_int_range (0, 3) * DAY),
                            make_entry (NOON - g_test_rand_int_range (0, 3) * DAY) };
      guint removed = g_test_rand_int_range (0, (int) MIN (n - position, 6) + 1);
      g_autofree char *text = NULL;

      g_list_store_splice (store, position, removed, added, g_test_rand_int_range (0, 4));
      for (guint i = 0; i < G_N_ELEMENTS (added); i++)
        g_object_unref (added[i]);
      text = outline (G_LIST_MODEL (timeline));
      g_assert_null (strstr (text, "DD"));
      g_assert_false (g_str_has_suffix (text, "D"));
    }
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/app/timeline/days", test_days);
  g_test_add_func ("/app/timeline/small-changes", test_small_changes);
  g_test_add_func ("/app/timeline/random", test_random);
  return g_test_run ();
}
