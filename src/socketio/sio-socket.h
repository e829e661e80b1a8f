/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sio-credentials.h"
#include "sio-error.h"
#include "sio-event.h"
#include "sio-state.h"

G_BEGIN_DECLS

/**
 * SioSocket:
 *
 * One namespace of a #SioClient: emits and receives events. Any number of them
 * share the client's one connection. It is got from sio_client_get_socket(),
 * lives as long as its client, and rejoins by itself after every reconnect.
 *
 * Property "state" (SioState as uint, notifies).
 *
 * Signals:
 * - "connected" (gboolean recovered): joined. recovered FALSE after an earlier connection means that events
 *   may have been missed: fetch what you show anew. That is the normal case, and TRUE the lucky one (REQ-93).
 * - "disconnected" (SioReason as int, GError *detail (nullable)): once for each "connected".
 * - "connect-error" (GError *error): an attempt to join failed, or a namespace was refused.
 * - "any-event" (SioEvent *event): every event, before:
 * - "event" (SioEvent *event): connect to "event::NAME" for one name only.
 * - "sent" (SioEvent *event): an event was handed to the connection; a buffered one only now.
 *
 * Handlers outlive reconnects: connect them once, never from "connected".
 */
#define SIO_TYPE_SOCKET (sio_socket_get_type ())
G_DECLARE_FINAL_TYPE (SioSocket, sio_socket, SIO, SOCKET, GObject)

/* Joins, opening the connection if need be; without effect while that is wanted already. */
void sio_socket_connect (SioSocket *self);

/* Leaves; the connection is closed with the last namespace. "disconnected" comes before this returns. */
void sio_socket_disconnect (SioSocket *self);

const char *sio_socket_get_namespace (SioSocket *self);
SioState sio_socket_get_state (SioSocket *self);
const char *sio_socket_get_id (SioSocket *self);    /* (nullable): the server's name for it while connected */
gboolean sio_socket_get_recovered (SioSocket *self); /* as "connected" said */
guint sio_socket_get_n_buffered (SioSocket *self);  /* emits that wait for a connection */

/**
 * SioEmitOptions:
 * @is_volatile: dropped, rather than kept, when not connected or when the connection has unsent data
 * @expires_ms: how long it may wait for a connection, 0 for ever
 * @timeout_ms: of calls, for each try: how long to wait for the acknowledgement, 0 until the connection ends
 * @retries: of calls: so many further tries with new ids; such calls go one at a time and survive a reconnect
 *
 * Give NULL for all zero, or `&(SioEmitOptions){ .timeout_ms = 5000 }`.
 */
typedef struct
{
  gboolean is_volatile;
  guint expires_ms;
  guint timeout_ms;
  guint retries;
} SioEmitOptions;

/**
 * sio_socket_emit:
 * @args: (nullable) (transfer none)
 * @options: (nullable)
 *
 * Sends an event. While not connected it is kept, and sent in order after the
 * join. What is handed to the connection may still be lost when it breaks; use
 * sio_socket_call_async() to know.
 *
 * Returns: FALSE with %SIO_ERROR_INVALID (a reserved name, no UTF-8),
 * %SIO_ERROR_TOO_BIG (over what the server accepts), %SIO_ERROR_BUFFER_FULL.
 */
gboolean sio_socket_emit (SioSocket *self, const char *name, SioArgs *args, const SioEmitOptions *options,
                          GError **error);

/**
 * sio_socket_call_async:
 *
 * Sends an event and waits for its acknowledgement. Completes exactly once:
 * with the answer, %SIO_ERROR_TIMEOUT, %SIO_ERROR_DISCONNECTED (it was sent, and
 * the connection ended), what sio_socket_emit() fails with, or
 * %G_IO_ERROR_CANCELLED (also when the client is disposed of).
 */
void sio_socket_call_async (SioSocket *self, const char *name, SioArgs *args, const SioEmitOptions *options,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
SioArgs *sio_socket_call_finish (SioSocket *self, GAsyncResult *result, GError **error); /* (transfer full) */

/* The payload of CONNECT: an object (copied), NULL for none. For one that changes, use the function. */
void sio_socket_set_auth (SioSocket *self, JsonNode *auth);

/* Asked for every CONNECT of this namespace; the function answers the request now or later. */
typedef void (*SioAuthFunc) (SioSocket *socket, SioCredentialsRequest *request, gpointer user_data);
void sio_socket_set_auth_func (SioSocket *self, SioAuthFunc func, gpointer user_data, GDestroyNotify destroy);

/* How much may wait for a connection: default 1 000 events and 4 MiB; more is SIO_ERROR_BUFFER_FULL. */
void sio_socket_set_buffer (SioSocket *self, guint max_events, gsize max_bytes);

/* TRUE: what waits is thrown away when the connection ends; calls complete with SIO_ERROR_DISCONNECTED. Default FALSE. */
void sio_socket_set_drop_on_disconnect (SioSocket *self, gboolean drop);

/* TRUE: "connected" comes before the kept emits go out, so that its handler can speak first. Default FALSE. */
void sio_socket_set_connected_first (SioSocket *self, gboolean first);

/**
 * SioOffsetFunc:
 *
 * Connection state recovery takes the last string of an event for the event's
 * offset where that has the shape of one. An application that knows better
 * says no (FALSE). A wrong guess costs a "connected" with recovered FALSE.
 */
typedef gboolean (*SioOffsetFunc) (SioSocket *socket, SioEvent *event, const char *offset, gpointer user_data);
void sio_socket_set_offset_func (SioSocket *self, SioOffsetFunc func, gpointer user_data, GDestroyNotify destroy);

/* TRUE: leaves the offset among the arguments, as the reference client does. Default FALSE. */
void sio_socket_set_show_offset (SioSocket *self, gboolean show);

G_END_DECLS
