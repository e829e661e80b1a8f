/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "oe-product.h"

G_BEGIN_DECLS

/**
 * BellSubscription:
 *
 * "Tell this account of that event about that product", as a row shows it.
 *
 * Signal "changed": something was learned about the product, or its picture came.
 */
#define BELL_TYPE_SUBSCRIPTION (bell_subscription_get_type ())
G_DECLARE_FINAL_TYPE (BellSubscription, bell_subscription, BELL, SUBSCRIPTION, GObject)

BellSubscription *bell_subscription_new (const char *marker, gint64 product);
const char *bell_subscription_get_marker (BellSubscription *self);
gint64 bell_subscription_get_product (BellSubscription *self);

const char *bell_subscription_get_event (BellSubscription *self); /* the event's title, else its marker */
void bell_subscription_set_event (BellSubscription *self, const char *title);

/* "Sourdough loaf", or "Product 10"; and facts, may be "". (transfer full) */
char *bell_subscription_dup_title (BellSubscription *self);
char *bell_subscription_dup_facts (BellSubscription *self);

/* Takes over what is known of the product. */
void bell_subscription_learn (BellSubscription *self, const OeProduct *product);
const char *bell_subscription_get_image_address (BellSubscription *self); /* (nullable) */
GBytes *bell_subscription_get_image (BellSubscription *self); /* (nullable): whatever the server sent */
void bell_subscription_set_image (BellSubscription *self, GBytes *image);

G_END_DECLS
