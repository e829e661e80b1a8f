/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-format-fields.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A boxed list of the n fields at fields, under their common heading. */
GtkWidget *bell_field_group_new (BellField **fields, guint n);

/* Fills box with one group per heading; what was in it goes. */
void bell_field_groups_fill (GtkBox *box, GPtrArray *fields);

G_END_DECLS
