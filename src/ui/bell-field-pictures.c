/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-field-pictures.h"

#include "bell-picture.h"
#include "bell-product-pictures.h"

#define SIZE 40

struct _BellFieldPictures
{
  GObject parent_instance;

  GHashTable *places; /* product (gint64) → GPtrArray of GtkImage */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (BellFieldPictures, bell_field_pictures, G_TYPE_OBJECT)

static void
bell_field_pictures_finalize (GObject *object)
{
  BellFieldPictures *self = BELL_FIELD_PICTURES (object);

  g_hash_table_unref (self->places);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (bell_field_pictures_parent_class)->finalize (object);
}

static void
bell_field_pictures_class_init (BellFieldPicturesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bell_field_pictures_finalize;
}

static void
bell_field_pictures_init (BellFieldPictures *self)
{
  self->places = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->cancellable = g_cancellable_new ();
}

BellFieldPictures *
bell_field_pictures_new (void)
{
  return g_object_new (BELL_TYPE_FIELD_PICTURES, NULL);
}

GtkWidget *
bell_field_pictures_add (BellFieldPictures *self,
                         gint64 product)
{
  GtkWidget *image = GTK_WIDGET (g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                               "pixel-size", SIZE, "visible", FALSE, "valign", GTK_ALIGN_CENTER,
                                               NULL));
  GPtrArray *images = g_hash_table_lookup (self->places, &product);

  gtk_widget_add_css_class (image, "bell-picture");
  if (images == NULL)
    {
      images = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (self->places, g_memdup2 (&product, sizeof product), images);
    }
  g_ptr_array_add (images, g_object_ref (image));
  return image;
}

typedef struct
{
  BellFieldPictures *self;
  gint64 product;
} Decoding;

static void
decode_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  Decoding *decoding = user_data;
  g_autoptr (GdkTexture) texture = bell_picture_decode_finish (result);
  GPtrArray *images = g_hash_table_lookup (decoding->self->places, &decoding->product);

  for (guint i = 0; texture != NULL && images != NULL && i < images->len; i++)
    {
      gtk_image_set_from_paintable (images->pdata[i], GDK_PAINTABLE (texture));
      gtk_widget_set_visible (images->pdata[i], TRUE);
    }
  g_object_unref (decoding->self);
  g_free (decoding);
}

static void
on_found (gint64 product,
          GBytes *picture,
          gpointer user_data)
{
  Decoding *decoding = g_new0 (Decoding, 1);

  decoding->self = g_object_ref (BELL_FIELD_PICTURES (user_data));
  decoding->product = product;
  bell_picture_decode_async (picture, SIZE * 2, decoding->self->cancellable, decode_cb, decoding);
}

void
bell_field_pictures_load (BellFieldPictures *self,
                          BellShop *shop)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer product;

  g_return_if_fail (BELL_IS_FIELD_PICTURES (self));

  g_hash_table_iter_init (&iter, self->places);
  while (g_hash_table_iter_next (&iter, &product, NULL))
    g_array_append_vals (ids, product, 1);
  if (ids->len > 0)
    bell_product_pictures_get (shop, ids, self->cancellable, on_found, g_object_ref (self), g_object_unref);
}

void
bell_field_pictures_stop (BellFieldPictures *self)
{
  g_return_if_fail (BELL_IS_FIELD_PICTURES (self));

  g_cancellable_cancel (self->cancellable);
  g_hash_table_remove_all (self->places);
}
