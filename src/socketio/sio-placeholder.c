/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-placeholder.h"

#include "sio-error-private.h"

#include "bell-json.h"

#include <math.h>

JsonNode *
sio_placeholder_new (guint num)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_boolean_member (object, "_placeholder", TRUE);
  json_object_set_int_member (object, "num", num);
  json_node_take_object (node, object);
  return node;
}

static gint64
read_num (JsonNode *node)
{
  double value;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return -1;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return MAX (json_node_get_int (node), -1);
  if (json_node_get_value_type (node) != G_TYPE_DOUBLE)
    return -1;
  value = json_node_get_double (node);
  return value >= 0 && value < G_MAXINT32 && floor (value) == value ? (gint64) value : -1;
}

gboolean
sio_placeholder_read (JsonNode *node,
                      gint64 *num)
{
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  object = json_node_get_object (node);
  if (!bell_json_get_boolean (object, "_placeholder", FALSE))
    return FALSE;
  *num = read_num (json_object_get_member (object, "num"));
  return TRUE;
}

gboolean
sio_placeholder_check (JsonNode *node,
                       guint n)
{
  gint64 num;

  if (sio_placeholder_read (node, &num))
    return num >= 0 && num < n;
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        if (!sio_placeholder_check (json_array_get_element (array, i), n))
          return FALSE;
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      JsonNode *member;

      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, NULL, &member))
        if (!sio_placeholder_check (member, n))
          return FALSE;
    }
  return TRUE;
}

gboolean
sio_placeholder_check_packet (const SioPacket *packet,
                              GError **error)
{
  g_autoptr (JsonNode) root = NULL;

  if (packet->payload == NULL)
    return TRUE;
  root = bell_json_parse (packet->payload, packet->payload_length, G_MAXSIZE, error);
  if (root == NULL)
    return FALSE;
  if (sio_placeholder_check (root, packet->attachments))
    return TRUE;
  g_propagate_error (error, sio_error_new (SIO_ERROR_PARSE, "Malformed packet: placeholder"));
  return FALSE;
}

/* The same data put in twice is sent once. */
static JsonNode *
renumber_one (gint64 num,
              GPtrArray *blobs,
              GPtrArray *ordered)
{
  GBytes *blob;
  guint index;

  if (num < 0 || num >= blobs->len)
    return NULL;
  blob = g_ptr_array_index (blobs, num);
  if (!g_ptr_array_find (ordered, blob, &index))
    {
      index = ordered->len;
      g_ptr_array_add (ordered, g_bytes_ref (blob));
    }
  return sio_placeholder_new (index);
}

static JsonNode *
renumber_array (JsonArray *array,
                GPtrArray *blobs,
                GPtrArray *ordered)
{
  g_autoptr (JsonArray) copy = json_array_sized_new (json_array_get_length (array));
  JsonNode *node;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = sio_placeholder_renumber (json_array_get_element (array, i), blobs, ordered);

      if (element == NULL)
        return NULL;
      json_array_add_element (copy, element);
    }
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, g_steal_pointer (&copy));
  return node;
}

static JsonNode *
renumber_object (JsonObject *object,
                 GPtrArray *blobs,
                 GPtrArray *ordered)
{
  g_autoptr (JsonObject) copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      JsonNode *element = g_utf8_validate (name, -1, NULL) ? sio_placeholder_renumber (member, blobs, ordered) : NULL;

      if (element == NULL)
        return NULL;
      json_object_set_member (copy, name, element);
    }
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, g_steal_pointer (&copy));
  return node;
}

JsonNode *
sio_placeholder_renumber (JsonNode *node,
                          GPtrArray *blobs,
                          GPtrArray *ordered)
{
  gint64 num;

  /* Without attachments such an object is ordinary data. */
  if (blobs->len > 0 && sio_placeholder_read (node, &num))
    return renumber_one (num, blobs, ordered);
  if (JSON_NODE_HOLDS_ARRAY (node))
    return renumber_array (json_node_get_array (node), blobs, ordered);
  if (JSON_NODE_HOLDS_OBJECT (node))
    return renumber_object (json_node_get_object (node), blobs, ordered);
  if (json_node_get_value_type (node) == G_TYPE_STRING && !g_utf8_validate (json_node_get_string (node), -1, NULL))
    return NULL;
  return json_node_copy (node);
}
