/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

G_BEGIN_DECLS

/* Whose sign-in a new shop is to be. All borrowed. */
typedef struct
{
  const char *provider;
  const char *login;
  const char *login_marker;
  const char *password_marker;
  const char *fingerprint;
} BellNewShop;

/*
 * A shop at the client's address that is not in the list yet, with a name and a colour of its own, and the
 * client's way there. NULL where this account is in the list (G_IO_ERROR_EXISTS) or the address is none. (transfer full)
 */
BellShop *bell_new_shop_make (BellContext *context, OeClient *client, const BellNewShop *account, GError **error);

/* "https://cafe.oneentry.cloud" is "cafe" to people. (transfer full) */
char *bell_new_shop_name (const char *url);

G_END_DECLS
