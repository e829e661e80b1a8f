/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-tray.h"

G_BEGIN_DECLS

/**
 * BellDbusMenu:
 *
 * A menu that the tray's host draws: com.canonical.dbusmenu. Whoever is on the
 * bus may call it, so what makes no sense is answered with an error.
 *
 * Signal "clicked" (char *id): of the BellTrayItem.
 */
#define BELL_TYPE_DBUS_MENU (bell_dbus_menu_get_type ())
G_DECLARE_FINAL_TYPE (BellDbusMenu, bell_dbus_menu, BELL, DBUS_MENU, GObject)

BellDbusMenu *bell_dbus_menu_new (void);
gboolean bell_dbus_menu_export (BellDbusMenu *self, GDBusConnection *connection, const char *path, GError **error);
void bell_dbus_menu_unexport (BellDbusMenu *self);

/* items: (element-type BellTrayItem). The host is told what changed, and nothing where nothing did. */
void bell_dbus_menu_set_items (BellDbusMenu *self, GPtrArray *items);

G_END_DECLS
