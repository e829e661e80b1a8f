/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-outgoing.h"

#include "sio-args-private.h"
#include "sio-error-private.h"
#include "sio-packet.h"

#include <string.h>

/* Engine.IO's type, and the longest Socket.IO head but the namespace. */
#define HEAD_SIZE 32

static gboolean
check_name (const char *name,
            GError **error)
{
  if (g_utf8_validate (name, -1, NULL) && !sio_packet_is_reserved (name))
    return TRUE;
  g_propagate_error (error, sio_error_new (SIO_ERROR_INVALID, "An event of this name cannot be sent"));
  return FALSE;
}

SioOutgoing *
sio_outgoing_new (SioSocket *socket,
                  const char *name,
                  SioArgs *args,
                  const SioEmitOptions *options,
                  GError **error)
{
  GPtrArray *blobs = NULL;
  SioOutgoing *self;
  char *json;

  if (!check_name (name, error))
    return NULL;
  json = sio_args_encode (args, name, &blobs, error);
  if (json == NULL)
    return NULL;

  self = g_new0 (SioOutgoing, 1);
  self->socket = socket;
  self->name = g_strdup (name);
  self->args = args != NULL ? sio_args_ref (args) : NULL;
  self->json = json;
  self->blobs = blobs;
  if (options != NULL)
    self->options = *options;
  self->id = -1;
  return self;
}

void
sio_outgoing_free (SioOutgoing *self,
                   BellClock *clock)
{
  bell_clock_clear (clock, &self->timer);
  bell_clock_clear (clock, &self->expiry_timer);
  if (self->cancelled != NULL)
    {
      g_source_destroy (self->cancelled);
      g_source_unref (self->cancelled);
    }
  g_clear_object (&self->task);
  g_clear_pointer (&self->args, sio_args_unref);
  g_clear_pointer (&self->blobs, g_ptr_array_unref);
  g_free (self->name);
  g_free (self->json);
  g_free (self);
}

char *
sio_outgoing_get_packet (SioOutgoing *self,
                         const char *nsp)
{
  return sio_packet_encode_binary (SIO_PACKET_EVENT, self->blobs != NULL ? self->blobs->len : 0, nsp, self->id,
                                   self->json);
}

gsize
sio_outgoing_get_size (SioOutgoing *self)
{
  gsize size = strlen (self->json);

  for (guint i = 0; self->blobs != NULL && i < self->blobs->len; i++)
    size += g_bytes_get_size (g_ptr_array_index (self->blobs, i));
  return size;
}

gboolean
sio_outgoing_is_too_big (SioOutgoing *self,
                         const char *nsp,
                         gsize max_payload)
{
  if (max_payload == 0)
    return FALSE;
  for (guint i = 0; self->blobs != NULL && i < self->blobs->len; i++)
    if (g_bytes_get_size (g_ptr_array_index (self->blobs, i)) > max_payload)
      return TRUE;
  /* Only near the limit the exact length matters. */
  if (strlen (self->json) + strlen (nsp) + HEAD_SIZE > max_payload)
    {
      g_autofree char *packet = sio_outgoing_get_packet (self, nsp);

      return strlen (packet) + 1 > max_payload;
    }
  return FALSE;
}
