/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A product, as far as people recognise it (facts 4). All strings plain, one line, owned. */
typedef struct
{
  gint64 id;
  char *title;  /* "" where it has none */
  char *status; /* as people call it, or "" */
  char *price;  /* or "" */
  char *image;  /* (nullable): an address on the project's own host */
} OeProduct;

/* What an account gets told of a product: "tell me of this event about this product" (facts 3.2). */
typedef struct
{
  char *marker; /* the event's */
  gint64 product;
} OeSubscription;

void oe_product_free (OeProduct *product);
void oe_subscription_free (OeSubscription *subscription);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OeProduct, oe_product_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OeSubscription, oe_subscription_free)

/* (element-type OeProduct) at most 100. base_url: the project's, which images must be of. */
GPtrArray *oe_product_parse_list (JsonNode *node, const char *lang_code, const char *base_url, GError **error);

/*
 * (element-type OeSubscription) at most 100, one page. total: (out): how many the account has
 * in all; never fewer than are on this page.
 */
GPtrArray *oe_subscription_parse_page (JsonNode *node, guint *total, GError **error);

/*
 * The address of a picture as the server gave it, complete, or NULL where it may
 * not be fetched: only what the project itself serves (scheme, host and port
 * are those of base_url). No user name, no other scheme. A pure function.
 */
char *oe_image_resolve (const char *base_url, const char *given);

G_END_DECLS
