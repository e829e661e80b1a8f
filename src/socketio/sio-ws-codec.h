/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The frames of a WebSocket as its client writes and reads them (RFC 6455 §5),
 * without extensions: bytes in, messages out; it knows no socket.
 */

typedef enum
{
  SIO_WS_CONTINUATION = 0x0, /* never handed out: messages are whole */
  SIO_WS_TEXT = 0x1,
  SIO_WS_BINARY = 0x2,
  SIO_WS_CLOSE = 0x8,
  SIO_WS_PING = 0x9,
  SIO_WS_PONG = 0xa,
} SioWsOpcode;

/* §7.4.1 */
#define SIO_WS_NORMAL 1000
#define SIO_WS_PROTOCOL_ERROR 1002
#define SIO_WS_BAD_DATA 1007
#define SIO_WS_TOO_BIG 1009

/* A whole message, or a control frame of at most 125 bytes, masked anew each time (§5.3). (transfer full) */
GBytes *sio_ws_encode (SioWsOpcode opcode, const void *data, gsize length);
GBytes *sio_ws_encode_close (guint code);

/* Of a close frame's body; 0 for an empty one. */
guint sio_ws_get_close_code (GBytes *body);

/**
 * SioWsReader:
 *
 * Takes what came from the server, in pieces of any size, and gives messages
 * and control frames in their order. It keeps SIO_WS_ROOM bytes and, where a
 * message is longer or in fragments, what has come of that: at most max_message bytes.
 */
typedef struct _SioWsReader SioWsReader;

#define SIO_WS_ROOM 8192

SioWsReader *sio_ws_reader_new (gsize max_message);
void sio_ws_reader_free (SioWsReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SioWsReader, sio_ws_reader_free)

/* Where the next bytes may be put, and how many; never none after SIO_WS_MORE. Then add those that came. */
guint8 *sio_ws_reader_get_room (SioWsReader *self, gsize *length);
void sio_ws_reader_add (SioWsReader *self, gsize length);

typedef enum
{
  SIO_WS_MORE,    /* the next frame is not there yet */
  SIO_WS_MESSAGE, /* one is, or a control frame */
  SIO_WS_FAILED,  /* error is set: SIO_ERROR_PARSE or _TOO_BIG; there is no way on */
} SioWsResult;

/* data: (out) (transfer full): with SIO_WS_MESSAGE; of a text it is UTF-8. */
SioWsResult sio_ws_reader_next (SioWsReader *self, SioWsOpcode *opcode, GBytes **data, GError **error);

/* After SIO_WS_FAILED: what the server is to be told (§7.1.7). */
guint sio_ws_reader_get_failure (SioWsReader *self);

G_END_DECLS
