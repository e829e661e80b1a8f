/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"
#include "bell-pulse.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellShopsRow:
 *
 * One shop in the list of them: its colour, its name, how it stands, when it was heard last.
 */
#define BELL_TYPE_SHOPS_ROW (bell_shops_row_get_type ())
G_DECLARE_FINAL_TYPE (BellShopsRow, bell_shops_row, BELL, SHOPS_ROW, AdwActionRow)

GtkWidget *bell_shops_row_new (BellContext *context, BellPulse *pulse, BellShop *shop);
BellShop *bell_shops_row_get_shop (BellShopsRow *self);

G_END_DECLS
