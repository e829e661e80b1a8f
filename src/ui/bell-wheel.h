/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * The wheel scrolls the page and changes nothing on its way: not the volume, nor a number, of which widget or any
 * below it that the mouse happens to stand on. For a template that is complete.
 */
void bell_wheel_change_nothing (GtkWidget *widget);

G_END_DECLS
