/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-tray.h"

G_BEGIN_DECLS

/* One entry as dbusmenu sees it: known by a number that never comes to mean another entry. */
typedef struct
{
  int number;  /* 0 is the root */
  char *id;    /* (nullable): a separator, or the root */
  char *label; /* valid UTF-8 on one line, with mnemonic marks taken out of force */
  gboolean enabled;
  GPtrArray *children; /* (nullable) (element-type BellDbusMenuNode) */
} BellDbusMenuNode;

/* numbers: id → number, for those given out before; new ones are added, with *last counting up. */
BellDbusMenuNode *bell_dbus_menu_node_new (GPtrArray *items, GHashTable *numbers, int *last);
void bell_dbus_menu_node_free (BellDbusMenuNode *node);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BellDbusMenuNode, bell_dbus_menu_node_free)

BellDbusMenuNode *bell_dbus_menu_node_find (BellDbusMenuNode *root, int number); /* (nullable) */
gboolean bell_dbus_menu_node_same_layout (const BellDbusMenuNode *a, const BellDbusMenuNode *b);
gboolean bell_dbus_menu_node_same_properties (const BellDbusMenuNode *a, const BellDbusMenuNode *b);

/* Which properties are asked for: none named means all of them. */
guint bell_dbus_menu_node_mask (const char *const *names);
GVariant *bell_dbus_menu_node_properties (const BellDbusMenuNode *node, guint mask);            /* a{sv}, floating */
GVariant *bell_dbus_menu_node_layout (const BellDbusMenuNode *node, int depth, guint mask); /* (ia{sv}av), floating; depth < 0: all */

G_END_DECLS
