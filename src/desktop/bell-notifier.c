/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-notifier.h"

G_DEFINE_INTERFACE (BellNotifier, bell_notifier, G_TYPE_OBJECT)

static void
bell_notifier_default_init (BellNotifierInterface *iface)
{
  g_object_interface_install_property (
    iface, g_param_spec_boolean ("available", NULL, NULL, FALSE,
                                 G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));

  g_signal_new ("shown", BELL_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                G_TYPE_UINT);
  g_signal_new ("activated", BELL_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
  g_signal_new ("closed", BELL_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                G_TYPE_UINT);
  g_signal_new ("failed", BELL_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                G_TYPE_STRING);
}

void
bell_notifier_show (BellNotifier *self,
                    const BellBubble *bubble)
{
  g_return_if_fail (BELL_IS_NOTIFIER (self));
  g_return_if_fail (bubble->key != NULL && bubble->title != NULL);
  BELL_NOTIFIER_GET_IFACE (self)->show (self, bubble);
}

void
bell_notifier_withdraw (BellNotifier *self,
                        const char *key)
{
  g_return_if_fail (BELL_IS_NOTIFIER (self));
  BELL_NOTIFIER_GET_IFACE (self)->withdraw (self, key);
}

gboolean
bell_notifier_get_available (BellNotifier *self)
{
  gboolean available;

  g_return_val_if_fail (BELL_IS_NOTIFIER (self), FALSE);
  g_object_get (self, "available", &available, NULL);
  return available;
}

void
bell_notifier_stop (BellNotifier *self)
{
  g_return_if_fail (BELL_IS_NOTIFIER (self));
  BELL_NOTIFIER_GET_IFACE (self)->stop (self);
}
