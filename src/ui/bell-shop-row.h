/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"
#include "bell-pulse.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellShopRow:
 *
 * How one shop is heard, in the pill's popover: its sentence, what helps, and
 * pause and test.
 */
#define BELL_TYPE_SHOP_ROW (bell_shop_row_get_type ())
G_DECLARE_FINAL_TYPE (BellShopRow, bell_shop_row, BELL, SHOP_ROW, AdwBin)

GtkWidget *bell_shop_row_new (BellContext *context, BellPulse *pulse, BellShop *shop);

G_END_DECLS
