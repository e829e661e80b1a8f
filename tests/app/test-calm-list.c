/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-calm-list.h"
#include "bell-day.h"
#include "bell-fake-clock.h"
#include "bell-test.h"

typedef struct
{
  BellFakeClock *clock;
  GListStore *items;
  BellCalmList *calm;
  GPtrArray *seen; /* what one knows who only listens */
  guint changes;
} Fixture;

static void
on_items_changed (GListModel *list,
                  guint position,
                  guint removed,
                  guint added,
                  Fixture *fixture)
{
  bell_test_follow (fixture->seen, list, position, removed, added);
  fixture->changes++;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->clock = bell_fake_clock_new ();
  fixture->items = g_list_store_new (G_TYPE_OBJECT);
  fixture->calm = bell_calm_list_new (G_LIST_MODEL (fixture->items), BELL_CLOCK (fixture->clock));
  fixture->seen = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (fixture->calm, "items-changed", G_CALLBACK (on_items_changed), fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_ptr_array_unref (fixture->seen);
  g_assert_finalize_object (fixture->calm);
  g_assert_finalize_object (fixture->items);
  g_assert_cmpuint (bell_fake_clock_n_timers (fixture->clock), ==, 0);
  g_object_unref (fixture->clock);
}

static void
insert (Fixture *fixture,
        guint position)
{
  g_autoptr (GObject) item = g_object_new (G_TYPE_OBJECT, NULL);

  g_list_store_insert (fixture->items, position, item);
}

/* Who listens has what the list says it has. */
static void
check (Fixture *fixture)
{
  GListModel *calm = G_LIST_MODEL (fixture->calm);

  g_assert_cmpuint (g_list_model_get_n_items (calm), ==, fixture->seen->len);
  for (guint i = 0; i < fixture->seen->len; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (calm, i);

      g_assert_true (item == fixture->seen->pdata[i]);
    }
  g_assert_null (g_list_model_get_item (calm, fixture->seen->len));
}

static void
check_settled (Fixture *fixture)
{
  bell_fake_clock_advance (fixture->clock, BELL_STORM_MS);
  check (fixture);
  g_assert_cmpuint (fixture->seen->len, ==, g_list_model_get_n_items (G_LIST_MODEL (fixture->items)));
  for (guint i = 0; i < fixture->seen->len; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (fixture->items), i);

      g_assert_true (item == fixture->seen->pdata[i]);
    }
}

/* In a calm at once, in a storm together. */
static void
test_pace (Fixture *fixture,
           gconstpointer data)
{
  insert (fixture, 0);
  g_assert_cmpuint (fixture->changes, ==, 1);
  for (guint i = 0; i < 1000; i++)
    insert (fixture, 0);
  g_assert_cmpuint (fixture->changes, ==, 1);
  check (fixture);
  bell_fake_clock_advance (fixture->clock, BELL_CALM_MS - 1);
  g_assert_cmpuint (fixture->changes, ==, 1);
  bell_fake_clock_advance (fixture->clock, 1);
  g_assert_cmpuint (fixture->changes, ==, 2);
  check_settled (fixture);
  g_assert_cmpuint (fixture->changes, ==, 2);
  g_list_store_remove (fixture->items, 500);
  g_assert_cmpuint (fixture->changes, ==, 3);
  check_settled (fixture);
  g_assert_cmpuint (fixture->changes, ==, 3);
}

/* A minute of it is told a few dozen times, and then one is heard at once again. */
static void
test_goes_on (Fixture *fixture,
              gconstpointer data)
{
  for (guint i = 0; i < 6000; i++)
    {
      insert (fixture, 0);
      bell_fake_clock_advance (fixture->clock, 10);
    }
  g_assert_cmpuint (fixture->changes, >=, 60000 / BELL_STORM_MS);
  g_assert_cmpuint (fixture->changes, <, 60);
  check_settled (fixture);
  bell_fake_clock_advance (fixture->clock, BELL_STORM_MS);
  fixture->changes = 0;
  insert (fixture, 0);
  g_assert_cmpuint (fixture->changes, ==, 1);
  insert (fixture, 0);
  bell_fake_clock_advance (fixture->clock, BELL_CALM_MS);
  g_assert_cmpuint (fixture->changes, ==, 2);
}

/* Whatever is done between two changes. */
static void
test_any (Fixture *fixture,
          gconstpointer data)
{
  for (guint i = 0; i < 3000; i++)
    {
      guint n = g_list_model_get_n_items (G_LIST_MODEL (fixture->items));

      if (n > 0 && g_test_rand_bit ())
        g_list_store_remove (fixture->items, g_test_rand_int_range (0, (int) n));
      else
        insert (fixture, g_test_rand_int_range (0, (int) n + 1));
      if (g_test_rand_int_range (0, 100) == 0)
        g_list_store_remove_all (fixture->items);
      check (fixture);
      if (g_test_rand_int_range (0, 8) == 0)
        check_settled (fixture);
    }
  check_settled (fixture);
}

static void
test_starts_full (void)
{
  g_autoptr (BellFakeClock) clock = bell_fake_clock_new ();
  g_autoptr (GListStore) items = g_list_store_new (BELL_TYPE_DAY);
  g_autoptr (BellCalmList) calm = NULL;
  g_autoptr (BellDay) day = bell_day_new (1);

  g_list_store_append (items, day);
  calm = bell_calm_list_new (G_LIST_MODEL (items), BELL_CLOCK (clock));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (calm)), ==, 1);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (calm)) == BELL_TYPE_DAY);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add ("/calm-list/pace", Fixture, NULL, set_up, test_pace, tear_down);
  g_test_add ("/calm-list/goes-on", Fixture, NULL, set_up, test_goes_on, tear_down);
  g_test_add ("/calm-list/any", Fixture, NULL, set_up, test_any, tear_down);
  g_test_add_func ("/calm-list/starts-full", test_starts_full);
  return g_test_run ();
}
