/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-notifier.h"
#include "bell-settings.h"

G_BEGIN_DECLS

/**
 * BellDeafBubble:
 *
 * The one bubble of all shops that cannot be heard, and the other that says
 * that one is heard again; where the setting "notify-when-deaf" wants them.
 *
 * Property "bubbles" (uint, notify): how many of the two there are.
 * Signal "activated" (char *action, char *token (nullable)): "default" or "acknowledge".
 */
#define BELL_TYPE_DEAF_BUBBLE (bell_deaf_bubble_get_type ())
G_DECLARE_FINAL_TYPE (BellDeafBubble, bell_deaf_bubble, BELL, DEAF_BUBBLE, GObject)

BellDeafBubble *bell_deaf_bubble_new (BellSettings *settings, BellNotifier *notifier);

/* Of so many shops. What it says already is not shown again, nor is what somebody put away. */
void bell_deaf_bubble_show (BellDeafBubble *self, guint shops, const char *body);

/* Changes it, if it is there. */
void bell_deaf_bubble_change (BellDeafBubble *self, guint shops, const char *body);
void bell_deaf_bubble_withdraw (BellDeafBubble *self);

guint bell_deaf_bubble_get_bubbles (BellDeafBubble *self);

/* gap: µs for which the shop could not be heard. */
void bell_deaf_bubble_show_back (BellDeafBubble *self, const char *shop, gint64 gap);

G_END_DECLS
