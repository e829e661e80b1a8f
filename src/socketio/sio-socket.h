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

/**
 * sio_socket_connect:
 *
 * Joins, opening the connection if need be; without effect while that is wanted
 * already. What goes wrong is told by "connect-error".
 */
void sio_socket_connect (SioSocket *self);

/**
 * sio_socket_disconnect:
 *
 * Leaves; the connection is closed with the last namespace. "disconnected" comes
 * before this returns.
 */
void sio_socket_disconnect (SioSocket *self);

/**
 * sio_socket_get_namespace:
 *
 * Returns: its name, "/" or "/admin"
 */
const char *sio_socket_get_namespace (SioSocket *self);

/**
 * sio_socket_get_state:
 *
 * Returns: how far this namespace is
 */
SioState sio_socket_get_state (SioSocket *self);

/**
 * sio_socket_get_id:
 *
 * Returns: (nullable): the server's name for it; NULL while it is not connected
 */
const char *sio_socket_get_id (SioSocket *self);

/**
 * sio_socket_get_recovered:
 *
 * Returns: what "connected" said last
 */
gboolean sio_socket_get_recovered (SioSocket *self);

/**
 * sio_socket_get_n_buffered:
 *
 * Returns: how many events wait for a connection
 */
guint sio_socket_get_n_buffered (SioSocket *self);

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
 * @name: any text but the names that are the library's own
 * @args: (nullable) (transfer none): kept until they are sent; not to be changed from here on
 * @options: (nullable): of them, @is_volatile and @expires_ms count
 * @error: %SIO_ERROR_INVALID (a reserved name, no UTF-8), %SIO_ERROR_TOO_BIG (over what the server
 *   accepts), %SIO_ERROR_BUFFER_FULL
 *
 * Sends an event. While not connected it is kept, and sent in order after the
 * join. What is handed to the connection may still be lost when it breaks; use
 * sio_socket_call_async() to know.
 *
 * Returns: whether it was sent or kept, or was volatile and dropped
 */
gboolean sio_socket_emit (SioSocket *self, const char *name, SioArgs *args, const SioEmitOptions *options,
                          GError **error);

/**
 * sio_socket_call_async:
 * @args: (nullable) (transfer none): as for sio_socket_emit()
 * @options: (nullable): all of them count
 * @cancellable: (nullable): the answer is not wanted any more
 *
 * Sends an event and waits for its acknowledgement. Completes exactly once:
 * with the answer, %SIO_ERROR_TIMEOUT, %SIO_ERROR_DISCONNECTED (it was sent, and
 * the connection ended), what sio_socket_emit() fails with, or
 * %G_IO_ERROR_CANCELLED (also when the client is disposed of).
 */
void sio_socket_call_async (SioSocket *self, const char *name, SioArgs *args, const SioEmitOptions *options,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/**
 * sio_socket_call_finish:
 *
 * Returns: (transfer full) (nullable): the answer's arguments
 */
SioArgs *sio_socket_call_finish (SioSocket *self, GAsyncResult *result, GError **error);

/**
 * sio_socket_set_auth:
 * @auth: (nullable) (transfer none): the payload of CONNECT, an object, copied; NULL for none
 *
 * For one that changes, use sio_socket_set_auth_func().
 */
void sio_socket_set_auth (SioSocket *self, JsonNode *auth);

/**
 * SioAuthFunc:
 * @request: (transfer none): to be answered now or later; keep a reference until then
 *
 * Asked for every CONNECT of this namespace.
 */
typedef void (*SioAuthFunc) (SioSocket *socket, SioCredentialsRequest *request, gpointer user_data);

/**
 * sio_socket_set_auth_func:
 * @func: (nullable) (scope notified): NULL for none
 * @destroy: (nullable): frees @user_data when it is of no more use
 */
void sio_socket_set_auth_func (SioSocket *self, SioAuthFunc func, gpointer user_data, GDestroyNotify destroy);

/**
 * sio_socket_set_buffer:
 * @max_events: how many may wait for a connection, 1 000 unless set
 * @max_bytes: and how large they may be together, 4 MiB unless set
 *
 * More is %SIO_ERROR_BUFFER_FULL.
 */
void sio_socket_set_buffer (SioSocket *self, guint max_events, gsize max_bytes);

/**
 * sio_socket_set_drop_on_disconnect:
 * @drop: TRUE: what waits is thrown away when the connection ends, and calls complete with %SIO_ERROR_DISCONNECTED;
 *   FALSE unless set
 */
void sio_socket_set_drop_on_disconnect (SioSocket *self, gboolean drop);

/**
 * sio_socket_set_connected_first:
 * @first: TRUE: "connected" comes before the kept events go out, so that its handler can speak first; FALSE unless set
 */
void sio_socket_set_connected_first (SioSocket *self, gboolean first);

/**
 * SioOffsetFunc:
 * @event: the event, the string among its arguments
 * @offset: the string
 *
 * Connection state recovery takes the last string of an event for the event's
 * offset where that has the shape of one. An application that knows better
 * says no. A wrong guess costs a "connected" with recovered FALSE.
 *
 * Returns: whether it is one
 */
typedef gboolean (*SioOffsetFunc) (SioSocket *socket, SioEvent *event, const char *offset, gpointer user_data);

/**
 * sio_socket_set_offset_func:
 * @func: (nullable) (scope notified): NULL: the shape decides alone
 * @destroy: (nullable): frees @user_data when it is of no more use
 */
void sio_socket_set_offset_func (SioSocket *self, SioOffsetFunc func, gpointer user_data, GDestroyNotify destroy);

/**
 * sio_socket_set_show_offset:
 * @show: TRUE: leaves the offset among the arguments, as the reference client does; FALSE unless set
 */
void sio_socket_set_show_offset (SioSocket *self, gboolean show);

G_END_DECLS
