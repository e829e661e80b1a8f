/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-libnotify-bubble.h"

NotifyNotification *
bell_libnotify_bubble_new (BellBubbleOrder *order,
                           const char *desktop_entry)
{
  /* No icon here: what the argument means differs between versions of libnotify. */
  NotifyNotification *notification = notify_notification_new (order->title, NULL, NULL);

  g_object_set_data_full (G_OBJECT (notification), "bell-key", g_strdup (order->key), g_free);
  notify_notification_set_category (notification, "x-shopbell.event");
  notify_notification_set_hint (notification, "desktop-entry", g_variant_new_string (desktop_entry));
  notify_notification_set_hint (notification, "image-path", g_variant_new_string (desktop_entry));
  /* The program rings by itself; the desktop would ring a second time, or another sound. */
  notify_notification_set_hint (notification, "suppress-sound", g_variant_new_boolean (TRUE));
  return notification;
}

const char *
bell_libnotify_bubble_get_key (NotifyNotification *notification)
{
  return g_object_get_data (G_OBJECT (notification), "bell-key");
}

void
bell_libnotify_bubble_fill (NotifyNotification *notification,
                            BellBubbleOrder *order,
                            gboolean has_markup,
                            gboolean has_actions,
                            NotifyActionCallback action,
                            gpointer user_data)
{
  g_autofree char *body = has_markup ? g_markup_escape_text (order->body, -1) : g_strdup (order->body);
  static const NotifyUrgency urgencies[] = { NOTIFY_URGENCY_LOW, NOTIFY_URGENCY_NORMAL, NOTIFY_URGENCY_CRITICAL };

  /* libnotify before 0.8.4 refuses an empty summary. */
  notify_notification_update (notification, *order->title != '\0' ? order->title : " ", body, NULL);
  notify_notification_set_urgency (notification, urgencies[CLAMP (order->urgency, 0, 2)]);
  notify_notification_set_timeout (notification, order->stays ? NOTIFY_EXPIRES_NEVER : NOTIFY_EXPIRES_DEFAULT);
  notify_notification_clear_actions (notification);
  for (guint i = 0; has_actions && order->actions != NULL && order->actions[i] != NULL; i += 2)
    notify_notification_add_action (notification, order->actions[i], order->actions[i + 1], action, user_data, NULL);
}
