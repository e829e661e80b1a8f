/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-session.h"
#include "oe-keeper.h"
#include "sio-client.h"

G_BEGIN_DECLS

struct _BellSession
{
  GObject parent_instance;

  /* Owned */
  BellShopInfo *info;
  OeClient *client;
  OeKeeper *keeper;
  SioClient *socket;
  BellSecrets *secrets;
  BellPresence *presence; /* (nullable) */
  BellClock *clock;
  GCancellable *cancellable;
  GTask *sign_in; /* the one under way */

  BellSessionState state;
  GError *error;
  char *detail;
  gint64 deaf_since;      /* Unix time in µs */
  gint64 deaf_since_boot; /* boot time in µs */
  guint deaf_after;       /* seconds */
  gboolean tokens_saved;
  gboolean storing_again;
  gboolean closed;

  char *given_token;   /* the access token of the newest attempt */
  char *refused_token; /* to be replaced before the next attempt */
  gint64 refused_at;   /* boot time in µs of the newest refusal, 0: none */
  gint64 not_before;   /* boot time in µs: what the server's Retry-After asks for */
  gint64 probed_at;    /* boot time in µs of the newest probe, 0: none */
  gboolean shows_device; /* the handshake names the device, too (U5) */
  guint slow_tries;    /* attempts made in REFUSED */
  gint64 slow_due;
  guint slow_timer;
  guint settle_timer;
  guint refresh_timer;
};

/* Applies one input; error (nullable) says why. */
void bell_session_apply (BellSession *self, BellSessionInput input, const GError *error);

/* Stores app token, certificate password and tokens (nullable); callback gets the BellSecrets' result. */
void bell_session_save (BellSession *self, OeTokens *tokens, GAsyncReadyCallback callback, gpointer user_data);
void bell_session_store (BellSession *self); /* the same of what it has, and nobody waits for it */
void bell_session_set_tokens_saved (BellSession *self, gboolean saved);

/* bell-session-tokens.c: the keeper asks for a store, and says whether it kept what it was given. */
void bell_session_on_keeper_save (OeKeeper *keeper, OeTokens *tokens, guint serial, gpointer user_data);
void bell_session_on_keeper_saved_changed (OeKeeper *keeper, GParamSpec *pspec, BellSession *self);

/* bell-session-tokens.c: what could not be read or stored is tried again, without a question to anybody. */
void bell_session_on_secrets_changed (BellSession *self);

/* Drops the tokens here and in the keyring; the app token stays. */
void bell_session_forget_tokens (BellSession *self);

/* bell-session-network.c: the way to the shop, for the socket as for the client. */
gboolean bell_session_network_is_ready (BellSession *self); /* nothing must be read first */
void bell_session_network_load (BellSession *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean bell_session_network_load_finish (BellSession *self, GAsyncResult *result, GError **error);
void bell_session_network_doubt (BellSession *self, const GError *error);

/* bell-session-credentials.c: what the socket is given at each attempt, and what follows where that is refused. */
void bell_session_on_credentials_wanted (SioClient *socket, SioCredentialsRequest *request, gpointer session);
gint64 bell_session_on_refused (SioClient *client, SioSocket *socket, const GError *error, guint count, gpointer session);
void bell_session_note_retry_after (BellSession *self, const GError *error);
void bell_session_slow_retry (BellSession *self); /* now and not when it is due */

/* bell-session-socket.c: makes the socket and tells what becomes of it. */
void bell_session_clear_timers (BellSession *self);
gboolean bell_session_socket_init (BellSession *self, GError **error);
void bell_session_socket_connect (BellSession *self);
void bell_session_socket_disconnect (BellSession *self);
void bell_session_socket_retry_now (BellSession *self);
void bell_session_socket_probe (BellSession *self);

/* The server refused a refresh: somebody must sign in again. */
void bell_session_sign_in_over (BellSession *self, const GError *error);

G_END_DECLS
