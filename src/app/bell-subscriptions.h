/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-shop.h"
#include "bell-subscription.h"

G_BEGIN_DECLS

#define BELL_MAX_SUBSCRIPTIONS 600

/**
 * BellSubscriptions:
 *
 * The product subscriptions an account has at its shop, page by page, and the
 * events the shop lists for it. A #GListModel of #BellSubscription in the shop's order.
 *
 * Signal "changed": a page came or failed, or the list of events did.
 */
#define BELL_TYPE_SUBSCRIPTIONS (bell_subscriptions_get_type ())
G_DECLARE_FINAL_TYPE (BellSubscriptions, bell_subscriptions, BELL, SUBSCRIPTIONS, GObject)

BellSubscriptions *bell_subscriptions_new (BellShop *shop);

/* From the start; and the next page, where there is one. */
void bell_subscriptions_load (BellSubscriptions *self);
void bell_subscriptions_load_more (BellSubscriptions *self);

GListModel *bell_subscriptions_get_model (BellSubscriptions *self);
gboolean bell_subscriptions_get_loading (BellSubscriptions *self);
gboolean bell_subscriptions_get_has_more (BellSubscriptions *self);
guint bell_subscriptions_get_total (BellSubscriptions *self);
const GError *bell_subscriptions_get_error (BellSubscriptions *self); /* (nullable): why the newest page did not come */

/* (nullable) (element-type OeEventInfo) (transfer none): NULL: the shop does not tell, or not yet. */
GPtrArray *bell_subscriptions_get_events (BellSubscriptions *self);

/* Adds or takes away one; the list is loaded anew. The error is an OE_ERROR. */
void bell_subscriptions_add_async (BellSubscriptions *self, const char *marker, gint64 product,
                                   GAsyncReadyCallback callback, gpointer user_data);
void bell_subscriptions_remove_async (BellSubscriptions *self, BellSubscription *subscription,
                                      GAsyncReadyCallback callback, gpointer user_data);
gboolean bell_subscriptions_change_finish (BellSubscriptions *self, GAsyncResult *result, GError **error); /* of both */

/* Ends what is under way; for who leaves. */
void bell_subscriptions_stop (BellSubscriptions *self);

G_END_DECLS
