/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SioState:
 * @SIO_STATE_IDLE: not asked to connect, or disconnected by the caller
 * @SIO_STATE_OPENING: asking for credentials, resolving, connecting, shaking hands
 * @SIO_STATE_JOINING: Engine.IO is open, CONNECT was sent or waits for its payload
 * @SIO_STATE_CONNECTED: joined; events flow
 * @SIO_STATE_WAITING: the next attempt is scheduled
 * @SIO_STATE_STOPPED: the server refused and nobody asked for a retry, or the attempts are used up
 *
 * Of a SioSocket, and of a SioClient: a client is as far as the farthest of its sockets.
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

/**
 * SioReason:
 * @SIO_REASON_SERVER_DISCONNECT: "io server disconnect": does not come back by itself
 * @SIO_REASON_CLIENT_DISCONNECT: "io client disconnect": nor does this
 * @SIO_REASON_PING_TIMEOUT: "ping timeout": nothing was heard for too long
 * @SIO_REASON_TRANSPORT_CLOSE: "transport close": the server closed it, or its process ended
 * @SIO_REASON_TRANSPORT_ERROR: "transport error": it broke
 * @SIO_REASON_PARSE_ERROR: "parse error": the server sent what is no packet
 * @SIO_REASON_FORCED_CLOSE: "forced close": closed on this side, while it was wanted
 *
 * Why a connection ended (REQ-56), in the reference's own words.
 */
typedef enum
{
  SIO_REASON_SERVER_DISCONNECT,
  SIO_REASON_CLIENT_DISCONNECT,
  SIO_REASON_PING_TIMEOUT,
  SIO_REASON_TRANSPORT_CLOSE,
  SIO_REASON_TRANSPORT_ERROR,
  SIO_REASON_PARSE_ERROR,
  SIO_REASON_FORCED_CLOSE,
} SioReason;

/**
 * sio_state_to_string:
 *
 * Returns: a word for logs
 */
const char *sio_state_to_string (SioState state);

/**
 * sio_reason_to_string:
 *
 * Returns: the reference's words for it
 */
const char *sio_reason_to_string (SioReason reason);

/**
 * SioTransports:
 * @SIO_TRANSPORTS_AUTO: a WebSocket; HTTP long-polling where something refused it
 * @SIO_TRANSPORTS_WEBSOCKET: a WebSocket only
 * @SIO_TRANSPORTS_POLLING: long-polling only
 * @SIO_TRANSPORTS_POLLING_FIRST: long-polling, changed for a WebSocket once it is open
 */
typedef enum
{
  SIO_TRANSPORTS_AUTO,
  SIO_TRANSPORTS_WEBSOCKET,
  SIO_TRANSPORTS_POLLING,
  SIO_TRANSPORTS_POLLING_FIRST,
} SioTransports;

G_END_DECLS
