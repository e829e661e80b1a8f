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

/* What the open packet says; all but the sid and the two intervals may be missing (REQ-15). */
typedef struct
{
  char *sid;
  gint64 silence_ms;         /* how long the server may be silent: pingInterval + pingTimeout */
  gsize max_payload;         /* the largest packet that the server accepts, 0 when it does not say */
  gboolean offers_websocket; /* among its upgrades (REQ-102) */
} SioFrameOpen;

/* FALSE, and nothing to clear, for a packet that is none. json: what follows the type. Pure, any bytes. */
gboolean sio_frame_read_open (const char *json, gsize length, SioFrameOpen *open);
void sio_frame_open_clear (SioFrameOpen *open);

G_END_DECLS
