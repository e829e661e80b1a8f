/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-event-private.h"

#include "sio-args-private.h"

struct _SioEvent
{
  gatomicrefcount ref_count;
  char *name;
  SioArgs *args;
  gboolean wants_reply;
};

G_DEFINE_BOXED_TYPE (SioEvent, sio_event, sio_event_ref, sio_event_unref)

SioEvent *
sio_event_new (SioPacket *packet)
{
  SioEvent *event = g_new0 (SioEvent, 1);

  g_atomic_ref_count_init (&event->ref_count);
  event->name = g_steal_pointer (&packet->name);
  event->args = sio_args_new_received (g_steal_pointer (&packet->payload), packet->payload_length, TRUE, NULL);
  event->wants_reply = packet->id >= 0;
  return event;
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
  return event->wants_reply;
}
