/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-settings.h"
#include "oe-types.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellSignInAccount:
 *
 * The second form of the sign-in: who? It shows what the shop's own form asks
 * for, or, where the shop hides that, asks for the names too.
 *
 * Signals: "submit": Enter was pressed; "provider": another provider was chosen; "send-code": a one-time code is wanted.
 */
#define BELL_TYPE_SIGN_IN_ACCOUNT (bell_sign_in_account_get_type ())
G_DECLARE_FINAL_TYPE (BellSignInAccount, bell_sign_in_account, BELL, SIGN_IN_ACCOUNT, AdwBin)

/* (element-type OeProvider): an empty array asks for the provider by name. */
void bell_sign_in_account_set_providers (BellSignInAccount *self, GPtrArray *providers);

/* (element-type OeField): of the chosen provider; an empty array asks for the markers by name. */
void bell_sign_in_account_set_fields (BellSignInAccount *self, GPtrArray *fields);

/* Signing in again to a shop that is known: only login and password are asked for. */
void bell_sign_in_account_set_known (BellSignInAccount *self, const BellShopInfo *info);

const OeProvider *bell_sign_in_account_get_chosen (BellSignInAccount *self); /* (nullable) */
const char *bell_sign_in_account_get_provider (BellSignInAccount *self);
const char *bell_sign_in_account_get_login_marker (BellSignInAccount *self);
const char *bell_sign_in_account_get_login (BellSignInAccount *self);
const char *bell_sign_in_account_get_password_marker (BellSignInAccount *self);
const char *bell_sign_in_account_get_password (BellSignInAccount *self); /* (nullable): none is asked for, or a code is there instead */
const char *bell_sign_in_account_get_code (BellSignInAccount *self); /* (nullable) */
const char *bell_sign_in_account_get_code_event (BellSignInAccount *self); /* what sends the code, a marker */

/* A word about the app token; NULL: none. */
void bell_sign_in_account_set_note (BellSignInAccount *self, const char *note);

/* A code is on its way: another can be asked for in so many seconds. */
void bell_sign_in_account_code_sent (BellSignInAccount *self, int wait);

/* What of it somebody above the user locked for this shop; shop: (nullable). */
void bell_sign_in_account_set_locks (BellSignInAccount *self, BellSettings *settings, const char *shop);
void bell_sign_in_account_clear (BellSignInAccount *self);

G_END_DECLS
