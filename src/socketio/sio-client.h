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
 * - "pinged": the server's heartbeat came and was answered. What must be done now and then, and at no certain time,
 *   is done best here, where the processor is awake anyway.
 * - "closed" (SioReason as int, GError *detail (nullable)): once for each "opened".
 * - "connect-error" (GError *error): an attempt failed; once per attempt.
 * - "gave-up": the limit of attempts is reached; the state is STOPPED.
 * - "trace" (gboolean outgoing, char *packet): every packet, with credentials masked; costs nothing unless connected.
 */
#define SIO_TYPE_CLIENT (sio_client_get_type ())
G_DECLARE_FINAL_TYPE (SioClient, sio_client, SIO, CLIENT, GObject)

/**
 * sio_client_new:
 * @url: `http(s)://` or `ws(s)://`, with a query if need be; its path is the main namespace
 * @clock: (transfer none): the time; bell_clock_new() but in tests
 * @error: %SIO_ERROR_INVALID, for what is no such address
 *
 * Nothing is sent before sio_client_connect().
 *
 * Returns: (transfer full) (nullable): a client
 */
SioClient *sio_client_new (const char *url, BellClock *clock, GError **error);

/**
 * sio_client_get_socket:
 * @nsp: (nullable): a namespace, "/admin"; NULL for that of the url's path
 *
 * Returns: (transfer none): the socket of it, always the same one
 */
SioSocket *sio_client_get_socket (SioClient *self, const char *nsp);

/**
 * sio_client_connect:
 *
 * Joins the main namespace: sio_socket_connect() of it. What goes wrong is told by "connect-error".
 */
void sio_client_connect (SioClient *self);

/**
 * sio_client_disconnect:
 *
 * Leaves every namespace: at once for the caller, while what was sent before is
 * flushed in the background for at most 2 s.
 */
void sio_client_disconnect (SioClient *self);

/**
 * sio_client_retry_now:
 *
 * Something changed (network, resume, a click): cuts a running wait short and
 * tries at once, at most every 2 s. An attempt that hangs for longer begins anew.
 */
void sio_client_retry_now (SioClient *self);

/**
 * sio_client_reconnect:
 *
 * A planned reconnect, with fresh credentials. Counts as no attempt. The old connection takes its leave first,
 * and ends when the server has closed it (at the latest after 5 s); the new one follows at once. Until then the
 * state stays CONNECTED and what the server has sent arrives, while what is emitted waits for the new one.
 */
void sio_client_reconnect (SioClient *self);

/**
 * sio_client_probe:
 *
 * The same hint as sio_client_retry_now(), with care for a connection that may
 * be alive: asks the server for a sign of life, and reconnects ("forced close")
 * when none comes within 5 s (REQ-68, 108).
 */
void sio_client_probe (SioClient *self);

/**
 * sio_client_get_state:
 *
 * Returns: how far it is; as far as the farthest of its sockets
 */
SioState sio_client_get_state (SioClient *self);

/**
 * sio_client_get_attempt:
 *
 * Returns: which attempt of a series is running or waited for, from 1; 0 for the first one after connect
 */
guint sio_client_get_attempt (SioClient *self);

/**
 * sio_client_get_next_attempt:
 *
 * Returns: the boot time in µs of the next attempt, 0 where none is scheduled
 */
gint64 sio_client_get_next_attempt (SioClient *self);

/**
 * sio_client_get_last_heard:
 *
 * Returns: the boot time in µs of the last byte from the server, 0 for never
 */
gint64 sio_client_get_last_heard (SioClient *self);

/**
 * sio_client_get_transport:
 *
 * Returns: (nullable): "websocket" or "polling"; NULL while there is no connection
 */
const char *sio_client_get_transport (SioClient *self);

/**
 * sio_client_get_last_error:
 *
 * Returns: (nullable) (transfer none): why the last attempt failed or the last connection ended
 */
const GError *sio_client_get_last_error (SioClient *self);

/**
 * SioCounters:
 * @packets_in: Socket.IO packets
 * @packets_out: the same, sent
 * @bytes_in: of them, attachments included
 * @bytes_out: the same, sent
 * @pings: heartbeats answered
 * @connections: connections that were opened
 * @reconnects: joins after the first
 * @dropped_in: packets for a namespace that is not joined, or without one
 * @dropped_out: events that were volatile, expired or thrown away on disconnect
 * @rtt_us: the last round trip that could be measured (a call, a probe), -1 for none yet
 *
 * What happened since the client was made.
 */
typedef struct
{
  guint64 packets_in;
  guint64 packets_out;
  guint64 bytes_in;
  guint64 bytes_out;
  guint64 pings;
  guint connections;
  guint reconnects;
  guint dropped_in;
  guint dropped_out;
  gint64 rtt_us;
} SioCounters;

/**
 * sio_client_get_counters:
 * @counters: (out caller-allocates): filled in
 */
void sio_client_get_counters (SioClient *self, SioCounters *counters);

/* What follows is to be set before sio_client_connect(), where it does not say otherwise. */

/**
 * sio_client_set_path:
 * @path: where the server listens, "/socket.io/" unless set; copied
 */
void sio_client_set_path (SioClient *self, const char *path);

/**
 * sio_client_set_transports:
 * @transports: how to get there, %SIO_TRANSPORTS_AUTO unless set
 */
