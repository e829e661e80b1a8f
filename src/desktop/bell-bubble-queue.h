/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-notifier.h"

G_BEGIN_DECLS

/* A bubble to show, or (title NULL) the one of this key to withdraw. */
typedef struct
{
  char *key;
  char *title;
  char *body;
  BellUrgency urgency;
  gboolean stays;
  guint version;
  char **actions;
} BellBubbleOrder;

BellBubbleOrder *bell_bubble_order_new_show (const BellBubble *bubble);
BellBubbleOrder *bell_bubble_order_new_withdraw (const char *key);
void bell_bubble_order_free (BellBubbleOrder *order);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BellBubbleOrder, bell_bubble_order_free)

/**
 * BellBubbleQueue:
 *
 * Orders on their way from one thread to another, oldest first: one per key,
 * the newest, and never more than 200.
 */
typedef struct _BellBubbleQueue BellBubbleQueue;

BellBubbleQueue *bell_bubble_queue_new (void);
void bell_bubble_queue_free (BellBubbleQueue *queue); /* with what is still in it */

/*
 * order: (transfer full). dropped: (out) (transfer full) (nullable): what had to go to keep the bound.
 * Returns whether the taker must be woken: it found nothing the last time, and nobody woke it since.
 */
gboolean bell_bubble_queue_push (BellBubbleQueue *queue, BellBubbleOrder *order, BellBubbleOrder **dropped);

/* (transfer full) (nullable): NULL when there is nothing; the taker may sleep then. */
BellBubbleOrder *bell_bubble_queue_take (BellBubbleQueue *queue);

G_END_DECLS
