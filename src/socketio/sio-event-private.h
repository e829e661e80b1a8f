/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sio-event.h"
#include "sio-socket.h"

G_BEGIN_DECLS

/* name and args: (transfer full). ack_id: -1 when nobody asks. */
SioEvent *sio_event_new (char *name, SioArgs *args, gint64 ack_id);

/* Where a reply goes: to this socket, as long as it is in this epoch. */
void sio_event_bind (SioEvent *event, SioSocket *socket, guint epoch);

G_END_DECLS
