/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * The widget's tooltip, where what it says may change while it is looked at. text: (nullable): none. Costs nothing where
 * it stays what it is: GTK itself asks the X server where the pointer is, each time, and stands still until it is told.
 */
void bell_tooltip_set (GtkWidget *widget, const char *text);

G_END_DECLS
