/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-clock.h"
#include "sio-socket.h"

G_BEGIN_DECLS

/**
 * SioClient:
 *
 * A Socket.IO 5 client (Engine.IO 4): the connection to one server, shared by
 * the namespaces of it. In short:
 *
 * |[
 * client = sio_client_new ("https://example.org/", clock, &error);
 * socket = sio_client_get_socket (client, NULL);
 * g_signal_connect (socket, "event::news", G_CALLBACK (on_news), NULL);
 * sio_client_connect (client);
 * ]|
 *
 * It lives in the main context it was made in, uses no thread, and calls back
 * from there only. It reconnects by itself until sio_client_disconnect(). At
 * any time at most one connection exists. Every function may be called from any
 * of its callbacks, the last unref included. Unreferenced, it falls silent at
 * once; calls that are pending complete with G_IO_ERROR_CANCELLED first.
 *
 * Properties (all notify): "state" (SioState as uint), "attempt" (of the running series, from 1),
 * "next-attempt" (boot time in µs, 0 when none is scheduled).
 *
 * Signals, in the order of a connection's life:
 * - "reconnecting" (guint n): attempt n of a series begins; not for the first one after connect.
 * - "opened": the connection to the server is there; namespaces join now.
 * - "reconnected" (guint n): attempt n led to a join.
 * - "closed" (SioReason as int, GError *detail (nullable)): once for each "opened".
 * - "connect-error" (GError *error): an attempt failed; once per attempt.
 * - "gave-up": the limit of attempts is reached; the state is STOPPED.
 * - "trace" (gboolean outgoing, char *packet): every packet, with credentials masked; costs nothing unless connected.
 */
#define SIO_TYPE_CLIENT (sio_client_get_type ())
G_DECLARE_FINAL_TYPE (SioClient, sio_client, SIO, CLIENT, GObject)

/* url: http(s):// or ws(s)://; its path is the main namespace. clock: (transfer none). */
SioClient *sio_client_new (const char *url, BellClock *clock, GError **error);

/* The socket of a namespace, always the same one. nsp NULL: that of the url's path. (transfer none) */
SioSocket *sio_client_get_socket (SioClient *self, const char *nsp);

/* Joins the main namespace: sio_socket_connect() of it. */
void sio_client_connect (SioClient *self);

/* Leaves every namespace; at once for the caller, flushed in the background for at most 2 s. */
void sio_client_disconnect (SioClient *self);

/* Something changed (network, resume, a click): cuts a running wait short and tries at once, at most every 2 s. */
void sio_client_retry_now (SioClient *self);

/* A planned reconnect: closes and opens at once with fresh credentials; counts as no attempt. */
void sio_client_reconnect (SioClient *self);

/*
 * The same hint as retry_now, with care for a connection that may be alive: asks
 * the server for a sign of life, and reconnects ("forced close") when none comes
 * within 5 s (REQ-68, 108). Not connected, it is sio_client_retry_now().
 */
void sio_client_probe (SioClient *self);

SioState sio_client_get_state (SioClient *self);
guint sio_client_get_attempt (SioClient *self);
gint64 sio_client_get_next_attempt (SioClient *self);
gint64 sio_client_get_last_heard (SioClient *self);          /* boot time in µs of the last byte, 0 for never */

const char *sio_client_get_transport (SioClient *self);      /* "websocket", "polling", NULL: not connected */
const GError *sio_client_get_last_error (SioClient *self);   /* (nullable) (transfer none) */

/**
 * SioCounters:
 * @rtt_us: the last round trip that could be measured (a call, a probe), -1 for none yet
 *
 * What happened since the client was made.
 */
typedef struct
{
  guint64 packets_in, packets_out; /* Socket.IO packets */
  guint64 bytes_in, bytes_out;     /* of them, attachments included */
  guint64 pings;                   /* heartbeats answered */
  guint connections;               /* that were opened */
  guint reconnects;                /* joins after the first */
  guint dropped_in;                /* for a namespace that is not joined, or without one */
  guint dropped_out;               /* volatile, expired or thrown away on disconnect */
  gint64 rtt_us;
} SioCounters;

void sio_client_get_counters (SioClient *self, SioCounters *counters);

/* What follows is to be set before sio_client_connect(). */

void sio_client_set_path (SioClient *self, const char *path); /* default "/socket.io/" */
void sio_client_set_transports (SioClient *self, SioTransports transports); /* default SIO_TRANSPORTS_AUTO */
void sio_client_set_user_agent (SioClient *self, const char *user_agent);
void sio_client_set_proxy_resolver (SioClient *self, GProxyResolver *resolver); /* NULL: the default one */
void sio_client_set_max_message (SioClient *self, gsize bytes);                 /* default 16 MiB, never 0 */

/* Certificates are verified against the system's authorities, and: */
void sio_client_set_tls_database (SioClient *self, GTlsDatabase *database);     /* these instead */
void sio_client_set_extra_authorities (SioClient *self, GTlsDatabase *database); /* these as well */
void sio_client_set_pin (SioClient *self, const char *sha256); /* this one certificate (hex, of its DER) and no other */
void sio_client_set_client_certificate (SioClient *self, GTlsCertificate *certificate);
void sio_client_set_tls_interaction (SioClient *self, GTlsInteraction *interaction); /* asks for the client's one */

/* Default 20 s until open, 20 s for the answer to CONNECT, 10 s for credentials; 0: none. */
void sio_client_set_timeouts (SioClient *self, guint open_ms, guint join_ms);
void sio_client_set_credentials_timeout (SioClient *self, guint ms);

/**
 * SioBackoff:
 *
 * The wait before attempt n (0, 1, …) is drawn evenly from [low × d, high × d]
 * with d = min (base_ms × 2ⁿ, cap_ms); n starts anew after stable_ms connected.
 */
typedef struct
{
  guint base_ms;
  guint cap_ms;
  double low;
  double high;
  guint stable_ms;
  guint attempts; /* 0: endless */
} SioBackoff;

#define SIO_BACKOFF_DEFAULT { 1000, 60000, 0.5, 1.5, 10000, 0 }

void sio_client_set_backoff (SioClient *self, const SioBackoff *backoff);

/* FALSE: one attempt, and what ends stays ended. At any time; a wait for an attempt ends at once. */
void sio_client_set_reconnection (SioClient *self, gboolean reconnection);

/* Asked before every attempt, for headers and the main namespace's payload; the function answers now or later. */
typedef void (*SioCredentialsFunc) (SioClient *client, SioCredentialsRequest *request, gpointer user_data);
void sio_client_set_credentials_func (SioClient *self, SioCredentialsFunc func, gpointer user_data,
                                      GDestroyNotify destroy);

/**
 * SioRefusalFunc:
 * @socket: (nullable): the namespace; NULL when the handshake was refused
 * @error: what the server said: SIO_ERROR_REFUSED, or SIO_ERROR_HTTP with 401, 403
 * @count: the how manieth refusal in a row this is, from 1
 *
 * Decides what follows a refusal. Returns: ms to wait before the next attempt
 * (0: at once, with fresh credentials), or -1 to stay down.
 */
typedef gint64 (*SioRefusalFunc) (SioClient *client, SioSocket *socket, const GError *error, guint count,
                                  gpointer user_data);
void sio_client_set_refusal_func (SioClient *self, SioRefusalFunc func, gpointer user_data, GDestroyNotify destroy);

/* After so many refusals of a namespace in a row it stays down unasked. Default 5, 0 for never. */
void sio_client_set_max_refusals (SioClient *self, guint n);

G_END_DECLS
