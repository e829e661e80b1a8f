/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sio-event.h"
#include "sio-packet.h"

G_BEGIN_DECLS

/* Takes name and payload out of an EVENT packet. */
SioEvent *sio_event_new (SioPacket *packet);

G_END_DECLS
