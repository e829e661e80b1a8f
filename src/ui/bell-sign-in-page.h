/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellSignInPage:
 *
 * Signing in, step by step: which shop → who → what should ring → hear it. Whatever goes wrong,
 * nothing that was typed is lost, and a sentence says what to do. Signing in again is one step.
 *
 * Signals: "signed-in" (BellShop *shop): all is done; "nothing-heard" (BellShop *shop): the same, but somebody
 * does not hear the test alert; "leave": somebody does not want to, after all.
 */
#define BELL_TYPE_SIGN_IN_PAGE (bell_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (BellSignInPage, bell_sign_in_page, BELL, SIGN_IN_PAGE, AdwBin)

/* Begins anew. again: (nullable): the shop to sign in to again, with the login filled in. */
void bell_sign_in_page_start (BellSignInPage *self, BellContext *context, BellShop *again);

/* Stops what is under way; for leaving the page. */
void bell_sign_in_page_stop (BellSignInPage *self);

G_END_DECLS
