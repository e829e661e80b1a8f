/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-product-pictures.h"

#include "bell-session-call.h"
#include "oe-client-products.h"

/* Shared by the one call for the products and those for their pictures. */
typedef struct
{
  GCancellable *cancellable;
  GArray *ids; /* of gint64 */
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
  g_object_unref (lookup->cancellable);
  g_array_unref (lookup->ids);
}

static void
lookup_unref (gpointer lookup)
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

static gpointer
products_finish (OeClient *client,
                 GAsyncResult *result,
                 gpointer data,
                 GError **error)
{
  Lookup *lookup = data;
  GPtrArray *products = oe_client_get_products_finish (client, result, error);

  for (guint i = 0; products != NULL && i < MIN (products->len, BELL_PRODUCT_PICTURES_MAX); i++)
    {
      const OeProduct *product = g_ptr_array_index (products, i);
      Picture *picture;

      if (product->image == NULL)
        continue;
      picture = g_new0 (Picture, 1);
      picture->lookup = g_rc_box_acquire (lookup);
      picture->product = product->id;
      oe_client_get_image_async (client, product->image, lookup->cancellable, picture_cb, picture);
    }
  return products;
}

static const BellCall products_call = { products_begin, products_finish, (GDestroyNotify) g_ptr_array_unref };

static void
products_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  GPtrArray *products = bell_session_call_finish (BELL_SESSION (source), result, NULL);

  /* A project may hide its products. */
  g_clear_pointer (&products, g_ptr_array_unref);
}

void
bell_product_pictures_get (BellShop *shop,
                           GArray *ids,
                           GCancellable *cancellable,
                           BellProductPictureFunc found,
                           gpointer user_data,
                           GDestroyNotify destroy)
{
  Lookup *lookup = g_rc_box_new0 (Lookup);

  g_return_if_fail (BELL_IS_SHOP (shop));
  g_return_if_fail (ids->len > 0);

  lookup->cancellable = g_object_ref (cancellable);
  lookup->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), BELL_PRODUCT_PICTURES_MAX);
  g_array_append_vals (lookup->ids, ids->data, MIN (ids->len, BELL_PRODUCT_PICTURES_MAX));
  lookup->found = found;
  lookup->user_data = user_data;
  lookup->destroy = destroy;
  bell_session_call_async (bell_shop_get_session (shop), &products_call, lookup, lookup_unref, cancellable, products_cb,
                           NULL);
}
