/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The packet types of Engine.IO 4 in a text message (REQ-14). */
typedef enum
{
  SIO_FRAME_OPEN,
  SIO_FRAME_CLOSE,
  SIO_FRAME_PING,
  SIO_FRAME_PONG,
  SIO_FRAME_MESSAGE,
  SIO_FRAME_UPGRADE,
  SIO_FRAME_NOOP,
  SIO_FRAME_MALFORMED,
} SioFrameType;

/* What the first character says; the rest is the packet's own. Pure, any bytes. */
SioFrameType sio_frame_get_type (const char *text, gsize length);

/*
 * How long the server may be silent, in ms, by the open packet of this JSON:
 * a sid and two positive intervals, all else may be missing (REQ-15). -1: malformed.
 */
gint64 sio_frame_read_open (const char *json, gsize length);

/* The largest packet that server accepts, out of the same JSON; 0 when it does not say. */
gsize sio_frame_read_max_payload (const char *json, gsize length);

G_END_DECLS
