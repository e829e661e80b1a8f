/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-frame.h"

#include "bell-json.h"

#define MAX_OPEN_PACKET (64 * 1024)
#define MAX_INTERVAL_MS (24 * 60 * 60 * 1000)

SioFrameType
sio_frame_get_type (const char *text,
                    gsize length)
{
  if (length == 0 || *text < '0' || *text > '6')
    return SIO_FRAME_MALFORMED;
  return (SioFrameType) (*text - '0');
}

static gboolean
offers_websocket (JsonObject *object)
{
  JsonArray *upgrades = bell_json_get_array (object, "upgrades");

  for (guint i = 0; upgrades != NULL && i < json_array_get_length (upgrades); i++)
    {
      JsonNode *node = json_array_get_element (upgrades, i);

      if (JSON_NODE_HOLDS_VALUE (node) && g_strcmp0 (json_node_get_string (node), "websocket") == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
sio_frame_read_open (const char *json,
                     gsize length,
                     SioFrameOpen *open)
{
  g_autoptr (JsonNode) root = bell_json_parse (json, length, MAX_OPEN_PACKET, NULL);
  JsonObject *object;
  const char *sid;
  gint64 interval, timeout;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return FALSE;
  object = json_node_get_object (root);
  sid = bell_json_get_string (object, "sid");
  interval = bell_json_get_integer (object, "pingInterval", 0);
  timeout = bell_json_get_integer (object, "pingTimeout", 0);
  if (sid == NULL || *sid == '\0' || interval <= 0 || timeout <= 0)
    return FALSE;

  open->sid = g_strdup (sid);
  open->silence_ms = MIN (interval, MAX_INTERVAL_MS) + MIN (timeout, MAX_INTERVAL_MS);
  open->max_payload = MAX (bell_json_get_integer (object, "maxPayload", 0), 0);
  open->offers_websocket = offers_websocket (object);
  return TRUE;
}

void
sio_frame_open_clear (SioFrameOpen *open)
{
  g_clear_pointer (&open->sid, g_free);
}
