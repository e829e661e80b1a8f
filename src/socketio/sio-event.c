/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-event-private.h"

#include "bell-json.h"

struct _SioEvent
{
  gatomicrefcount ref_count;
  char *name;
  char *payload; /* the whole array, until somebody asks for it */
  gsize payload_length;
  gboolean wants_reply;
  JsonArray *args;
};

G_DEFINE_BOXED_TYPE (SioEvent, sio_event, sio_event_ref, sio_event_unref)

SioEvent *
sio_event_new (SioPacket *packet)
{
  SioEvent *event = g_new0 (SioEvent, 1);

  g_atomic_ref_count_init (&event->ref_count);
  event->name = g_steal_pointer (&packet->name);
  event->payload = g_steal_pointer (&packet->payload);
  event->payload_length = packet->payload_length;
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
  g_free (event->payload);
  g_clear_pointer (&event->args, json_array_unref);
  g_free (event);
}

const char *
sio_event_get_name (SioEvent *event)
{
  return event->name;
}

JsonArray *
sio_event_get_args (SioEvent *event)
{
  g_autoptr (JsonNode) root = NULL;
  JsonArray *all;

  if (event->args != NULL)
    return event->args;

  event->args = json_array_new ();
  root = bell_json_parse (event->payload, event->payload_length, G_MAXSIZE, NULL);
  g_clear_pointer (&event->payload, g_free);
  if (root == NULL)
    return event->args;

  all = json_node_get_array (root);
  for (guint i = 1; i < json_array_get_length (all); i++)
    json_array_add_element (event->args, json_array_dup_element (all, i));
  return event->args;
}

gboolean
sio_event_wants_reply (SioEvent *event)
{
  return event->wants_reply;
}
