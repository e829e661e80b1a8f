/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sio-assembler.h"
#include "sio-client.h"
#include "sio-engine.h"
#include "sio-packet.h"
#include "sio-url.h"

G_BEGIN_DECLS

struct _SioClient
{
  GObject parent_instance;

  /* What it was told */
  SioUrl *url;
  BellClock *clock;
  char *path;
  char *user_agent;
  GTlsDatabase *tls_database;
  GTlsDatabase *extra_authorities;
  GTlsCertificate *client_certificate;
  GTlsInteraction *tls_interaction;
  char *pin;
  GProxyResolver *proxy_resolver;
  SioBackoff backoff;
  gboolean reconnection;
  guint open_ms;
  guint join_ms;
  guint credentials_ms;
  gsize max_message;
  SioChoice choice;
  SioCredentialsFunc credentials_func;
  gpointer credentials_data;
  GDestroyNotify credentials_destroy;
  SioRefusalFunc refusal_func;
  gpointer refusal_data;
  GDestroyNotify refusal_destroy;

  /* What is going on */
  GPtrArray *sockets;             /* the main one, then as they were asked for; the order of CONNECT */
  SioState state;
  SioCredentialsRequest *request; /* the question under way */
  SioEngine *engine;              /* the one there is */
  gboolean engine_is_open;
  gboolean renewing;              /* it takes its leave and is still listened to; the next one follows */
  SioEngine *closing;             /* an older one that takes its leave; the next waits for it */
  gboolean open_when_closed;
  gboolean auth_is_fresh;         /* what the attempt's credentials gave the main namespace is not used yet */
  char *auth;
  SioAssembler *assembler;
  guint timer;                    /* the one wait of the state: credentials, next attempt, stability */
  guint probe_timer;
  guint n;                        /* attempts of the running series */
  guint refusals;                 /* of handshakes, in a row */
  guint max_refusals;             /* of a namespace */
  gboolean was_refused;
  gboolean was_connected;         /* ever */
  gint64 next_attempt;
  gint64 attempt_began;
  gint64 retried_at;
  gint64 last_heard;
  gsize max_payload;              /* what the server accepts, as it said last; 0: not known */
  GError *last_error;
  SioCounters counters;
  GRand *rand;
};

/* sio-client.c */
void sio_client_set_state (SioClient *self, SioState state, gint64 next_attempt);
void sio_client_set_attempt (SioClient *self, guint n);
void sio_client_remember_error (SioClient *self, const GError *error);
SioSocket *sio_client_find_socket (SioClient *self, const char *nsp); /* (nullable) (transfer none) */
gboolean sio_client_is_traced (SioClient *self);
void sio_client_emit_trace (SioClient *self, gboolean outgoing, const char *packet);

/* sio-client-attempts.c: how a connection comes about. */
GPtrArray *sio_client_freeze (SioClient *self); /* free it to thaw */
GPtrArray *sio_client_hold_sockets (SioClient *self); /* whatever becomes of them meanwhile (transfer full) */
void sio_client_move_sockets (SioClient *self, SioState state);
void sio_client_start_series (SioClient *self);
void sio_client_begin_attempt (SioClient *self, gboolean counts);
void sio_client_start_if_opening (SioClient *self);
void sio_client_schedule (SioClient *self, gint64 delay_ms);
void sio_client_stop_waiting (SioClient *self);
gboolean sio_client_schedule_or_stop (SioClient *self, gint64 at_least_ms);
void sio_client_engine_opened (SioClient *self);
void sio_client_leave_engine (SioClient *self, gboolean orderly);
void sio_client_update_state (SioClient *self); /* after a namespace joined or left */

/* sio-client-endings.c: how it ends, and what follows. */
void sio_client_lost (SioClient *self, SioReason reason, const GError *error);
void sio_client_stopped (SioClient *self, const GError *error);
void sio_client_join_failed (SioClient *self, SioSocket *socket, const GError *error, gboolean stop);
void sio_client_leave_socket (SioClient *self, SioSocket *socket); /* NULL: all of them */
void sio_client_renew (SioClient *self);
gboolean sio_client_others_are_active (SioClient *self, SioSocket *socket);
void sio_client_wait_for_the_next (SioClient *self);

/* sio-client-refusals.c: the server said no. socket NULL: to the handshake. error: (transfer full) */
void sio_client_refused (SioClient *self, SioSocket *socket, SioReason reason, GError *error);

/* sio-client-hints.c: FALSE when the connection turned out dead; it was ended then. */
gboolean sio_client_check_alive (SioClient *self);

/* sio-client-packets.c: what comes in on the engine, and goes out. */
void sio_client_connect_engine (SioClient *self, SioEngine *engine);
void sio_client_send (SioClient *self, const char *packet, GPtrArray *blobs);
gboolean sio_client_has_unsent (SioClient *self);
void sio_client_attachments_overdue (gpointer self);

G_END_DECLS
