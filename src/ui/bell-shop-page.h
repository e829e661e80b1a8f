/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"
#include "bell-pulse.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellShopPage:
 *
 * One shop: how it stands, its name, colour and app token, the ways to its other pages, and its end.
 */
#define BELL_TYPE_SHOP_PAGE (bell_shop_page_get_type ())
G_DECLARE_FINAL_TYPE (BellShopPage, bell_shop_page, BELL, SHOP_PAGE, AdwBin)

void bell_shop_page_set_shop (BellShopPage *self, BellContext *context, BellPulse *pulse, BellShop *shop);

G_END_DECLS
