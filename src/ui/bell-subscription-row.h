/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-subscription.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellSubscriptionRow:
 *
 * A product, by picture and title, and the event the account is told of. Signal "remove": it is not wanted any more.
 */
#define BELL_TYPE_SUBSCRIPTION_ROW (bell_subscription_row_get_type ())
G_DECLARE_FINAL_TYPE (BellSubscriptionRow, bell_subscription_row, BELL, SUBSCRIPTION_ROW, AdwActionRow)

GtkWidget *bell_subscription_row_new (BellSubscription *subscription);
BellSubscription *bell_subscription_row_get_subscription (BellSubscriptionRow *self);

G_END_DECLS
