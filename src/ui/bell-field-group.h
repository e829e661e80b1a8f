/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-field-pictures.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A boxed list of the n fields at fields, under their common heading. */
GtkWidget *bell_field_group_new (BellField **fields, guint n, BellFieldPictures *pictures);

/* Fills box with one group per heading, and places for pictures of products; what was in it goes. */
void bell_field_groups_fill (GtkBox *box, GPtrArray *fields, BellFieldPictures *pictures);

G_END_DECLS
