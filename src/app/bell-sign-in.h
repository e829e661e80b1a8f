/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"
#include "bell-shop.h"
#include "oe-types.h"

G_BEGIN_DECLS

/**
 * BellSignIn:
 *
 * Signing in to a new shop, or again to one whose sign-in ended, step by step:
 * check (address and app token) → choose (a provider; its fields) → submit.
 * Every step may be repeated; a failed one changes nothing. Errors are OE_ERRORs;
 * bell_format_error() makes the sentence.
 */
#define BELL_TYPE_SIGN_IN (bell_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (BellSignIn, bell_sign_in, BELL, SIGN_IN, GObject)

/* again: (nullable): the shop to sign in to again; its address and app token are known then. */
BellSignIn *bell_sign_in_new (BellContext *context, BellShop *again);

/*
 * url and app_token as typed, network (nullable): the way to the shop. All ignored when signing in again.
 * Gives (element-type OeProvider) the providers that can be used with a password; an
 * empty array where the project hides them: the form then asks for provider and markers.
 */
void bell_sign_in_check_async (BellSignIn *self, const char *url, const char *app_token,
                               BellNetwork *network, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
GPtrArray *bell_sign_in_check_finish (BellSignIn *self, GAsyncResult *result, GError **error);

/* (element-type OeField): the provider's login fields, then its password field; empty where the form is hidden. */
void bell_sign_in_choose_async (BellSignIn *self, const OeProvider *provider, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *bell_sign_in_choose_finish (BellSignIn *self, GAsyncResult *result, GError **error);

/* Signs in; on success the shop is added (or carries on), its settings and tokens are stored. code: (nullable). (transfer none) */
void bell_sign_in_submit_async (BellSignIn *self, const char *provider, const char *login_marker, const char *login,
                                const char *password_marker, const char *password, const char *code,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
BellShop *bell_sign_in_submit_finish (BellSignIn *self, GAsyncResult *result, GError **error);

/* Has the shop send a one-time code to login. event: the marker of the event that does it. */
void bell_sign_in_send_code_async (BellSignIn *self, const char *provider, const char *login, const char *event,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean bell_sign_in_send_code_finish (BellSignIn *self, GAsyncResult *result, GError **error);

/* Days until the app token ends, by its own "exp"; -1 where it says none. After check. */
int bell_sign_in_get_app_token_days (BellSignIn *self);

G_END_DECLS
