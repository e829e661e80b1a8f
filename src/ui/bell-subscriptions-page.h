/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-shop.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellSubscriptionsPage:
 *
 * What the shop tells this account of which products, and what can reach it at all. Signal "toast" (char *text).
 */
#define BELL_TYPE_SUBSCRIPTIONS_PAGE (bell_subscriptions_page_get_type ())
G_DECLARE_FINAL_TYPE (BellSubscriptionsPage, bell_subscriptions_page, BELL, SUBSCRIPTIONS_PAGE, AdwBin)

void bell_subscriptions_page_set_shop (BellSubscriptionsPage *self, BellShop *shop);
void bell_subscriptions_page_stop (BellSubscriptionsPage *self);

G_END_DECLS
