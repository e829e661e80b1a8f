/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

G_BEGIN_DECLS

/* Changes of one shop besides its name and its pause, each saved at once. */

void bell_shop_editor_set_colour (BellContext *context, BellShop *shop, const char *colour);

/* form: the marker of the one that is submitted every so many minutes; "": none. What is locked stays. */
void bell_shop_editor_set_canary (BellContext *context, BellShop *shop, const char *form, guint minutes);
/* The page that "Open" shows, see bell-open-address.h. NULL: taken; else why not, for people; free with g_free(). */
char *bell_shop_editor_set_open_address (BellContext *context, BellShop *shop, const char *template);

/*
 * Another way to the shop. Its files are read first: an error (BELL_NETWORK_ERROR) leaves all as it was. A password that
 * network does not have is the one there was, as long as it is for the same file or the same user of the same proxy.
 */
void bell_shop_editor_set_network_async (BellContext *context, BellShop *shop, BellNetwork *network,
                                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean bell_shop_editor_set_network_finish (BellShop *shop, GAsyncResult *result, GError **error);

/*
 * Tries another app token, as somebody pasted it, and takes it over only when the shop accepts it. The error is
 * an OE_ERROR; the old one goes on being used then.
 */
void bell_shop_editor_set_app_token_async (BellContext *context, BellShop *shop, const char *app_token,
                                           GCancellable *cancellable, GAsyncReadyCallback callback,
                                           gpointer user_data);
gboolean bell_shop_editor_set_app_token_finish (BellShop *shop, GAsyncResult *result, GError **error);

G_END_DECLS
