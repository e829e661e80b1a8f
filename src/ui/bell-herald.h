/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-inbox.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BellHerald:
 *
 * Has screen readers say what comes in and waits while a window is there, where
 * GTK can (from 4.14 on; before, they read the bubble).
 */
#define BELL_TYPE_HERALD (bell_herald_get_type ())
G_DECLARE_FINAL_TYPE (BellHerald, bell_herald, BELL, HERALD, GObject)

BellHerald *bell_herald_new (BellInbox *inbox, GtkWidget *window);

G_END_DECLS
