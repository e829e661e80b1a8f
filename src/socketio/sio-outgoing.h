/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sio-socket.h"

#include "bell-clock.h"

G_BEGIN_DECLS

/* An event on its way out: kept, in flight, or waiting for its acknowledgement. */
typedef struct
{
  SioSocket *socket; /* borrowed */
  char *name;
  SioArgs *args;     /* (nullable) */
  char *json;
  GPtrArray *blobs;  /* (nullable) */
  SioEmitOptions options;
  GTask *task;       /* of a call */
  gint64 id;         /* of the acknowledgement, -1: none is asked for */
  guint tries;
  guint timer;       /* for the acknowledgement */
  guint expiry_timer; /* for a connection */
  GSource *cancelled;
  gint64 sent_at;
} SioOutgoing;

/* Encodes at once, so that what the caller does to args later is of no matter. */
SioOutgoing *sio_outgoing_new (SioSocket *socket, const char *name, SioArgs *args, const SioEmitOptions *options,
                               GError **error);

/* The clock is that of its timer. A task must have been returned. */
void sio_outgoing_free (SioOutgoing *self, BellClock *clock);

/* The Socket.IO packet. Free with g_free(). */
char *sio_outgoing_get_packet (SioOutgoing *self, const char *nsp);

/* Of packet and attachments. */
gsize sio_outgoing_get_size (SioOutgoing *self);

/* Whether it is more than the server accepts in one go (REQ-27). max_payload 0: not known. */
gboolean sio_outgoing_is_too_big (SioOutgoing *self, const char *nsp, gsize max_payload);

G_END_DECLS
