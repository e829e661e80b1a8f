/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BellTrayWatcher:
 *
 * Registers our item with org.kde.StatusNotifierWatcher, by the unique name of
 * the connection (a sandbox may own no other), and again with every new one.
 *
 * Property "present" (boolean, notify): it took the item, and a host shows what it has.
 */
#define BELL_TYPE_TRAY_WATCHER (bell_tray_watcher_get_type ())
G_DECLARE_FINAL_TYPE (BellTrayWatcher, bell_tray_watcher, BELL, TRAY_WATCHER, GObject)

BellTrayWatcher *bell_tray_watcher_new (GDBusConnection *connection, const char *item_path);
gboolean bell_tray_watcher_get_present (BellTrayWatcher *self);

/* A call under way would keep it alive: whoever made it stops it. No signal afterwards. */
void bell_tray_watcher_stop (BellTrayWatcher *self);

G_END_DECLS
