/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a screen reader calls the widget, in the place of what is written on it. */
void bell_spoken_name_set (GtkWidget *widget, const char *name);

G_END_DECLS
