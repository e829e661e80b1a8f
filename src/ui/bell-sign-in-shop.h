/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-network-row.h"

G_BEGIN_DECLS

/**
 * BellSignInShop:
 *
 * The first form of the sign-in: which shop? Signal "submit": Enter was pressed.
 */
#define BELL_TYPE_SIGN_IN_SHOP (bell_sign_in_shop_get_type ())
G_DECLARE_FINAL_TYPE (BellSignInShop, bell_sign_in_shop, BELL, SIGN_IN_SHOP, AdwBin)

const char *bell_sign_in_shop_get_address (BellSignInShop *self);
const char *bell_sign_in_shop_get_app_token (BellSignInShop *self);
BellNetworkRow *bell_sign_in_shop_get_network (BellSignInShop *self);
void bell_sign_in_shop_clear (BellSignInShop *self);

/* To the app token, which is wrong. */
void bell_sign_in_shop_focus_app_token (BellSignInShop *self);

G_END_DECLS
