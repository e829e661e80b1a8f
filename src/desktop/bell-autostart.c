/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-autostart.h"

G_DEFINE_INTERFACE (BellAutostart, bell_autostart, G_TYPE_OBJECT)

static void
bell_autostart_default_init (BellAutostartInterface *iface)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  g_object_interface_install_property (
    iface, g_param_spec_uint ("state", NULL, NULL, 0, BELL_AUTOSTART_N_STATES - 1, BELL_AUTOSTART_UNKNOWN, flags));
  g_object_interface_install_property (iface, g_param_spec_boolean ("background", NULL, NULL, TRUE, flags));
}

void
bell_autostart_ask (BellAutostart *self,
                    gboolean wanted)
{
  g_return_if_fail (BELL_IS_AUTOSTART (self));
  BELL_AUTOSTART_GET_IFACE (self)->ask (self, wanted);
}

void
bell_autostart_set_status (BellAutostart *self,
                           const char *text)
{
  g_return_if_fail (BELL_IS_AUTOSTART (self));
  BELL_AUTOSTART_GET_IFACE (self)->set_status (self, text);
}

BellAutostartState
bell_autostart_get_state (BellAutostart *self)
{
  guint state;

  g_return_val_if_fail (BELL_IS_AUTOSTART (self), BELL_AUTOSTART_UNKNOWN);
  g_object_get (self, "state", &state, NULL);
  return state;
}

gboolean
bell_autostart_get_background (BellAutostart *self)
{
  gboolean background;

  g_return_val_if_fail (BELL_IS_AUTOSTART (self), TRUE);
  g_object_get (self, "background", &background, NULL);
  return background;
}

void
bell_autostart_stop (BellAutostart *self)
{
  g_return_if_fail (BELL_IS_AUTOSTART (self));
  BELL_AUTOSTART_GET_IFACE (self)->stop (self);
}
