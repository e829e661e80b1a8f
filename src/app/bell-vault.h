/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-secrets.h"
#include "oe-types.h"

G_BEGIN_DECLS

/**
 * BellVault:
 *
 * What of one shop is secret, as the one text that a #BellSecrets keeps: the
 * app token, the password of a client certificate, and, while somebody is signed in, the refresh token with the
 * provider and the user it belongs to. This file alone knows that text's form.
 */
typedef struct
{
  char *app_token;            /* (nullable) */
  char *certificate_password; /* (nullable): of the client certificate's file */
  char *proxy_password;       /* (nullable) */
  OeTokens *tokens; /* (nullable): without an access token, which is never stored */
} BellVault;

void bell_vault_free (BellVault *vault);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BellVault, bell_vault_free)

/* All (nullable). Free with g_free(). */
char *bell_vault_to_text (const char *app_token, const char *certificate_password, const char *proxy_password,
                          OeTokens *tokens);

/* Text of a form nobody knows gives an empty vault. */
BellVault *bell_vault_from_text (const char *text);

G_END_DECLS
