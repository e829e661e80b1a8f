/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-shop.h"
#include "oe-user.h"

G_BEGIN_DECLS

/* What a shop tells of the account that is signed in to it. */
typedef struct
{
  OeUser *user;       /* (nullable): see error */
  GError *error;      /* (nullable): an OE_ERROR: why the shop did not tell */
  GPtrArray *devices; /* (nullable) (element-type OeDevice): many projects do not tell */
} BellAccount;

void bell_account_free (BellAccount *account);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BellAccount, bell_account_free)

/* Fails only with G_IO_ERROR_CANCELLED. */
void bell_account_load_async (BellShop *shop, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
BellAccount *bell_account_load_finish (BellShop *shop, GAsyncResult *result, GError **error);

G_END_DECLS
