/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-bubble-queue.h"
#include "bell-test.h"

static gboolean
push (BellBubbleQueue *queue,
      const char *key,
      const char *title,
      BellBubbleOrder **dropped)
{
  const BellBubble bubble = { .key = key, .title = title };

  return bell_bubble_queue_push (queue, title != NULL ? bell_bubble_order_new_show (&bubble)
                                                      : bell_bubble_order_new_withdraw (key), dropped);
}

static void
assert_next (BellBubbleQueue *queue,
             const char *key,
             const char *title)
{
  g_autoptr (BellBubbleOrder) order = bell_bubble_queue_take (queue);

  g_assert_nonnull (order);
  g_assert_cmpstr (order->key, ==, key);
  g_assert_cmpstr (order->title, ==, title);
}

/* A newer order of the same key replaces the older one, and queues up behind the others. */
static void
test_one_per_key (void)
{
  BellBubbleQueue *queue = bell_bubble_queue_new ();
  BellBubbleOrder *dropped;

  push (queue, "a", "Order 1", &dropped);
  push (queue, "b", "Order 2", &dropped);
  push (queue, "a", "Order 1, paid", &dropped);
  push (queue, "b", NULL, &dropped);
  g_assert_null (dropped);
  assert_next (queue, "a", "Order 1, paid");
  assert_next (queue, "b", NULL);
  g_assert_null (bell_bubble_queue_take (queue));
  bell_bubble_queue_free (queue);
}

static void
test_bounded (void)
{
  BellBubbleQueue *queue = bell_bubble_queue_new ();
  guint n_dropped = 0;

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i);
      g_autoptr (BellBubbleOrder) dropped = NULL;

      push (queue, key, "Order", &dropped);
      n_dropped += dropped != NULL;
    }
  g_assert_cmpuint (n_dropped, ==, 800);
  assert_next (queue, "800", "Order");
  /* What is left goes with the queue. */
  bell_bubble_queue_free (queue);
}

/* The taker is woken once, however much is pushed before it looks. */
static void
test_wakes_once (void)
{
  BellBubbleQueue *queue = bell_bubble_queue_new ();
  BellBubbleOrder *dropped;

  g_assert_true (push (queue, "a", "Order", &dropped));
  g_assert_false (push (queue, "b", "Order", &dropped));
  assert_next (queue, "a", "Order");
  g_assert_false (push (queue, "c", "Order", &dropped));
  assert_next (queue, "b", "Order");
  assert_next (queue, "c", "Order");
  g_assert_null (bell_bubble_queue_take (queue));
  g_assert_true (push (queue, "d", "Order", &dropped));
  bell_bubble_queue_free (queue);
}

int
main (int argc,
      char *argv[])
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/desktop/bubble-queue/one-per-key", test_one_per_key);
  g_test_add_func ("/desktop/bubble-queue/bounded", test_bounded);
  g_test_add_func ("/desktop/bubble-queue/wakes-once", test_wakes_once);
  return g_test_run ();
}
