/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Makes a picture of at most size by size pixels of bytes that some server sent, off the main thread. What
 * is no picture, or is one of more than 16 million pixels, gives NULL.
 */
void bell_picture_decode_async (GBytes *bytes, int size, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
GdkTexture *bell_picture_decode_finish (GAsyncResult *result);

G_END_DECLS
