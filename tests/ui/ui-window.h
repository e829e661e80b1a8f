/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-window.h"

G_BEGIN_DECLS

/* What tests of widgets and of the whole window share. */

/* GTK and libadwaita without the system's folders being taken away: without them there are no icons. */
void ui_test_init (int *argc, char ***argv);

/* Of g_test_add_data_func(), whose data is the test. */
void ui_run (gconstpointer test);

/* A window in sight. */
BellWindow *ui_present (BellContext *context);

/* A window must not outlive its destruction: nothing behind it may hold it. */
void ui_destroy (BellWindow *window);

/* At most 30 s. */
void ui_await_title (BellWindow *window, const char *title);

/* A widget of a type at or below widget, in sight or not; (nullable). */
GtkWidget *ui_find_below (GtkWidget *widget, GType type);

/* A button with this label at or below widget; (nullable). */
GtkWidget *ui_find_button (GtkWidget *widget, const char *label);

G_END_DECLS
