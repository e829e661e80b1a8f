/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-front-list.h"
#include "bell-test.h"

#define LIMIT 4

typedef struct
{
  GListStore *items;
  BellFrontList *front;
  GPtrArray *seen; /* what one knows who only listens */
  guint most;
  guint put_in;
} Fixture;

static void
on_items_changed (GListModel *list,
                  guint position,
                  guint removed,
                  guint added,
                  Fixture *fixture)
{
  bell_test_follow (fixture->seen, list, position, removed, added);
  g_assert_cmpuint (fixture->seen->len, ==, g_list_model_get_n_items (list));
  fixture->most = MAX (fixture->most, fixture->seen->len);
  fixture->put_in += added;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->items = g_list_store_new (G_TYPE_OBJECT);
  fixture->front = bell_front_list_new (G_LIST_MODEL (fixture->items), LIMIT);
  fixture->seen = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (fixture->front, "items-changed", G_CALLBACK (on_items_changed), fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_ptr_array_unref (fixture->seen);
  g_assert_finalize_object (fixture->front);
  g_assert_finalize_object (fixture->items);
}

static void
splice (Fixture *fixture,
        guint position,
        guint removed,
        guint added)
{
  g_autoptr (GPtrArray) new = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < added; i++)
    g_ptr_array_add (new, g_object_new (G_TYPE_OBJECT, NULL));
  g_list_store_splice (fixture->items, position, removed, new->pdata, added);
}

/* Who listens has the beginning of the other list. */
static void
check (Fixture *fixture)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (fixture->items));

  g_assert_cmpuint (fixture->seen->len, ==, MIN (n, bell_front_list_get_limit (fixture->front)));
  for (guint i = 0; i < fixture->seen->len; i++)
    {
      g_autoptr (GObject) wanted = g_list_model_get_item (G_LIST_MODEL (fixture->items), i);
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (fixture->front), i);

      g_assert_true (item == wanted && item == fixture->seen->pdata[i]);
    }
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->front), fixture->seen->len));
  g_assert_true (bell_front_list_is_all (fixture->front) == (n == fixture->seen->len));
}

/* Where all of it makes room for others it has few of them, and more when it is told to. */
static void
test_others (Fixture *fixture,
             gconstpointer data)
{
  bell_front_list_set_few (fixture->front, 2);
  splice (fixture, 0, 0, LIMIT - 1);
  g_assert_cmpuint (bell_front_list_get_limit (fixture->front), ==, LIMIT);
  splice (fixture, 0, 0, LIMIT);
  g_assert_cmpuint (bell_front_list_get_limit (fixture->front), ==, 2);
  check (fixture);
  bell_front_list_set_limit (fixture->front, LIMIT);
  check (fixture);
  splice (fixture, 0, 2 * LIMIT - 1, 3 * LIMIT);
  g_assert_cmpuint (bell_front_list_get_limit (fixture->front), ==, 2);
  check (fixture);
}

/* One more in front is one more row, and one less at the end: the others stay as they are. */
static void
test_one_more (Fixture *fixture,
               gconstpointer data)
{
  splice (fixture, 0, 0, LIMIT);
  check (fixture);
  fixture->put_in = 0;
  splice (fixture, 0, 0, 1);
  check (fixture);
  g_assert_cmpuint (fixture->put_in, ==, 1);

  splice (fixture, LIMIT, 1, 3);
  g_assert_cmpuint (fixture->put_in, ==, 1);
  check (fixture);
  splice (fixture, 1, 1, 0);
  g_assert_cmpuint (fixture->put_in, ==, 2);
  check (fixture);
}

static void
test_limit (Fixture *fixture,
            gconstpointer data)
{
  splice (fixture, 0, 0, 20);
  check (fixture);
  g_assert_cmpuint (fixture->most, ==, LIMIT);
  bell_front_list_set_limit (fixture->front, 12);
  check (fixture);
  bell_front_list_set_limit (fixture->front, 0);
  check (fixture);
  bell_front_list_set_limit (fixture->front, 100);
  check (fixture);
}

/* Whatever happens: never more than the limit, and never anything but the beginning. */
static void
test_any (Fixture *fixture,
          gconstpointer data)
{
  for (guint i = 0; i < 2000; i++)
    {
      guint n = g_list_model_get_n_items (G_LIST_MODEL (fixture->items));
      guint position = g_test_rand_int_range (0, (int) n + 1);

      splice (fixture, position, g_test_rand_int_range (0, (int) (n - position) + 1), g_test_rand_int_range (0, 7));
      check (fixture);
      g_assert_cmpuint (fixture->most, <=, LIMIT);
    }
}

#define ADD(path, func) g_test_add ("/front-list/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  ADD ("others", test_others);
  ADD ("one-more", test_one_more);
  ADD ("limit", test_limit);
  ADD ("any", test_any);
  return g_test_run ();
}
