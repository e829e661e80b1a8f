/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-subscription-lookup.h"

#include "bell-session-questions.h"
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
} Lookup;

static void
lookup_free (Lookup *lookup)
{
  g_object_unref (lookup->shop);
  g_clear_object (&lookup->cancellable);
  g_ptr_array_unref (lookup->items);
  g_free (lookup);
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

/* A project may hide its products: the rows say "Product 10" then. */
static void
products_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  Lookup *lookup = user_data;
  g_autoptr (GPtrArray) products = bell_session_call_finish (BELL_SESSION (source), result, NULL);

  for (guint i = 0; products != NULL && i < products->len; i++)
    learn (lookup, g_ptr_array_index (products, i));
  lookup_free (lookup);
}

void
bell_subscription_look_up (BellShop *shop,
                           GPtrArray *items,
                           GCancellable *cancellable)
{
  Lookup *lookup = g_new0 (Lookup, 1);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  lookup->shop = g_object_ref (shop);
  g_set_object (&lookup->cancellable, cancellable);
  lookup->items = g_ptr_array_ref (items);
  for (guint i = 0; i < items->len; i++)
    {
      gint64 id = bell_subscription_get_product (g_ptr_array_index (items, i));

      g_array_append_val (ids, id);
    }
  bell_session_call_async (bell_shop_get_session (shop), &bell_question_products, ids, (GDestroyNotify) g_array_unref,
                           cancellable, products_cb, lookup);
}
