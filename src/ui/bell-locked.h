/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * A control that somebody above the user locked: it stays in sight, cannot be used, and its row says where that
 * stands. Does nothing where locked_by is NULL. control: (nullable): all of the row.
 */
void bell_locked_show (GtkWidget *row, GtkWidget *control, const char *locked_by);

G_END_DECLS
