/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-assembler.h"

#include "sio-error-private.h"

#include <string.h>

/* REQ-43; where the watchdog is shorter, it comes first by itself. */
#define ATTACHMENTS_MS 30000

struct _SioAssembler
{
  BellClock *clock;
  GSourceOnceFunc overdue;
  gpointer user_data;
  guint timer;
  SioPacket packet;
  GPtrArray *blobs; /* while one is being built */
  gsize left;       /* bytes that may still come */
};

SioAssembler *
sio_assembler_new (BellClock *clock,
                   GSourceOnceFunc overdue,
                   gpointer user_data)
{
  SioAssembler *self = g_new0 (SioAssembler, 1);

  self->clock = g_object_ref (clock);
  self->overdue = overdue;
  self->user_data = user_data;
  return self;
}

void
sio_assembler_free (SioAssembler *self)
{
  sio_assembler_reset (self);
  g_object_unref (self->clock);
  g_free (self);
}

gboolean
sio_assembler_is_waiting (SioAssembler *self)
{
  return self->blobs != NULL;
}

static void
overdue_cb (gpointer user_data)
{
  SioAssembler *self = user_data;

  self->timer = 0;
  self->overdue (self->user_data);
}

void
sio_assembler_begin (SioAssembler *self,
                     SioPacket *packet,
                     gsize max_bytes)
{
  self->packet = *packet;
  memset (packet, 0, sizeof *packet);
  self->blobs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->left = max_bytes - MIN (max_bytes, self->packet.payload_length);
  self->timer = bell_clock_add (self->clock, ATTACHMENTS_MS, overdue_cb, self);
}

SioAssemblerResult
sio_assembler_add (SioAssembler *self,
                   GBytes *blob,
                   GError **error)
{
  gsize size = g_bytes_get_size (blob);

  if (self->blobs == NULL || size > self->left)
    {
      g_propagate_error (error, sio_error_new (SIO_ERROR_PARSE, self->blobs == NULL
                                                                  ? "An attachment came without its packet"
                                                                  : "The attachments of a packet are too large"));
      return SIO_ASSEMBLER_WRONG;
    }
  self->left -= size;
  g_ptr_array_add (self->blobs, g_bytes_ref (blob));
  return self->blobs->len < self->packet.attachments ? SIO_ASSEMBLER_MORE : SIO_ASSEMBLER_DONE;
}

GPtrArray *
sio_assembler_take (SioAssembler *self,
                    SioPacket *packet)
{
  *packet = self->packet;
  memset (&self->packet, 0, sizeof self->packet);
  bell_clock_clear (self->clock, &self->timer);
  return g_steal_pointer (&self->blobs);
}

void
sio_assembler_reset (SioAssembler *self)
{
  bell_clock_clear (self->clock, &self->timer);
  g_clear_pointer (&self->blobs, g_ptr_array_unref);
  sio_packet_clear (&self->packet);
  memset (&self->packet, 0, sizeof self->packet);
}
