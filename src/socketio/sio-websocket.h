/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sio-transport.h"

G_BEGIN_DECLS

/**
 * SioWebsocket:
 *
 * A #SioTransport over one WebSocket: connection, TLS and proxy by
 * GSocketClient, the upgrade by #SioHandshake, frames by #SioWsChannel.
 */
#define SIO_TYPE_WEBSOCKET (sio_websocket_get_type ())
G_DECLARE_FINAL_TYPE (SioWebsocket, sio_websocket, SIO, WEBSOCKET, GObject)

SioTransport *sio_websocket_new (void);

G_END_DECLS
