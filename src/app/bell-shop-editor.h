/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

G_BEGIN_DECLS

/* Changes of one shop besides its name and its pause, each saved at once. */

void bell_shop_editor_set_colour (BellContext *context, BellShop *shop, const char *colour);

/* form: the marker of the one that is submitted every so many minutes; "": none. What is locked stays. */
void bell_shop_editor_set_canary (BellContext *context, BellShop *shop, const char *form, guint minutes);

/*
 * Tries another app token, as somebody pasted it, and takes it over only when the shop accepts it. The error is
 * an OE_ERROR; the old one goes on being used then.
 */
void bell_shop_editor_set_app_token_async (BellContext *context, BellShop *shop, const char *app_token,
                                           GCancellable *cancellable, GAsyncReadyCallback callback,
                                           gpointer user_data);
gboolean bell_shop_editor_set_app_token_finish (BellShop *shop, GAsyncResult *result, GError **error);

G_END_DECLS
