/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-shop.h"

G_BEGIN_DECLS

#define BELL_PRODUCT_PICTURES_MAX 12

/* The bytes that the shop has for a picture of this product, whatever they are. */
typedef void (*BellProductPictureFunc) (gint64 product, GBytes *picture, gpointer user_data);

/*
 * Asks the shop for the pictures of products, the first BELL_PRODUCT_PICTURES_MAX of ids (gint64); those that come are
 * handed over one by one, until it is cancelled. Which addresses are asked, and how much they may send, is the
 * business of oe-client-products.h. destroy: (nullable): of user_data, when nothing comes any more.
 */
void bell_product_pictures_get (BellShop *shop, GArray *ids, GCancellable *cancellable, BellProductPictureFunc found,
                                gpointer user_data, GDestroyNotify destroy);

G_END_DECLS
