/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BellFakeTray:
 *
 * A fake panel on a real bus: the watcher that items register with, and the
 * host that reads and clicks them. In the thread of the test.
 */
typedef struct _BellFakeTray BellFakeTray;

typedef enum
{
  BELL_FAKE_TRAY_GOOD,
  BELL_FAKE_TRAY_WANTS_PATH, /* refuses a bus name */
  BELL_FAKE_TRAY_REFUSES,
} BellFakeTrayMood;

/* Owns the watcher's name when this returns. */
BellFakeTray *bell_fake_tray_start (const char *bus_address, BellFakeTrayMood mood, gboolean has_host);
void bell_fake_tray_stop (BellFakeTray *tray);

void bell_fake_tray_set_mood (BellFakeTray *tray, BellFakeTrayMood mood);
void bell_fake_tray_set_host (BellFakeTray *tray, gboolean has_host); /* with its signal */
guint *bell_fake_tray_asked (BellFakeTray *tray);                     /* how often an item came */
const char *bell_fake_tray_item (BellFakeTray *tray);                 /* the bus name of the last that was taken, NULL */
const char *bell_fake_tray_argument (BellFakeTray *tray);             /* as it was given */

GDBusConnection *bell_fake_tray_connection (BellFakeTray *tray);

/* Calls the item as a host does; the result, or NULL and the error. Signals that came meanwhile are counted. */
GVariant *bell_fake_tray_call (BellFakeTray *tray, const char *path, const char *interface, const char *method,
                               GVariant *arguments, GError **error);
GVariant *bell_fake_tray_get (BellFakeTray *tray, const char *property); /* of the item */
GVariant *bell_fake_tray_menu (BellFakeTray *tray, const char *method, GVariant *arguments, GError **error);

/* How often the item or its menu sent this signal to this panel. */
guint *bell_fake_tray_heard (BellFakeTray *tray, const char *signal);

G_END_DECLS
