/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-ending.h"

#include "sio-socket-private.h"

/* Who was where, to be told when all is in its new place. */
typedef struct
{
  SioSocket *socket;
  SioState was;
} Concerned;

static void
concerned_clear (gpointer data)
{
  g_object_unref (((Concerned *) data)->socket);
}

void
sio_ending_begin (SioEnding *ending,
                  SioClient *self)
{
  ending->client = g_object_ref (self);
  ending->frozen = sio_client_freeze (self);
  ending->concerned = g_array_new (FALSE, FALSE, sizeof (Concerned));
  g_array_set_clear_func (ending->concerned, concerned_clear);
  ending->was_open = self->engine_is_open;
  ending->was_connected = self->state == SIO_STATE_CONNECTED;
}

void
sio_ending_clear (SioEnding *ending)
{
  if (ending->client == NULL)
    return;
  g_clear_pointer (&ending->frozen, g_ptr_array_unref);
  g_array_unref (ending->concerned);
  g_object_unref (ending->client);
}

void
sio_ending_move (SioEnding *ending,
                 SioSocket *socket,
                 SioState state)
{
  Concerned concerned = { g_object_ref (socket), socket->state };

  g_array_append_val (ending->concerned, concerned);
  sio_socket_leave (socket, state);
}

void
sio_ending_move_all (SioEnding *ending,
                     SioState state)
{
  GPtrArray *sockets = ending->client->sockets;

  for (guint i = 0; i < sockets->len; i++)
    {
      SioSocket *socket = g_ptr_array_index (sockets, i);

      if (sio_socket_is_wanted (socket) && !socket->backs_off)
        sio_ending_move (ending, socket, state);
    }
}

void
sio_ending_tell (SioEnding *ending,
                 SioReason reason,
                 const GError *error)
{
  SioClient *self = ending->client;
  gboolean closed = ending->was_open && !self->engine_is_open;
  gboolean failed = error != NULL && !ending->was_connected && !self->engine_is_open;

  g_clear_pointer (&ending->frozen, g_ptr_array_unref);
  for (guint i = 0; i < ending->concerned->len; i++)
    {
      Concerned *concerned = &g_array_index (ending->concerned, Concerned, i);

      sio_socket_tell (concerned->socket, concerned->was, reason, error);
    }
  if (closed)
    g_signal_emit_by_name (self, "closed", reason, error);
  if (failed)
    g_signal_emit_by_name (self, "connect-error", error);
}
