/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * bell_fit_dialog:
 * @dialog: not shown yet, with a window that it stands over
 *
 * Where that window is a narrow one, so is the dialog: the screen may have no
 * room for more.
 */
void bell_fit_dialog (GtkWindow *dialog);

/**
 * bell_fit_buttons:
 * @widget: a page, made from its template
 *
 * Its buttons break their words where there is too little room for one line,
 * which is a matter of the language.
 */
void bell_fit_buttons (GtkWidget *widget);

G_END_DECLS
