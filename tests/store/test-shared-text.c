/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-shared-text.h"
#include "bell-test.h"

#define N_THREADS 4
#define N_ROUNDS 50000

static void
test_one_copy (void)
{
  g_autofree char *own = g_strdup ("order_created");
  const char *first = bell_shared_text_get (own);
  const char *second = bell_shared_text_get ("order_created");

  g_assert_true (first == second);
  g_assert_true (first != own);
  g_assert_cmpstr (first, ==, "order_created");
  g_assert_null (bell_shared_text_get (NULL));
  bell_shared_text_release (NULL);

  bell_shared_text_release (first);
  g_assert_cmpuint (bell_shared_text_count (), ==, 1);
  g_assert_cmpstr (second, ==, "order_created");
  bell_shared_text_release (second);
  g_assert_cmpuint (bell_shared_text_count (), ==, 0);
}

static gpointer
get_and_release (gpointer data)
{
  for (int i = 0; i < N_ROUNDS; i++)
    {
      const char *text = bell_shared_text_get ("new");

      g_assert_cmpstr (text, ==, "new");
      bell_shared_text_release (text);
    }
  return NULL;
}

/* One thread lets go of the last copy while another asks for it: rows are read in one, and shown in another. */
static void
test_threads (void)
{
  GThread *threads[N_THREADS];

  for (int i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("texts", get_and_release, NULL);
  for (int i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (bell_shared_text_count (), ==, 0);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/shared-text/one-copy", test_one_copy);
  g_test_add_func ("/shared-text/threads", test_threads);
  return g_test_run ();
}
