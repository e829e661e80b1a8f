/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sio-packet.h"

#include "bell-clock.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SioAssembler:
 *
 * Holds a binary packet until its attachments are here: so many, so much, so
 * long and no more (REQ-38, 43).
 */
typedef struct _SioAssembler SioAssembler;

/* overdue: called once when the attachments do not come in time. */
SioAssembler *sio_assembler_new (BellClock *clock, GSourceOnceFunc overdue, gpointer user_data);
void sio_assembler_free (SioAssembler *self);

gboolean sio_assembler_is_waiting (SioAssembler *self);

/* Takes over what is in packet, which announces attachments. */
void sio_assembler_begin (SioAssembler *self, SioPacket *packet, gsize max_bytes);

typedef enum
{
  SIO_ASSEMBLER_MORE,
  SIO_ASSEMBLER_DONE,
  SIO_ASSEMBLER_WRONG, /* error is set */
} SioAssemblerResult;

SioAssemblerResult sio_assembler_add (SioAssembler *self, GBytes *blob, GError **error);

/* The finished packet, to be cleared, and its attachments (transfer full). */
GPtrArray *sio_assembler_take (SioAssembler *self, SioPacket *packet);

/* Forgets what is half built. */
void sio_assembler_reset (SioAssembler *self);

G_END_DECLS
