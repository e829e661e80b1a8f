/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-product-pictures.h"

#include "bell-session-questions.h"
#include "oe-client-products.h"

/* Shared by the one call for the products and those for their pictures. */
typedef struct
{
  OeClient *client;
  GCancellable *cancellable;
  BellProductPictureFunc found;
  gpointer user_data;
  GDestroyNotify destroy;
} Lookup;

static void
lookup_clear (gpointer data)
{
  Lookup *lookup = data;

  if (lookup->destroy != NULL)
    lookup->destroy (lookup->user_data);
  g_object_unref (lookup->client);
  g_object_unref (lookup->cancellable);
}

static void
lookup_unref (Lookup *lookup)
{
  g_rc_box_release_full (lookup, lookup_clear);
}

typedef struct
{
  Lookup *lookup;
  gint64 product;
} Picture;

static void
picture_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  Picture *picture = user_data;
  Lookup *lookup = picture->lookup;
  g_autoptr (GBytes) bytes = oe_client_get_image_finish (OE_CLIENT (source), result, NULL);

  /* Without one the event looks as that of a product that has none. */
  if (bytes != NULL && !g_cancellable_is_cancelled (lookup->cancellable))
    lookup->found (picture->product, bytes, lookup->user_data);
  lookup_unref (lookup);
  g_free (picture);
}

/* A project may hide its products: none come then. */
static void
products_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  Lookup *lookup = user_data;
  g_autoptr (GPtrArray) products = bell_session_call_finish (BELL_SESSION (source), result, NULL);

  for (guint i = 0; products != NULL && i < MIN (products->len, BELL_PRODUCT_PICTURES_MAX); i++)
    {
      const OeProduct *product = g_ptr_array_index (products, i);
      Picture *picture;

      if (product->image == NULL)
        continue;
      picture = g_new0 (Picture, 1);
      picture->lookup = g_rc_box_acquire (lookup);
      picture->product = product->id;
      oe_client_get_image_async (lookup->client, product->image, lookup->cancellable, picture_cb, picture);
    }
  lookup_unref (lookup);
}

void
bell_product_pictures_get (BellShop *shop,
                           GArray *ids,
                           GCancellable *cancellable,
                           BellProductPictureFunc found,
                           gpointer user_data,
                           GDestroyNotify destroy)
{
  Lookup *lookup;
  GArray *asked;

  g_return_if_fail (BELL_IS_SHOP (shop));
  g_return_if_fail (ids->len > 0);

  asked = g_array_new (FALSE, FALSE, sizeof (gint64));
  lookup = g_rc_box_new0 (Lookup);
  lookup->client = g_object_ref (bell_shop_get_client (shop));
  lookup->cancellable = g_object_ref (cancellable);
  lookup->found = found;
  lookup->user_data = user_data;
  lookup->destroy = destroy;
  g_array_append_vals (asked, ids->data, MIN (ids->len, BELL_PRODUCT_PICTURES_MAX));
  bell_session_call_async (bell_shop_get_session (shop), &bell_question_products, asked,
                           (GDestroyNotify) g_array_unref, cancellable, products_cb, lookup);
}
