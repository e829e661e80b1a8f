/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-canary.h"

#include "bell-json.h"

#include <string.h>

#define PREFIX "shopbell-canary-"
#define UUID_LENGTH 36

/* The forms of events are small, and so is what is looked at of a large one. */
#define MAX_NODES 500
#define MAX_DEPTH 6

char *
oe_canary_new (void)
{
  g_autofree char *uuid = g_uuid_string_random ();

  return g_strconcat (PREFIX, uuid, NULL);
}

/* The whole of a value, and not a part of what a customer wrote. */
static gboolean
is_canary (const char *text)
{
  return g_str_has_prefix (text, PREFIX) && strlen (text) == strlen (PREFIX) + UUID_LENGTH &&
         g_uuid_string_is_valid (text + strlen (PREFIX));
}

static const char *
find (JsonNode *node,
      guint depth,
      guint *left)
{
  const char *found = NULL;

  if (node == NULL || depth > MAX_DEPTH || *left == 0)
    return NULL;
  (*left)--;
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array) && found == NULL && *left > 0; i++)
        found = find (json_array_get_element (array, i), depth + 1, left);
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      const char *name; /* json-glib 1.6 writes to it at the end, unasked */
      JsonNode *member;

      json_object_iter_init (&iter, json_node_get_object (node));
      while (found == NULL && *left > 0 && json_object_iter_next (&iter, &name, &member))
        found = find (member, depth + 1, left);
    }
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
           is_canary (json_node_get_string (node)))
    found = json_node_get_string (node);
  return found;
}

char *
oe_canary_find (OeEvent *event)
{
  JsonNode *payload = oe_event_get_payload (event);
  guint left = MAX_NODES;

  if (oe_event_get_kind (event) != OE_KIND_FORM || payload == NULL)
    return NULL;
  return g_strdup (find (json_object_get_member (json_node_get_object (payload), "formData"), 0, &left));
}
