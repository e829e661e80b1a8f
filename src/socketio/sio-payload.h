/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The body of a long-polling request or answer: packets joined by the byte
 * 0x1E, binary ones as "b" and padded base64 (REQ-97). Pure functions.
 */

typedef enum
{
  SIO_PAYLOAD_END,  /* nothing is left */
  SIO_PAYLOAD_TEXT,
  SIO_PAYLOAD_BINARY,
  SIO_PAYLOAD_MALFORMED, /* text that is no UTF-8, or base64 that is none */
} SioPayloadResult;

/* The packet at *offset, which moves behind it. *packet: (out) (transfer full), with TEXT and BINARY. */
SioPayloadResult sio_payload_next (GBytes *body, gsize *offset, GBytes **packet);

char *sio_payload_encode_binary (GBytes *data); /* (transfer full) */

/*
 * Takes as many packets (char *) off the queue's head as fit into max bytes, at
 * least one; 0 is no limit. (transfer full) (nullable): NULL for an empty queue.
 */
GBytes *sio_payload_take (GQueue *packets, gsize max);

G_END_DECLS
