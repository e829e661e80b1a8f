/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bell-clock.h"

G_BEGIN_DECLS

/**
 * BellPresence:
 *
 * What the computer knows of its surroundings: whether there is a network, and
 * when it changed. A hint only: nothing is forbidden because of it (REQ-68).
 *
 * Property "network" (boolean, notify).
 * Signals:
 * - "changed": the network or a VPN changed (debounced 500 ms), or the computer woke up: a
 *   good moment to try again.
 * - "woke": the computer slept until now; before "changed".
 */
#define BELL_TYPE_PRESENCE (bell_presence_get_type ())
G_DECLARE_FINAL_TYPE (BellPresence, bell_presence, BELL, PRESENCE, GObject)

/* monitor: (nullable): NULL takes the system's. */
BellPresence *bell_presence_new (GNetworkMonitor *monitor, BellClock *clock);
gboolean bell_presence_get_network (BellPresence *self);

/*
 * Listens to logind's signal on the bus with this address, NULL: the system's. Where there is no
 * bus, or a sandbox keeps it away, nothing is ever heard of sleep: every wait counts it anyway.
 */
void bell_presence_watch_sleep (BellPresence *self, const char *address);

G_END_DECLS
