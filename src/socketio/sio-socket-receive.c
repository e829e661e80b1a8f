/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-socket-private.h"

#include "sio-args-private.h"
#include "sio-event-private.h"

/* What a server may replay before it answers CONNECT (REQ-94). */
#define MAX_EARLY 10000
#define MAX_EARLY_BYTES (16 * 1024 * 1024)

/* One event that came in. */
typedef struct
{
  SioEvent *event;
  char *offset; /* (nullable) */
} Arrival;

static void
arrival_free (gpointer data)
{
  Arrival *arrival = data;

  sio_event_unref (arrival->event);
  g_free (arrival->offset);
  g_free (arrival);
}

static Arrival *
arrival_new (SioSocket *self,
             SioPacket *packet,
             GPtrArray *blobs)
{
  Arrival *arrival = g_new0 (Arrival, 1);
  SioArgs *args;

  if (packet->id < 0)
    arrival->offset = sio_recovery_find_offset (self->recovery, packet->payload, packet->payload_length);
  args = sio_args_new_received (g_steal_pointer (&packet->payload), packet->payload_length, TRUE, blobs);
  arrival->event = sio_event_new (g_steal_pointer (&packet->name), args, packet->id);
  return arrival;
}

/* The offset is stored when the handlers are through: what they did not see is to come again (REQ-89). */
static void
dispatch (SioSocket *self,
          Arrival *arrival)
{
  g_autoptr (SioSocket) alive = g_object_ref (self);
  guint epoch = self->epoch;

  if (arrival->offset != NULL && self->offset_func != NULL &&
      !self->offset_func (self, arrival->event, arrival->offset, self->offset_data))
    g_clear_pointer (&arrival->offset, g_free);
  if (arrival->offset != NULL && !self->shows_offset)
    sio_args_hide_last (sio_event_get_args (arrival->event));
  sio_event_bind (arrival->event, self, epoch);
  sio_socket_emit_event (self, arrival->event);
  if (arrival->offset != NULL && self->epoch == epoch)
    sio_recovery_store_offset (self->recovery, arrival->offset);
}

/* No event is made for nobody; its offset counts. */
static void
pass_over (SioSocket *self,
           SioPacket *packet)
{
  g_autofree char *offset = NULL;

  if (packet->id < 0)
    offset = sio_recovery_find_offset (self->recovery, packet->payload, packet->payload_length);
  if (offset != NULL)
    sio_recovery_store_offset (self->recovery, offset);
}

static void
keep_early (SioSocket *self,
            SioPacket *packet,
            GPtrArray *blobs)
{
  if (self->early_lost)
    return;
  self->early_bytes += packet->payload_length;
  for (guint i = 0; blobs != NULL && i < blobs->len; i++)
    self->early_bytes += g_bytes_get_size (g_ptr_array_index (blobs, i));
  if (self->early.length >= MAX_EARLY || self->early_bytes > MAX_EARLY_BYTES)
    {
      sio_socket_forget_early (self);
      self->early_lost = TRUE;
      return;
    }
  g_queue_push_tail (&self->early, arrival_new (self, packet, blobs));
}

void
sio_socket_take_event (SioSocket *self,
                       SioPacket *packet,
                       GPtrArray *blobs)
{
  Arrival *arrival;

  if (self->state == SIO_STATE_JOINING && self->connect_sent)
    {
      keep_early (self, packet, blobs);
      return;
    }
  if (self->state != SIO_STATE_CONNECTED)
    {
      self->client->counters.dropped_in++;
      return;
    }
  if (self->offset_func == NULL && !sio_socket_listens (self, packet->name))
    {
      pass_over (self, packet);
      return;
    }
  arrival = arrival_new (self, packet, blobs);
  dispatch (self, arrival);
  arrival_free (arrival);
}

void
sio_socket_deliver_early (SioSocket *self)
{
  guint epoch = self->epoch;
  Arrival *arrival;

  self->early_bytes = 0;
  self->early_lost = FALSE;
  while (self->epoch == epoch && (arrival = g_queue_pop_head (&self->early)) != NULL)
    {
      /* Seen before the connection broke, and replayed all the same (REQ-95). */
      if (arrival->offset == NULL || !sio_recovery_has_seen (self->recovery, arrival->offset))
        dispatch (self, arrival);
      arrival_free (arrival);
    }
}

void
sio_socket_forget_early (SioSocket *self)
{
  g_queue_clear_full (&self->early, arrival_free);
  self->early_bytes = 0;
  self->early_lost = FALSE;
}
