/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-bus.h"

G_BEGIN_DECLS

/* What the icon looks like: each has an installed symbolic icon and a drawing of its own. */
typedef enum
{
  BELL_TRAY_LOOK_CALM,
  BELL_TRAY_LOOK_WAITING,
  BELL_TRAY_LOOK_RINGING, /* with two arcs */
  BELL_TRAY_LOOK_DEAF,    /* struck through */
} BellTrayLook;
#define BELL_TRAY_N_LOOKS (BELL_TRAY_LOOK_DEAF + 1)

typedef struct
{
  BellTrayLook look;
  gboolean attention; /* the desktop may blink or move it to where it is seen */
  guint count;        /* drawn on the icon, 0: none */
  const char *title;  /* of the tooltip; plain text, as everything here */
  const char *text;
} BellTrayState;

/* One entry of the menu. */
typedef struct
{
  char *id;    /* (nullable): what "menu-item" says; the same entry keeps it. NULL is a separator */
  char *label;
  gboolean enabled;
  GPtrArray *children; /* (nullable) (element-type BellTrayItem) */
} BellTrayItem;

BellTrayItem *bell_tray_item_new (const char *id, const char *label, gboolean enabled);
BellTrayItem *bell_tray_item_new_separator (void);
void bell_tray_item_free (BellTrayItem *item);
GPtrArray *bell_tray_menu_new (void); /* (element-type BellTrayItem) (transfer full) */

/**
 * BellTray:
 *
 * Our icon among the desktop's, its tooltip and its menu.
 *
 * Property "present" (boolean, notify): somebody shows it; a window that is
 * hidden can be brought back by it.
 * Signals:
 * - "activate" (int x, int y, char *token (nullable)): clicked; token raises the window on Wayland.
 * - "menu-item" (char *id, char *token (nullable)): an enabled entry was chosen.
 */
#define BELL_TYPE_TRAY (bell_tray_get_type ())
G_DECLARE_INTERFACE (BellTray, bell_tray, BELL, TRAY, GObject)
struct _BellTrayInterface
{
  GTypeInterface parent_iface;

  void (*set_state) (BellTray *self, const BellTrayState *state);
  void (*set_menu) (BellTray *self, GPtrArray *items);
};

void bell_tray_set_state (BellTray *self, const BellTrayState *state); /* copied */

/* items: (element-type BellTrayItem): kept, and not to be changed afterwards. At most three levels, 200 entries. */
void bell_tray_set_menu (BellTray *self, GPtrArray *items);
gboolean bell_tray_get_present (BellTray *self);

/*
 * StatusNotifierItem and dbusmenu on a bus. id: the application id; its symbolic icons are looked for under
 * <id>[-waiting|-ringing|-deaf]-symbolic. title: the program's name.
 */
BellTray *bell_status_notifier_new (BellBus *bus, const char *id, const char *title);

G_END_DECLS
