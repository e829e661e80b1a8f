/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-bubble-queue.h"

#define MAX_PENDING 200

struct _BellBubbleQueue
{
  GMutex lock;
  GQueue orders;   /* of BellBubbleOrder, oldest first */
  gboolean awake;  /* the taker was told to look */
};

BellBubbleOrder *
bell_bubble_order_new_show (const BellBubble *bubble)
{
  BellBubbleOrder *order = g_new0 (BellBubbleOrder, 1);

  order->key = g_strdup (bubble->key);
  order->title = g_strdup (bubble->title);
  order->body = g_strdup (bubble->body != NULL ? bubble->body : "");
  order->urgency = bubble->urgency;
  order->stays = bubble->stays;
  order->version = bubble->version;
  order->actions = g_strdupv ((char **) bubble->actions);
  return order;
}

BellBubbleOrder *
bell_bubble_order_new_withdraw (const char *key)
{
  BellBubbleOrder *order = g_new0 (BellBubbleOrder, 1);

  order->key = g_strdup (key);
  return order;
}

void
bell_bubble_order_free (BellBubbleOrder *order)
{
  g_free (order->key);
  g_free (order->title);
  g_free (order->body);
  g_strfreev (order->actions);
  g_free (order);
}

BellBubbleQueue *
bell_bubble_queue_new (void)
{
  BellBubbleQueue *queue = g_new0 (BellBubbleQueue, 1);

  g_mutex_init (&queue->lock);
  g_queue_init (&queue->orders);
  return queue;
}

void
bell_bubble_queue_free (BellBubbleQueue *queue)
{
  g_queue_clear_full (&queue->orders, (GDestroyNotify) bell_bubble_order_free);
  g_mutex_clear (&queue->lock);
  g_free (queue);
}

static GList *
find (BellBubbleQueue *queue,
      const char *key)
{
  GList *l = queue->orders.head;

  while (l != NULL && g_strcmp0 (((BellBubbleOrder *) l->data)->key, key) != 0)
    l = l->next;
  return l;
}

gboolean
bell_bubble_queue_push (BellBubbleQueue *queue,
                        BellBubbleOrder *order,
                        BellBubbleOrder **dropped)
{
  GList *older;
  gboolean asleep;

  *dropped = NULL;
  g_mutex_lock (&queue->lock);
  older = find (queue, order->key);
  if (older != NULL)
    {
      bell_bubble_order_free (older->data);
      g_queue_delete_link (&queue->orders, older);
    }
  if (g_queue_get_length (&queue->orders) >= MAX_PENDING)
    *dropped = g_queue_pop_head (&queue->orders);
  g_queue_push_tail (&queue->orders, order);
  asleep = !queue->awake;
  queue->awake = TRUE;
  g_mutex_unlock (&queue->lock);
  return asleep;
}

BellBubbleOrder *
bell_bubble_queue_take (BellBubbleQueue *queue)
{
  BellBubbleOrder *order;

  g_mutex_lock (&queue->lock);
  order = g_queue_pop_head (&queue->orders);
  queue->awake = order != NULL;
  g_mutex_unlock (&queue->lock);
  return order;
}
