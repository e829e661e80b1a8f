/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-socket-private.h"

#include "sio-args-private.h"
#include "sio-error-private.h"

/* Who waits, and how it ends: every call completes exactly once (REQ-85). */

static void
forget (SioSocket *self,
        SioOutgoing *outgoing)
{
  if (g_queue_remove (&self->kept, outgoing) || g_queue_remove (&self->retried, outgoing))
    self->kept_bytes -= sio_outgoing_get_size (outgoing);
  if (g_hash_table_lookup (self->calls, &outgoing->id) == outgoing)
    g_hash_table_remove (self->calls, &outgoing->id);
}

/* answer, error: (transfer full), one of them; an emit, which nobody waits for, is counted as dropped. */
void
sio_socket_complete (SioSocket *self,
                     SioOutgoing *outgoing,
                     SioArgs *answer,
                     GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&outgoing->task);
  g_autoptr (SioSocket) alive = g_object_ref (self);

  forget (self, outgoing);
  sio_outgoing_free (outgoing, self->clock);
  if (task != NULL && error != NULL)
    g_task_return_error (task, error);
  else if (task != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) sio_args_unref);
  else
    {
      if (self->client != NULL)
        self->client->counters.dropped_out++;
      g_clear_error (&error);
    }
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer user_data)
{
  SioOutgoing *outgoing = user_data;
  SioSocket *self = outgoing->socket;

  sio_socket_complete (self, outgoing, NULL, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The call was cancelled"));
  sio_socket_send_next (self);
  return G_SOURCE_REMOVE;
}

static void
timed_out_cb (gpointer user_data)
{
  SioOutgoing *outgoing = user_data;
  SioSocket *self = outgoing->socket;

  outgoing->timer = 0;
  if (outgoing->tries > 0 && outgoing->tries <= outgoing->options.retries)
    {
      g_hash_table_remove (self->calls, &outgoing->id);
      outgoing->id = -1;
    }
  else
    sio_socket_complete (self, outgoing, NULL, sio_error_new (SIO_ERROR_TIMEOUT, "The operation has timed out"));
  sio_socket_send_next (self);
}

void
sio_socket_start_timer (SioSocket *self,
                        SioOutgoing *outgoing)
{
  if (outgoing->task != NULL && outgoing->options.timeout_ms > 0)
    outgoing->timer = bell_clock_add (self->clock, outgoing->options.timeout_ms, timed_out_cb, outgoing);
}

/* Asking */

void
sio_socket_call_async (SioSocket *self,
                       const char *name,
                       SioArgs *args,
                       const SioEmitOptions *options,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  SioOutgoing *outgoing;
  GError *error = NULL;

  g_return_if_fail (SIO_IS_SOCKET (self));
  g_return_if_fail (name != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sio_socket_call_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  outgoing = sio_outgoing_new (self, name, args, options, &error);
  if (outgoing == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  outgoing->task = g_object_ref (task);
  if (cancellable != NULL)
    {
      outgoing->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (outgoing->cancelled, G_SOURCE_FUNC (cancelled_cb), outgoing, NULL);
      g_source_attach (outgoing->cancelled, g_task_get_context (task));
    }
  error = sio_socket_submit (self, outgoing);
  if (error != NULL)
    sio_socket_complete (self, outgoing, NULL, error);
}

SioArgs *
sio_socket_call_finish (SioSocket *self,
                        GAsyncResult *result,
                        GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
sio_socket_take_ack (SioSocket *self,
                     SioPacket *packet,
                     GPtrArray *blobs)
{
  SioOutgoing *outgoing = g_hash_table_lookup (self->calls, &packet->id);
  SioArgs *answer;

  if (outgoing == NULL)
    {
      g_debug ("An acknowledgement that nobody waits for is ignored");
      return;
    }
  answer = sio_args_new_received (g_steal_pointer (&packet->payload), packet->payload_length, FALSE, blobs);
  self->client->counters.rtt_us = bell_clock_get_boot_us (self->clock) - outgoing->sent_at;
  sio_socket_complete (self, outgoing, answer, NULL);
  sio_socket_send_next (self);
}

gboolean
sio_socket_send_ack (SioSocket *self,
                     guint epoch,
                     gint64 id,
                     SioArgs *args)
{
  g_autoptr (GPtrArray) blobs = NULL;
  g_autofree char *json = NULL;
  g_autofree char *packet = NULL;

  if (self->client == NULL || self->client->renewing || self->state != SIO_STATE_CONNECTED || self->epoch != epoch)
    return FALSE;
  json = sio_args_encode (args, NULL, &blobs, NULL);
  if (json == NULL)
    return FALSE;
  packet = sio_packet_encode_binary (SIO_PACKET_ACK, blobs != NULL ? blobs->len : 0, self->nsp, id, json);
  sio_client_send (self->client, packet, blobs);
  return TRUE;
}

/* When the connection ends, and when all ends. */

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 first = ((const SioOutgoing *) a)->id;
  gint64 second = ((const SioOutgoing *) b)->id;

  return (first > second) - (first < second);
}

static void
lose (SioSocket *self,
      SioOutgoing *outgoing)
{
  forget (self, outgoing);
  bell_clock_clear (self->clock, &outgoing->timer);
  bell_clock_clear (self->clock, &outgoing->expiry_timer);
  if (outgoing->cancelled != NULL)
    g_source_destroy (outgoing->cancelled);
  g_ptr_array_add (self->lost, outgoing);
}

void
sio_socket_lose_calls (SioSocket *self)
{
  g_autoptr (GList) calls = g_list_sort (g_hash_table_get_values (self->calls), compare_ids);

  for (GList *l = calls; l != NULL; l = l->next)
    {
      SioOutgoing *outgoing = l->data;

      if (outgoing->tries == 0 || outgoing->tries > outgoing->options.retries || self->drops_on_disconnect)
        {
          lose (self, outgoing);
          continue;
        }
      g_hash_table_remove (self->calls, &outgoing->id);
      bell_clock_clear (self->clock, &outgoing->timer);
      outgoing->id = -1;
    }
  if (!self->drops_on_disconnect)
    return;
  while (self->kept.length > 0)
    lose (self, g_queue_peek_head (&self->kept));
  while (self->retried.length > 0)
    lose (self, g_queue_peek_head (&self->retried));
}

void
sio_socket_fail_lost_calls (SioSocket *self)
{
  g_autoptr (GPtrArray) lost = g_steal_pointer (&self->lost);
  g_autoptr (SioSocket) alive = g_object_ref (self);

  self->lost = g_ptr_array_new ();
  for (guint i = 0; i < lost->len; i++)
    sio_socket_complete (self, g_ptr_array_index (lost, i), NULL,
                         sio_error_new (SIO_ERROR_DISCONNECTED, "The connection ended before the answer came"));
}

void
sio_socket_cancel_calls (SioSocket *self)
{
  g_autoptr (GPtrArray) lost = NULL;
  g_autoptr (GList) calls = g_list_sort (g_hash_table_get_values (self->calls), compare_ids);

  for (GList *l = calls; l != NULL; l = l->next)
    lose (self, l->data);
  while (self->kept.length > 0)
    lose (self, g_queue_peek_head (&self->kept));
  while (self->retried.length > 0)
    lose (self, g_queue_peek_head (&self->retried));

  lost = g_steal_pointer (&self->lost);
  self->lost = g_ptr_array_new ();
  for (guint i = 0; i < lost->len; i++)
    sio_socket_complete (self, g_ptr_array_index (lost, i), NULL,
                         g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The client is gone"));
}
