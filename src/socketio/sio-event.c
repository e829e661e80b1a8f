/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-event-private.h"

#include "sio-socket-private.h"

struct _SioEvent
{
  gatomicrefcount ref_count;
  char *name;
  SioArgs *args;
  gint64 ack_id; /* -1: none, or replied */
  GWeakRef socket;
  guint epoch;
};

G_DEFINE_BOXED_TYPE (SioEvent, sio_event, sio_event_ref, sio_event_unref)

SioEvent *
sio_event_new (char *name,
               SioArgs *args,
               gint64 ack_id)
{
  SioEvent *event = g_new0 (SioEvent, 1);

  g_atomic_ref_count_init (&event->ref_count);
  g_weak_ref_init (&event->socket, NULL);
  event->name = name;
  event->args = args;
  event->ack_id = ack_id;
  return event;
}

void
sio_event_bind (SioEvent *event,
                SioSocket *socket,
                guint epoch)
{
  g_weak_ref_set (&event->socket, socket);
  event->epoch = epoch;
}

SioEvent *
sio_event_ref (SioEvent *event)
{
  g_atomic_ref_count_inc (&event->ref_count);
  return event;
}

void
sio_event_unref (SioEvent *event)
{
  if (!g_atomic_ref_count_dec (&event->ref_count))
    return;
  g_weak_ref_clear (&event->socket);
  g_free (event->name);
  sio_args_unref (event->args);
  g_free (event);
}

const char *
sio_event_get_name (SioEvent *event)
{
  return event->name;
}

SioArgs *
sio_event_get_args (SioEvent *event)
{
  return event->args;
}

gboolean
sio_event_wants_reply (SioEvent *event)
{
  return event->ack_id >= 0;
}

gboolean
sio_event_reply (SioEvent *event,
                 SioArgs *args)
{
  g_autoptr (SioSocket) socket = g_weak_ref_get (&event->socket);

  if (event->ack_id < 0 || socket == NULL || !sio_socket_send_ack (socket, event->epoch, event->ack_id, args))
    return FALSE;
  event->ack_id = -1;
  return TRUE;
}
