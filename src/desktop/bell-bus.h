/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BellBus:
 *
 * A connection to the session bus of our own, for tray, badge and portals.
 * Sandboxes with an old proxy want one sender thread per connection, so it is
 * not shared with libnotify's; and a bus that goes does not end the process.
 *
 * Property "connection" (GDBusConnection, nullable, notify): NULL until it is
 * open, and again once it is closed.
 */
#define BELL_TYPE_BUS (bell_bus_get_type ())
G_DECLARE_FINAL_TYPE (BellBus, bell_bus, BELL, BUS, GObject)

/* Connects in the background. address: (nullable): NULL takes the session's. */
BellBus *bell_bus_new (const char *address);

GDBusConnection *bell_bus_get_connection (BellBus *self); /* (nullable) (transfer none) */

/* Closes the connection, or gives up the attempt; "connection" becomes NULL. */
void bell_bus_stop (BellBus *self);

G_END_DECLS
