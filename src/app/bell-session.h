/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-clock.h"
#include "bell-presence.h"
#include "bell-secrets.h"
#include "bell-session-state.h"
#include "bell-settings.h"
#include "oe-client.h"
#include "oe-event.h"

G_BEGIN_DECLS

/**
 * BellSession:
 *
 * One shop's sign-in and its one connection: the state machine of the house.
 *
 * Properties (notify): "state"; "tokens-saved" (boolean: FALSE while the sign-in is in memory only);
 * "next-try" (boot time in µs, 0: none).
 * Signals:
 * - "event" (OeEvent *event, gint64 received): received is Unix time in µs.
 * - "back" (gint64 deaf_us): online again after not being so for deaf_us of boot time.
 * - "pinged": the shop's heartbeat came, every 25 s as a rule: the moment for what need not be done at a certain time.
 */
#define BELL_TYPE_SESSION (bell_session_get_type ())
G_DECLARE_FINAL_TYPE (BellSession, bell_session, BELL, SESSION, GObject)

/*
 * presence: (nullable). The client's fingerprint must be set; its app token, and its network's certificate
 * password, are taken from the secrets where it has none. The socket goes the client's way: its network is this
 * one's too. NULL with an OE_ERROR where the client's address is none.
 */
BellSession *bell_session_new (const BellShopInfo *info, OeClient *client, BellSecrets *secrets,
                               BellPresence *presence, BellClock *clock, GError **error);

/* Looks for a stored sign-in and connects. may_prompt: the keyring may ask for its password. */
void bell_session_start (BellSession *self, gboolean may_prompt);

/* Pauses: closes the socket, keeps the sign-in. */
void bell_session_stop (BellSession *self);

/* As "Try now" (at most every 2 s); in LOCKED asks the keyring, in STOPPED resumes. */
void bell_session_retry_now (BellSession *self);

/* Somebody looks: a connection that was not heard for a while must show that it lives, a lost one is tried for. */
void bell_session_probe (BellSession *self);

/*
 * Signs in, stores the tokens, connects. The error is an OE_ERROR, and the state
 * SIGNED_OUT then. G_IO_ERROR_PENDING while another sign-in is under way.
 */
void bell_session_sign_in_async (BellSession *self, const char *login, const char *password, const char *code,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean bell_session_sign_in_finish (BellSession *self, GAsyncResult *result, GError **error);

/* Whose sign-in it is from the next sign-in on; as the provider's form says. */
void bell_session_set_account (BellSession *self, const char *provider, const char *login_marker,
                               const char *password_marker);

/* Closes the socket, forgets the tokens here whatever happens, tells the server. */
void bell_session_sign_out_async (BellSession *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean bell_session_sign_out_finish (BellSession *self, GAsyncResult *result, GError **error);

/*
 * A test: payload (JSON text) goes the way that the socket's events go, as if one of this name had just
 * come. FALSE where it cannot be read; nothing happens then.
 */
gboolean bell_session_deliver_test (BellSession *self, const char *name, const char *payload, const char *title,
                                    const char *body, GError **error);

/*
 * Ends every sign-in of this account, wherever it is, and the one here. Where the server does not
 * answer nothing is changed, and the error is an OE_ERROR.
 */
void bell_session_sign_out_everywhere_async (BellSession *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean bell_session_sign_out_everywhere_finish (BellSession *self, GAsyncResult *result, GError **error);

/* From now on; the shop is asked anew. Stored with the tokens. */
void bell_session_set_app_token (BellSession *self, const char *app_token);

BellSessionState bell_session_get_state (BellSession *self);
const GError *bell_session_get_error (BellSession *self); /* (nullable): why it is not online: OE_ERROR, SIO_ERROR, BELL_NETWORK_ERROR or BELL_SECRETS_ERROR */
const char *bell_session_get_detail (BellSession *self);  /* (nullable): the same as one line, redacted */
guint bell_session_get_attempt (BellSession *self);
gint64 bell_session_get_next_try (BellSession *self);
gint64 bell_session_get_last_heard (BellSession *self); /* boot time in µs of the last byte, 0: never */
gint64 bell_session_get_deaf_since (BellSession *self); /* Unix time in µs since when it is not heard, 0: it is online */
gboolean bell_session_get_tokens_saved (BellSession *self);
void bell_session_set_reconnect_limit (BellSession *self, guint attempts); /* 0: endless */

/* Another way to the shop from now on: the client and the secrets get it, and a connection is made anew. */
void bell_session_set_network (BellSession *self, BellNetwork *network);

/* How long it may be away before people are told that it cannot be heard; 0, the usual: a minute. */
void bell_session_set_deaf_after (BellSession *self, guint seconds);
guint bell_session_get_deaf_after (BellSession *self);

/* Ends everything at once, for the end of the program. */
void bell_session_close (BellSession *self);

G_END_DECLS
