/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BellFakePanel:
 *
 * A fake panel on a real bus: the watcher that items register with, and the
 * host that reads and clicks them. In the thread of the test.
 */
typedef struct _BellFakePanel BellFakePanel;

typedef enum
{
  BELL_FAKE_PANEL_GOOD,
  BELL_FAKE_PANEL_WANTS_PATH, /* refuses a bus name */
  BELL_FAKE_PANEL_REFUSES,
  BELL_FAKE_PANEL_SILENT, /* never answers */
} BellFakePanelMood;

/* Owns the watcher's name when this returns. */
BellFakePanel *bell_fake_panel_start (const char *bus_address, BellFakePanelMood mood, gboolean has_host);
void bell_fake_panel_stop (BellFakePanel *panel);

void bell_fake_panel_set_mood (BellFakePanel *panel, BellFakePanelMood mood);
void bell_fake_panel_set_host (BellFakePanel *panel, gboolean has_host); /* with its signal */
guint *bell_fake_panel_asked (BellFakePanel *panel);                     /* how often an item came */
const char *bell_fake_panel_item (BellFakePanel *panel);                 /* the bus name of the last that was taken, NULL */
const char *bell_fake_panel_argument (BellFakePanel *panel);             /* as it was given */

GDBusConnection *bell_fake_panel_connection (BellFakePanel *panel);

/* Calls the item as a host does; the result, or NULL and the error. Signals that came meanwhile are counted. */
GVariant *bell_fake_panel_call (BellFakePanel *panel, const char *path, const char *interface, const char *method,
                               GVariant *arguments, GError **error);
GVariant *bell_fake_panel_get (BellFakePanel *panel, const char *property); /* of the item */
GVariant *bell_fake_panel_menu (BellFakePanel *panel, const char *method, GVariant *arguments, GError **error);

/* How often the item or its menu sent this signal to this panel. */
guint *bell_fake_panel_heard (BellFakePanel *panel, const char *signal);

G_END_DECLS
