/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-sign-in.h"

G_BEGIN_DECLS

/*
 * Signing in again to a shop whose form is known by its names: asks the shop whether its provider wants more by
 * now, such as a one-time code. info: the shop's.
 */
void bell_sign_in_recall_async (BellSignIn *sign_in, const BellShopInfo *info, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);

/*
 * FALSE where what is known is enough, or the shop does not say. providers (element-type OeProvider): the one of the
 * account; fields (element-type OeField): of its form. (transfer full)
 */
gboolean bell_sign_in_recall_finish (BellSignIn *sign_in, GAsyncResult *result, GPtrArray **providers, GPtrArray **fields);

G_END_DECLS
