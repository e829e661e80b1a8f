/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-shop.h"

G_BEGIN_DECLS

/**
 * BellShopWatch:
 *
 * Tells of all shops of a list at once. Signals, each with the BellShop:
 * "added", also of those that were there when it began (bell_shop_watch_start());
 * "changed": its session has another state; "removed".
 */
#define BELL_TYPE_SHOP_WATCH (bell_shop_watch_get_type ())
G_DECLARE_FINAL_TYPE (BellShopWatch, bell_shop_watch, BELL, SHOP_WATCH, GObject)

BellShopWatch *bell_shop_watch_new (GListModel *shops);

/* Begins; to be called when the signals are connected. */
void bell_shop_watch_start (BellShopWatch *self);

/* No signal afterwards. */
void bell_shop_watch_stop (BellShopWatch *self);

G_END_DECLS
