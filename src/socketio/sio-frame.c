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

gint64
sio_frame_read_open (const char *json,
                     gsize length)
{
  g_autoptr (JsonNode) root = bell_json_parse (json, length, MAX_OPEN_PACKET, NULL);
  JsonObject *object;
  const char *sid;
  gint64 interval, timeout;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return -1;
  object = json_node_get_object (root);
  sid = bell_json_get_string (object, "sid");
  interval = bell_json_get_integer (object, "pingInterval", 0);
  timeout = bell_json_get_integer (object, "pingTimeout", 0);
  if (sid == NULL || *sid == '\0' || interval <= 0 || timeout <= 0)
    return -1;
  return MIN (interval, MAX_INTERVAL_MS) + MIN (timeout, MAX_INTERVAL_MS);
}

gsize
sio_frame_read_max_payload (const char *json,
                            gsize length)
{
  g_autoptr (JsonNode) root = bell_json_parse (json, length, MAX_OPEN_PACKET, NULL);

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return 0;
  return MAX (bell_json_get_integer (json_node_get_object (root), "maxPayload", 0), 0);
}
