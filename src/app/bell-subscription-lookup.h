/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-shop.h"
#include "bell-subscription.h"

G_BEGIN_DECLS

/*
 * Asks the shop what products items (of BellSubscription, at most 100) are about, and for their pictures. What
 * comes is told to the items; what does not, leaves them as they are. cancellable: (nullable)
 */
void bell_subscription_look_up (BellShop *shop, GPtrArray *items, GCancellable *cancellable);

G_END_DECLS
