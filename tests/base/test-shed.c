/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-shed.h"

#include "bell-test.h"

static void
gone_cb (gpointer user_data,
         GObject *object)
{
  --*(guint *) user_data;
}

/* Every other place is empty. */
static GPtrArray *
make (guint n,
      guint *left)
{
  GPtrArray *objects = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      GObject *object = g_object_new (G_TYPE_OBJECT, NULL);

      g_object_weak_ref (object, gone_cb, left);
      ++*left;
      g_ptr_array_add (objects, object);
      g_ptr_array_add (objects, NULL);
    }
  return objects;
}

/* A person's work is done when the call is over. */
static void
test_few (void)
{
  g_autoptr (BellShed) shed = bell_shed_new ();
  guint left = 0;

  bell_shed_take (shed, make (100, &left));
  g_assert_cmpuint (left, ==, 0);
  g_assert_false (g_main_context_pending (NULL));
}

static void
test_by_and_by (void)
{
  g_autoptr (BellShed) shed = bell_shed_new ();
  guint left = 0;

  bell_shed_take (shed, make (5000, &left));
  bell_shed_take (shed, make (3000, &left));
  g_assert_cmpuint (left, >, 7000);
  while (left > 0)
    {
      guint before = left;

      g_main_context_iteration (NULL, FALSE);
      g_assert_cmpuint (before - left, >, 0);
      g_assert_cmpuint (before - left, <=, 500);
    }
  while (g_main_context_iteration (NULL, FALSE))
    ;
  bell_shed_take (shed, make (1000, &left));
  g_assert_cmpuint (left, >, 0);
  while (left > 0)
    g_main_context_iteration (NULL, FALSE);
}

static void
test_end (void)
{
  BellShed *shed = bell_shed_new ();
  guint left = 0;

  bell_shed_take (shed, make (5000, &left));
  bell_shed_free (shed);
  g_assert_cmpuint (left, ==, 0);
  g_assert_false (g_main_context_pending (NULL));
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/base/shed/few", test_few);
  g_test_add_func ("/base/shed/by-and-by", test_by_and_by);
  g_test_add_func ("/base/shed/end", test_end);
  return g_test_run ();
}
