/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sio-transport.h"

G_BEGIN_DECLS

/**
 * SioPolling:
 *
 * A #SioTransport over HTTP long-polling (REQ-97 … 101): one GET is always under
 * way, and at most one POST. For networks that let no WebSocket through.
 */
#define SIO_TYPE_POLLING (sio_polling_get_type ())
G_DECLARE_FINAL_TYPE (SioPolling, sio_polling, SIO, POLLING, GObject)

SioTransport *sio_polling_new (void);

/* Finishes what is under way and begins nothing more, then calls back: the moment to change over (REQ-102). */
typedef void (*SioPollingPaused) (gpointer user_data);
void sio_polling_pause (SioPolling *self, SioPollingPaused paused, gpointer user_data);

/* Goes on; callback of pause will not come. */
void sio_polling_resume (SioPolling *self);

const char *sio_polling_get_sid (SioPolling *self); /* NULL until the open packet came */

/* Whether the open packet said so. */
gboolean sio_polling_offers_websocket (SioPolling *self);

/* The Cookie header that leads to the same server of a cluster. (transfer full) (nullable) */
char *sio_polling_get_cookie (SioPolling *self);

G_END_DECLS
