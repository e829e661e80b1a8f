/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-subscription-lookup.h"

#include "bell-session-call.h"
#include "oe-client-products.h"

/* Pictures */

static void
image_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (BellSubscription) item = user_data;
  g_autoptr (GBytes) image = oe_client_get_image_finish (OE_CLIENT (source), result, NULL);

  /* Without one the row shows what it shows of a product that has none. */
  if (image != NULL)
    bell_subscription_set_image (item, image);
}

/* Products: title, price, status */

typedef struct
{
  BellShop *shop;
  GCancellable *cancellable;
  GPtrArray *items; /* of BellSubscription */
  GArray *ids;
} Lookup;

static void
lookup_free (gpointer data)
{
  Lookup *lookup = data;

  g_object_unref (lookup->shop);
  g_clear_object (&lookup->cancellable);
  g_ptr_array_unref (lookup->items);
  g_array_unref (lookup->ids);
  g_free (lookup);
}

static void
products_begin (OeClient *client,
                const char *access_token,
                gpointer data,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  Lookup *lookup = data;

  oe_client_get_products_async (client, access_token, (const gint64 *) (gpointer) lookup->ids->data, lookup->ids->len,
                                cancellable, callback, user_data);
}

static void
learn (Lookup *lookup,
       const OeProduct *product)
{
  for (guint i = 0; i < lookup->items->len; i++)
    {
      BellSubscription *item = g_ptr_array_index (lookup->items, i);

      if (bell_subscription_get_product (item) != product->id)
        continue;
      bell_subscription_learn (item, product);
      if (product->image != NULL)
        oe_client_get_image_async (bell_shop_get_client (lookup->shop), product->image, lookup->cancellable, image_cb,
                                   g_object_ref (item));
    }
}

static gpointer
products_finish (OeClient *client,
                 GAsyncResult *result,
                 gpointer data,
                 GError **error)
{
  GPtrArray *products = oe_client_get_products_finish (client, result, error);

  for (guint i = 0; products != NULL && i < products->len; i++)
    learn (data, g_ptr_array_index (products, i));
  return products;
}

static const BellCall products_call = { products_begin, products_finish, (GDestroyNotify) g_ptr_array_unref };

static void
products_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  GPtrArray *products = bell_session_call_finish (BELL_SESSION (source), result, NULL);

  /* A project may hide its products: the rows say "Product 10" then. */
  g_clear_pointer (&products, g_ptr_array_unref);
}

void
bell_subscription_look_up (BellShop *shop,
                           GPtrArray *items,
                           GCancellable *cancellable)
{
  Lookup *lookup = g_new0 (Lookup, 1);

  lookup->shop = g_object_ref (shop);
  g_set_object (&lookup->cancellable, cancellable);
  lookup->items = g_ptr_array_ref (items);
  lookup->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < items->len; i++)
    {
      gint64 id = bell_subscription_get_product (g_ptr_array_index (items, i));

      g_array_append_val (lookup->ids, id);
    }
  bell_session_call_async (bell_shop_get_session (shop), &products_call, lookup, lookup_free, cancellable, products_cb,
                           NULL);
}
