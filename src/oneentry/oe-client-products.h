/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "oe-client.h"
#include "oe-product.h"

G_BEGIN_DECLS

/* Product subscriptions, and the products they are about (facts 3.2, 4). */

/* (element-type OeSubscription) one page; total: see oe_subscription_parse_page(). */
void oe_client_list_subscriptions_async (OeClient *self, const char *access_token, guint offset, guint limit,
                                         GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
GPtrArray *oe_client_list_subscriptions_finish (OeClient *self, GAsyncResult *result, guint *total, GError **error);

void oe_client_subscribe_async (OeClient *self, const char *access_token, const char *event, gint64 product,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void oe_client_unsubscribe_async (OeClient *self, const char *access_token, const char *event, gint64 product,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean oe_client_subscribe_finish (OeClient *self, GAsyncResult *result, GError **error); /* of both */

/* (element-type OeProduct) those that exist, at most 100. access_token: (nullable) */
void oe_client_get_products_async (OeClient *self, const char *access_token, const gint64 *ids, gsize n_ids,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *oe_client_get_products_finish (OeClient *self, GAsyncResult *result, GError **error);

#define OE_IMAGE_MAX_SIZE (2 * 1024 * 1024)

/*
 * The bytes of a picture, whatever they are: at most OE_IMAGE_MAX_SIZE of them, from an address that
 * oe_image_resolve() lets through. No token goes along.
 */
void oe_client_get_image_async (OeClient *self, const char *address, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
GBytes *oe_client_get_image_finish (OeClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
