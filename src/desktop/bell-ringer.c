/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-ringer.h"

G_DEFINE_INTERFACE (BellRinger, bell_ringer, G_TYPE_OBJECT)

G_DEFINE_QUARK (bell-ringer-error, bell_ringer_error)

static void
bell_ringer_default_init (BellRingerInterface *iface)
{
  g_object_interface_install_property (
    iface, g_param_spec_boolean ("available", NULL, NULL, TRUE,
                                 G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));

  g_signal_new ("started", BELL_TYPE_RINGER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_signal_new ("finished", BELL_TYPE_RINGER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_signal_new ("failed", BELL_TYPE_RINGER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                G_TYPE_ERROR);
}

void
bell_ringer_play (BellRinger *self,
                  const char *sound,
                  guint volume)
{
  g_return_if_fail (BELL_IS_RINGER (self));
  g_return_if_fail (sound != NULL);
  BELL_RINGER_GET_IFACE (self)->play (self, sound, MIN (volume, BELL_VOLUME_MAX));
}

void
bell_ringer_loop (BellRinger *self,
                  const char *sound,
                  guint volume)
{
  g_return_if_fail (BELL_IS_RINGER (self));
  g_return_if_fail (sound != NULL);
  BELL_RINGER_GET_IFACE (self)->loop (self, sound, MIN (volume, BELL_VOLUME_MAX));
}

void
bell_ringer_hush (BellRinger *self)
{
  g_return_if_fail (BELL_IS_RINGER (self));
  BELL_RINGER_GET_IFACE (self)->hush (self);
}

gboolean
bell_ringer_get_available (BellRinger *self)
{
  gboolean available;

  g_return_val_if_fail (BELL_IS_RINGER (self), FALSE);
  g_object_get (self, "available", &available, NULL);
  return available;
}

void
bell_ringer_stop (BellRinger *self)
{
  g_return_if_fail (BELL_IS_RINGER (self));
  BELL_RINGER_GET_IFACE (self)->stop (self);
}
