/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-tray.h"

G_DEFINE_INTERFACE (BellTray, bell_tray, G_TYPE_OBJECT)

static void
bell_tray_default_init (BellTrayInterface *iface)
{
  g_object_interface_install_property (
    iface, g_param_spec_boolean ("present", NULL, NULL, FALSE,
                                 G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));

  g_signal_new ("activate", BELL_TYPE_TRAY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_INT,
                G_TYPE_INT, G_TYPE_STRING);
  g_signal_new ("menu-item", BELL_TYPE_TRAY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                G_TYPE_STRING);
}

BellTrayItem *
bell_tray_item_new (const char *id,
                    const char *label,
                    gboolean enabled)
{
  BellTrayItem *item = g_new0 (BellTrayItem, 1);

  item->id = g_strdup (id);
  item->label = g_strdup (label);
  item->enabled = enabled;
  return item;
}

BellTrayItem *
bell_tray_item_new_separator (void)
{
  return bell_tray_item_new (NULL, "", FALSE);
}

void
bell_tray_item_free (BellTrayItem *item)
{
  g_free (item->id);
  g_free (item->label);
  g_clear_pointer (&item->children, g_ptr_array_unref);
  g_free (item);
}

GPtrArray *
bell_tray_menu_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) bell_tray_item_free);
}

void
bell_tray_set_state (BellTray *self,
                     const BellTrayState *state)
{
  g_return_if_fail (BELL_IS_TRAY (self));
  g_return_if_fail (state->title != NULL && state->text != NULL);
  BELL_TRAY_GET_IFACE (self)->set_state (self, state);
}

void
bell_tray_set_menu (BellTray *self,
                    GPtrArray *items)
{
  g_return_if_fail (BELL_IS_TRAY (self));
  g_return_if_fail (items != NULL);
  BELL_TRAY_GET_IFACE (self)->set_menu (self, items);
}

gboolean
bell_tray_get_present (BellTray *self)
{
  gboolean present;

  g_return_val_if_fail (BELL_IS_TRAY (self), FALSE);
  g_object_get (self, "present", &present, NULL);
  return present;
}
