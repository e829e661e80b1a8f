/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sio-url.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SioHandshake:
 *
 * The WebSocket upgrade request and its answer (RFC 6455 §4.1) as bytes in,
 * bytes out; it knows no socket. The answer's head is bounded to 16 KiB, 1xx
 * answers are skipped, a redirect is an error like any other (REQ-08, 09).
 */
typedef struct _SioHandshake SioHandshake;

/* target: as sio_url_get_target() makes it. */
SioHandshake *sio_handshake_new (const SioUrl *url, const char *target, const char *user_agent);
void sio_handshake_free (SioHandshake *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SioHandshake, sio_handshake_free)

/* FALSE, and not sent, for a name or value that could smuggle in another header. */
gboolean sio_handshake_add_header (SioHandshake *self, const char *name, const char *value);

GBytes *sio_handshake_get_request (SioHandshake *self); /* (transfer full) */

typedef enum
{
  SIO_HANDSHAKE_MORE,     /* feed on */
  SIO_HANDSHAKE_UPGRADED, /* see sio_handshake_take_rest() */
  SIO_HANDSHAKE_FAILED,   /* error is set */
} SioHandshakeResult;

/* length 0 is the end of the stream. */
SioHandshakeResult sio_handshake_feed (SioHandshake *self, const void *data, gsize length, GError **error);

/* What followed the head of the 101 answer. (transfer full) */
GBytes *sio_handshake_take_rest (SioHandshake *self);

/* A Retry-After header, seconds or a date, as ms from now: at most ten minutes (REQ-59); -1 without a usable one. */
gint64 sio_handshake_parse_retry_after (const char *value);

G_END_DECLS
