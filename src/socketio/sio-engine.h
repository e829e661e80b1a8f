/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sio-client.h"
#include "sio-websocket.h"

G_BEGIN_DECLS

/**
 * SioEngine:
 *
 * One Engine.IO 4 session over one WebSocket: handshake, heartbeat, close. Used
 * once; it is the generation of everything that happens on a connection.
 *
 * Signals: "opened"; "heard"; "text" and "binary" (GBytes *data): a message, without
 * Engine.IO's type; "closed" (int reason, GError *error): at most once.
 */
#define SIO_TYPE_ENGINE (sio_engine_get_type ())
G_DECLARE_FINAL_TYPE (SioEngine, sio_engine, SIO, ENGINE, GObject)

SioEngine *sio_engine_new (BellClock *clock);

/* open_ms: until the open packet, 0 for ever. */
void sio_engine_open (SioEngine *self, const SioWebsocketParams *params, guint open_ms);

/* Sends text as a message packet. */
void sio_engine_send (SioEngine *self, const char *text);

/* The orderly way: no signal but "ended" afterwards, within 2 s. */
void sio_engine_close (SioEngine *self);

/* At once and in silence. */
void sio_engine_drop (SioEngine *self);

G_END_DECLS
