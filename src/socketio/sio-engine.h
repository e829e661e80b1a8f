/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sio-client.h"
#include "sio-choice.h"
#include "sio-transport.h"

G_BEGIN_DECLS

/**
 * SioEngine:
 *
 * One Engine.IO 4 session over whatever carries it: handshake, heartbeat, close. Used
 * once; it is the generation of everything that happens on a connection.
 *
 * Signals: "opened"; "heard"; "pinged" (a heartbeat was answered); "closed" (int reason, GError *error): at most once. Messages,
 * without Engine.IO's type, go to the receiver.
 */
#define SIO_TYPE_ENGINE (sio_engine_get_type ())
G_DECLARE_FINAL_TYPE (SioEngine, sio_engine, SIO, ENGINE, GObject)

SioEngine *sio_engine_new (BellClock *clock);

/* object: a GObject that drops the engine, or closes it, before it goes. */
void sio_engine_set_receiver (SioEngine *self, SioMessageFunc func, gpointer object);

/* choice: borrowed. open_ms: until the open packet, 0 for ever. */
void sio_engine_open (SioEngine *self, SioChoice *choice, const SioTransportParams *params, guint open_ms);

/* "websocket" or "polling"; NULL before and after. */
const char *sio_engine_get_transport (SioEngine *self);

/* Sends text as a message packet. */
void sio_engine_send (SioEngine *self, const char *text);

/* Sends an attachment. */
void sio_engine_send_binary (SioEngine *self, GBytes *data);

/* Whether what was sent before does not go out at once. */
gboolean sio_engine_has_unsent (SioEngine *self);

/* What the server accepts in one packet, 0 when it did not say; the heartbeats that were answered. */
gsize sio_engine_get_max_payload (SioEngine *self);
guint sio_engine_get_n_pings (SioEngine *self);

/* TRUE: the server was silent for too long, and "closed" was emitted from here (REQ-21). */
gboolean sio_engine_expire_if_overdue (SioEngine *self);

/* Asks the peer for a sign of life; "heard" tells of it. */
void sio_engine_ping (SioEngine *self);

/*
 * The orderly way: no signal but "ended" afterwards, within 2 s. After sio_engine_leave() too, which is
 * cut short by it.
 */
void sio_engine_close (SioEngine *self);

/*
 * Takes leave and goes on listening: what the server sent before it noticed still comes. "closed" tells
 * when that is over: when the server has closed, or was silent for 2 s, or after 5 s.
 */
void sio_engine_leave (SioEngine *self);

/* At once and in silence. */
void sio_engine_drop (SioEngine *self);

G_END_DECLS
