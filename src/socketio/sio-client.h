/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "bell-clock.h"
#include "sio-error.h"

G_BEGIN_DECLS

/**
 * SioState:
 * @SIO_STATE_IDLE: not asked to connect, or disconnected by the caller
 * @SIO_STATE_OPENING: asking for credentials, resolving, connecting, shaking hands
 * @SIO_STATE_JOINING: Engine.IO is open, CONNECT was sent
 * @SIO_STATE_CONNECTED: joined; events flow
 * @SIO_STATE_WAITING: the next attempt is scheduled
 * @SIO_STATE_STOPPED: the server refused and nobody asked for a retry, or the attempts are used up
 */
typedef enum
{
  SIO_STATE_IDLE,
  SIO_STATE_OPENING,
  SIO_STATE_JOINING,
  SIO_STATE_CONNECTED,
  SIO_STATE_WAITING,
  SIO_STATE_STOPPED,
} SioState;

#define SIO_TYPE_CLIENT (sio_client_get_type ())
G_DECLARE_FINAL_TYPE (SioClient, sio_client, SIO, CLIENT, GObject)

/* Why a connection ended (REQ-56). sio_reason_to_string() gives the reference's own words. */
typedef enum
{
  SIO_REASON_SERVER_DISCONNECT, /* "io server disconnect" */
  SIO_REASON_CLIENT_DISCONNECT, /* "io client disconnect" */
  SIO_REASON_PING_TIMEOUT,      /* "ping timeout" */
  SIO_REASON_TRANSPORT_CLOSE,   /* "transport close" */
  SIO_REASON_TRANSPORT_ERROR,   /* "transport error" */
  SIO_REASON_PARSE_ERROR,       /* "parse error" */
  SIO_REASON_FORCED_CLOSE,      /* "forced close" */
} SioReason;

const char *sio_state_to_string (SioState state);
const char *sio_reason_to_string (SioReason reason);

/**
 * SioEvent:
 *
 * One event from the server, reference counted and immutable. Its arguments
 * were validated when it arrived, and are parsed when somebody first asks.
 */
typedef struct _SioEvent SioEvent;
#define SIO_TYPE_EVENT (sio_event_get_type ())
GType sio_event_get_type (void);
SioEvent *sio_event_ref (SioEvent *event);
void sio_event_unref (SioEvent *event);
const char *sio_event_get_name (SioEvent *event);   /* a numeric name in decimal text */
JsonArray *sio_event_get_args (SioEvent *event);    /* without the name; (transfer none), never NULL */
gboolean sio_event_wants_reply (SioEvent *event);   /* the server asked for an acknowledgement */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SioEvent, sio_event_unref)

/**
 * SioCredentialsRequest:
 *
 * The question for headers and CONNECT payload, asked anew at every attempt.
 * Answer it exactly once, now or later, from any callback; an answer that comes
 * after the attempt was given up is ignored, and so is a second one.
 */
#define SIO_TYPE_CREDENTIALS_REQUEST (sio_credentials_request_get_type ())
G_DECLARE_FINAL_TYPE (SioCredentialsRequest, sio_credentials_request, SIO, CREDENTIALS_REQUEST, GObject)

/* Whether the server refused what was given last time. */
gboolean sio_credentials_request_was_refused (SioCredentialsRequest *self);

/* Sends this header with the handshake. Call before accept. */
void sio_credentials_request_add_header (SioCredentialsRequest *self, const char *name, const char *value);

/* auth: (nullable) (transfer none): an object, the payload of CONNECT. */
void sio_credentials_request_accept (SioCredentialsRequest *self, JsonNode *auth);

/* error: (transfer none): the attempt fails with it; stop: no further attempt until asked. */
void sio_credentials_request_fail (SioCredentialsRequest *self, const GError *error, gboolean stop);

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

/**
 * SioRefusalFunc:
 * @error: what the server said: SIO_ERROR_REFUSED, or SIO_ERROR_HTTP with 401, 403
 * @count: the how manieth refusal in a row this is, from 1
 *
 * Decides what follows a refusal. Returns: ms to wait before the next attempt
 * (0: at once, with fresh credentials), or -1 to stay down.
 */
typedef gint64 (*SioRefusalFunc) (SioClient *client, const GError *error, guint count, gpointer user_data);

/* Asked before every attempt; the function answers the request now or later. */
typedef void (*SioCredentialsFunc) (SioClient *client, SioCredentialsRequest *request, gpointer user_data);

/**
 * SioClient:
 *
 * A Socket.IO 5 client (Engine.IO 4 over WebSocket) for one namespace.
 *
 * It lives in the main context it was made in, uses no thread, and calls back
 * from there only. It reconnects by itself until sio_client_disconnect(). At
 * any time at most one engine exists. Every function may be called from any of
 * its callbacks, the last unref included.
 *
 * Properties (all notify): "state", "attempt" (of the running series, from 1),
 * "next-attempt" (boot time in µs, 0 when none is scheduled), "last-heard" (boot
 * time in µs of the last byte received, 0 for never; not notified per byte).
 *
 * Signals:
 * - "connected" (gboolean recovered): joined.
 * - "disconnected" (SioReason as int, GError *detail (nullable)): once for each "connected".
 * - "connect-error" (GError *error): an attempt failed; once per attempt.
 * - "event" (SioEvent *event).
 */

/* url: http(s):// or ws(s)://; its path is the namespace. clock: (transfer none). */
SioClient *sio_client_new (const char *url, BellClock *clock, GError **error);

/* To be set before sio_client_connect(). */
void sio_client_set_path (SioClient *self, const char *path); /* default "/socket.io/" */
void sio_client_set_user_agent (SioClient *self, const char *user_agent);
void sio_client_set_tls_database (SioClient *self, GTlsDatabase *database);
void sio_client_set_proxy_resolver (SioClient *self, GProxyResolver *resolver); /* NULL: the default one */
void sio_client_set_backoff (SioClient *self, const SioBackoff *backoff);
void sio_client_set_timeouts (SioClient *self, guint open_ms, guint join_ms); /* default 20 000 each, 0: none */
void sio_client_set_max_message (SioClient *self, gsize bytes); /* default 16 MiB, never 0 */
void sio_client_set_credentials_func (SioClient *self, SioCredentialsFunc func, gpointer user_data, GDestroyNotify destroy);
void sio_client_set_refusal_func (SioClient *self, SioRefusalFunc func, gpointer user_data, GDestroyNotify destroy);

void sio_client_connect (SioClient *self);
void sio_client_disconnect (SioClient *self); /* at once for the caller; flushes in the background for at most 2 s */

/* Something changed (network, resume, a click): cuts a running wait short and tries at once, at most every 2 s. */
void sio_client_retry_now (SioClient *self);

/* A planned reconnect: closes and opens at once with fresh credentials; counts as no attempt. */
void sio_client_reconnect (SioClient *self);

SioState sio_client_get_state (SioClient *self);
guint sio_client_get_attempt (SioClient *self);
gint64 sio_client_get_next_attempt (SioClient *self);
gint64 sio_client_get_last_heard (SioClient *self);
const char *sio_client_get_id (SioClient *self);             /* the namespace's sid while connected, else NULL */
const GError *sio_client_get_last_error (SioClient *self);   /* (nullable) (transfer none) */

G_END_DECLS
