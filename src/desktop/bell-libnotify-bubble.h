/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-bubble-queue.h"

#include <libnotify/notify.h>

G_BEGIN_DECLS

/* What an order for a bubble is in libnotify's terms. Of the worker's thread. */

/* (transfer full). desktop_entry: the application's id, by which desktops find its name and icon. */
NotifyNotification *bell_libnotify_bubble_new (BellBubbleOrder *order, const char *desktop_entry);

/* What it was made for; as long as the bubble lives. */
const char *bell_libnotify_bubble_get_key (NotifyNotification *notification);

/*
 * All that may change. has_markup: the daemon reads the body as markup, so that it is escaped; has_actions: it has
 * buttons; action is called with user_data for each click, and must be gone before what that points to.
 */
void bell_libnotify_bubble_fill (NotifyNotification *notification, BellBubbleOrder *order, gboolean has_markup,
                                 gboolean has_actions, NotifyActionCallback action, gpointer user_data);

G_END_DECLS
