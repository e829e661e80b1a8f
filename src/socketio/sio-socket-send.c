/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-socket-private.h"

#include "sio-error-private.h"
#include "sio-event-private.h"

static gboolean
can_send (SioSocket *self)
{
  return self->client != NULL && self->state == SIO_STATE_CONNECTED && !self->holds;
}

/* Out */

/* Takes what nobody waits for. Nothing of the socket may be relied upon afterwards. */
static void
transmit (SioSocket *self,
          SioOutgoing *outgoing)
{
  g_autofree char *packet = sio_outgoing_get_packet (outgoing, self->nsp);
  g_autoptr (GPtrArray) blobs = outgoing->blobs != NULL ? g_ptr_array_ref (outgoing->blobs) : NULL;
  g_autoptr (SioEvent) sent = sio_socket_make_sent (self, outgoing);
  g_autoptr (SioSocket) alive = g_object_ref (self);

  if (outgoing->task != NULL)
    {
      bell_clock_clear (self->clock, &outgoing->expiry_timer);
      outgoing->sent_at = bell_clock_get_boot_us (self->clock);
      g_hash_table_insert (self->calls, &outgoing->id, outgoing);
    }
  else
    sio_outgoing_free (outgoing, self->clock);
  sio_client_send (self->client, packet, blobs);
  if (sent != NULL)
    sio_socket_emit_sent (self, sent);
}

/* Those that are tried again go one at a time, each try with an id of its own (REQ-87). */
void
sio_socket_send_next (SioSocket *self)
{
  SioOutgoing *outgoing = g_queue_peek_head (&self->retried);

  if (!can_send (self) || outgoing == NULL || outgoing->id >= 0)
    return;
  outgoing->id = self->next_id++;
  outgoing->tries++;
  sio_socket_start_timer (self, outgoing);
  transmit (self, outgoing);
}

static gboolean
has_room (SioSocket *self,
          SioOutgoing *outgoing)
{
  return self->kept.length + self->retried.length < self->max_events &&
         self->kept_bytes + sio_outgoing_get_size (outgoing) <= self->max_bytes;
}

static void
expired_cb (gpointer user_data)
{
  SioOutgoing *outgoing = user_data;

  outgoing->expiry_timer = 0;
  sio_socket_complete (outgoing->socket, outgoing, NULL, sio_error_new (SIO_ERROR_TIMEOUT, "There was no connection in time"));
}

static void
keep (SioSocket *self,
      SioOutgoing *outgoing)
{
  g_queue_push_tail (&self->kept, outgoing);
  self->kept_bytes += sio_outgoing_get_size (outgoing);
  if (outgoing->options.expires_ms > 0)
    outgoing->expiry_timer = bell_clock_add (self->clock, outgoing->options.expires_ms, expired_cb, outgoing);
}

static GError *
refuse (SioSocket *self,
        SioOutgoing *outgoing)
{
  if (self->client == NULL)
    return sio_error_new (SIO_ERROR_DISCONNECTED, "The client is gone");
  if (sio_outgoing_is_too_big (outgoing, self->nsp, self->client->max_payload))
    return sio_error_new (SIO_ERROR_TOO_BIG, "The event is larger than the server accepts");
  if (outgoing->options.retries > 0 && !has_room (self, outgoing))
    return sio_error_new (SIO_ERROR_BUFFER_FULL, "Too many events wait already");
  return NULL;
}

/* Takes outgoing, but not when it fails. */
GError *
sio_socket_submit (SioSocket *self,
                   SioOutgoing *outgoing)
{
  gboolean is_volatile = outgoing->options.is_volatile;
  GError *error = refuse (self, outgoing);
  gboolean writable;

  if (error != NULL)
    return error;
  if (outgoing->task != NULL && outgoing->options.retries > 0)
    {
      g_queue_push_tail (&self->retried, outgoing);
      self->kept_bytes += sio_outgoing_get_size (outgoing);
      sio_socket_send_next (self);
      return NULL;
    }

  /* Looking may find it dead (REQ-21): then this is kept for the next connection. */
  writable = can_send (self) && sio_client_check_alive (self->client) && can_send (self);
  if (is_volatile && (!writable || sio_client_has_unsent (self->client)))
    {
      sio_socket_complete (self, outgoing, NULL, sio_error_new (SIO_ERROR_DISCONNECTED, "It could not be sent at once"));
      return NULL;
    }
  if (!writable && !has_room (self, outgoing))
    return sio_error_new (SIO_ERROR_BUFFER_FULL, "Too many events wait already");

  if (outgoing->task != NULL)
    outgoing->id = self->next_id++;
  sio_socket_start_timer (self, outgoing);
  if (writable)
    transmit (self, outgoing);
  else
    keep (self, outgoing);
  return NULL;
}

gboolean
sio_socket_emit (SioSocket *self,
                 const char *name,
                 SioArgs *args,
                 const SioEmitOptions *options,
                 GError **error)
{
  g_autoptr (SioSocket) alive = NULL;
  SioOutgoing *outgoing;
  GError *refusal;

  g_return_val_if_fail (SIO_IS_SOCKET (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  outgoing = sio_outgoing_new (self, name, args, options, error);
  if (outgoing == NULL)
    return FALSE;
  alive = g_object_ref (self);
  refusal = sio_socket_submit (self, outgoing);
  if (refusal == NULL)
    return TRUE;
  sio_outgoing_free (outgoing, self->clock);
  g_propagate_error (error, refusal);
  return FALSE;
}

/* At the join: what was kept goes in its order, before anything newer (REQ-78). */
void
sio_socket_flush (SioSocket *self)
{
  guint epoch = self->epoch;
  SioOutgoing *outgoing;

  self->holds = TRUE;
  while (self->epoch == epoch && (outgoing = g_queue_pop_head (&self->kept)) != NULL)
    {
      self->kept_bytes -= sio_outgoing_get_size (outgoing);
      /* Kept before the server said what it accepts. */
      if (sio_outgoing_is_too_big (outgoing, self->nsp, self->client->max_payload))
        sio_socket_complete (self, outgoing, NULL, sio_error_new (SIO_ERROR_TOO_BIG, "The event is larger than the server accepts"));
      else
        transmit (self, outgoing);
    }
  if (self->epoch != epoch)
    return;
  self->holds = FALSE;
  sio_socket_send_next (self);
}
