/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-picture.h"

#define MAX_PIXELS (16 * 1000 * 1000)

typedef struct
{
  GBytes *bytes;
  int size;
} Decode;

static void
decode_free (gpointer data)
{
  Decode *decode = data;

  g_bytes_unref (decode->bytes);
  g_free (decode);
}

/* A picture says how large it is before it takes any room: a few bytes may claim a square mile. */
static void
on_size_prepared (GdkPixbufLoader *loader,
                  int width,
                  int height,
                  Decode *decode)
{
  double scale;

  if (width < 1 || height < 1 || (gint64) width * height > MAX_PIXELS)
    {
      gdk_pixbuf_loader_set_size (loader, 0, 0);
      return;
    }
  scale = MIN (1.0, MIN ((double) decode->size / width, (double) decode->size / height));
  gdk_pixbuf_loader_set_size (loader, MAX (1, (int) (width * scale)), MAX (1, (int) (height * scale)));
}

static void
decode_in_thread (GTask *task,
                  gpointer source,
                  gpointer task_data,
                  GCancellable *cancellable)
{
  Decode *decode = task_data;
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  GdkPixbuf *pixbuf = NULL;
  gboolean written;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared), decode);
  written = gdk_pixbuf_loader_write_bytes (loader, decode->bytes, NULL);
  if (gdk_pixbuf_loader_close (loader, NULL) && written)
    pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (pixbuf != NULL)
    g_task_return_pointer (task, g_object_ref (pixbuf), g_object_unref);
  else
    g_task_return_pointer (task, NULL, NULL);
}

void
bell_picture_decode_async (GBytes *bytes,
                           int size,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Decode *decode = g_new0 (Decode, 1);

  g_task_set_source_tag (task, bell_picture_decode_async);
  decode->bytes = g_bytes_ref (bytes);
  decode->size = size;
  g_task_set_task_data (task, decode, decode_free);
  g_task_run_in_thread (task, decode_in_thread);
}

GdkTexture *
bell_picture_decode_finish (GAsyncResult *result)
{
  g_autoptr (GdkPixbuf) pixbuf = g_task_propagate_pointer (G_TASK (result), NULL);

  return pixbuf != NULL ? gdk_texture_new_for_pixbuf (pixbuf) : NULL;
}
