/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sio-choice.h"
#include "sio-transport.h"

G_BEGIN_DECLS

/**
 * SioCarrier:
 *
 * A #SioTransport made of the others: begins with the one that #SioChoice names,
 * falls back from a refused WebSocket to long-polling, and changes over from
 * that to a WebSocket (REQ-102), without losing or doubling a packet.
 */
#define SIO_TYPE_CARRIER (sio_carrier_get_type ())
G_DECLARE_FINAL_TYPE (SioCarrier, sio_carrier, SIO, CARRIER, GObject)

/* choice: borrowed, and told what happens. */
SioTransport *sio_carrier_new (SioChoice *choice);

G_END_DECLS