void sio_client_set_transports (SioClient *self, SioTransports transports);

/**
 * sio_client_set_user_agent:
 * @user_agent: `product/version`, copied
 */
void sio_client_set_user_agent (SioClient *self, const char *user_agent);

/**
 * sio_client_set_proxy_resolver:
 * @resolver: (nullable) (transfer none): who knows the proxies; NULL for the desktop's settings
 */
void sio_client_set_proxy_resolver (SioClient *self, GProxyResolver *resolver);

/**
 * sio_client_set_max_message:
 * @bytes: how large a message may be that comes in, 16 MiB unless set; never 0
 */
void sio_client_set_max_message (SioClient *self, gsize bytes);

/**
 * sio_client_set_tls_database:
 * @database: (nullable) (transfer none): the authorities to trust instead of the system's
 *
 * Certificates are always verified.
 */
void sio_client_set_tls_database (SioClient *self, GTlsDatabase *database);

/**
 * sio_client_set_extra_authorities:
 * @database: (nullable) (transfer none): authorities to trust besides
 */
void sio_client_set_extra_authorities (SioClient *self, GTlsDatabase *database);

/**
 * sio_client_set_pin:
 * @sha256: (nullable): the fingerprint in hex, of the DER form, of the one certificate that is good, and no other
 */
void sio_client_set_pin (SioClient *self, const char *sha256);

/**
 * sio_client_set_client_certificate:
 * @certificate: (nullable) (transfer none): ours, for a server that asks for one
 */
void sio_client_set_client_certificate (SioClient *self, GTlsCertificate *certificate);

/**
 * sio_client_set_tls_interaction:
 * @interaction: (nullable) (transfer none): asked for our certificate, or for its password
 */
void sio_client_set_tls_interaction (SioClient *self, GTlsInteraction *interaction);

/**
 * sio_client_set_timeouts:
 * @open_ms: until Engine.IO is open, 20 s unless set; 0 for none
 * @join_ms: until CONNECT is answered, 20 s unless set; 0 for none
 */
void sio_client_set_timeouts (SioClient *self, guint open_ms, guint join_ms);

/**
 * sio_client_set_credentials_timeout:
 * @ms: until a question for credentials is answered, 10 s unless set; 0 for none
 */
void sio_client_set_credentials_timeout (SioClient *self, guint ms);

/**
 * SioBackoff:
 * @base_ms: the first wait
 * @cap_ms: the longest one
 * @low: the least part of it
 * @high: the greatest part of it
 * @stable_ms: n starts anew after so long connected
 * @attempts: how many, 0 for no limit
 *
 * The wait before attempt n (0, 1, …) is drawn evenly from [low × d, high × d]
 * with d = min (base_ms × 2ⁿ, cap_ms).
 */
typedef struct
{
  guint base_ms;
  guint cap_ms;
  double low;
  double high;
  guint stable_ms;
  guint attempts;
} SioBackoff;

#define SIO_BACKOFF_DEFAULT { 1000, 60000, 0.5, 1.5, 10000, 0 }

/**
 * sio_client_set_backoff:
 * @backoff: copied; %SIO_BACKOFF_DEFAULT unless set
 */
void sio_client_set_backoff (SioClient *self, const SioBackoff *backoff);

/**
 * sio_client_set_reconnection:
 * @reconnection: FALSE for one attempt, and what ends stays ended; TRUE unless set
 *
 * At any time; a wait for an attempt ends at once.
 */
void sio_client_set_reconnection (SioClient *self, gboolean reconnection);

/**
 * SioCredentialsFunc:
 * @request: (transfer none): to be answered now or later; keep a reference until then
 *
 * Asked before every attempt, for headers and the main namespace's payload.
 */
typedef void (*SioCredentialsFunc) (SioClient *client, SioCredentialsRequest *request, gpointer user_data);

/**
 * sio_client_set_credentials_func:
 * @func: (nullable) (scope notified): NULL for neither headers nor payload
 * @destroy: (nullable): frees @user_data when it is of no more use
 */
void sio_client_set_credentials_func (SioClient *self, SioCredentialsFunc func, gpointer user_data,
                                      GDestroyNotify destroy);

/**
 * SioRefusalFunc:
 * @socket: (nullable): the namespace; NULL when the handshake was refused
 * @error: what the server said: %SIO_ERROR_REFUSED, or %SIO_ERROR_HTTP with 401, 403
 * @count: the how manieth refusal in a row this is, from 1
 *
 * Decides what follows a refusal.
 *
 * Returns: ms to wait before the next attempt (0: at once, with fresh credentials), or -1 to stay down
 */
typedef gint64 (*SioRefusalFunc) (SioClient *client, SioSocket *socket, const GError *error, guint count,
                                  gpointer user_data);

/**
 * sio_client_set_refusal_func:
 * @func: (nullable) (scope notified): NULL: a refused namespace stays down, a refused handshake is tried again in 30 s
 * @destroy: (nullable): frees @user_data when it is of no more use
 */
void sio_client_set_refusal_func (SioClient *self, SioRefusalFunc func, gpointer user_data, GDestroyNotify destroy);

/**
 * sio_client_set_max_refusals:
 * @n: after so many refusals of a namespace in a row it stays down unasked; 5 unless set, 0 for no limit
 */
void sio_client_set_max_refusals (SioClient *self, guint n);

G_END_DECLS
