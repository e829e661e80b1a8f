/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "siocat-args.h"

#include "sio-error-private.h"

#include <string.h>

GBytes *
siocat_base64_read (const char *text,
                    GError **error)
{
  gsize length = strlen (text);
  gsize plain = strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
  guchar *data;

  if (length % 4 != 0 || plain + 2 < length || plain + strspn (text + plain, "=") != length)
    {
      g_propagate_error (error, sio_error_new (SIO_ERROR_INVALID, "That is no base64"));
      return NULL;
    }
  data = g_base64_decode (text, &length);
  return g_bytes_new_take (data, length);
}

/* The text of {"$bin":"…"}, NULL for any other node. */
static const char *
get_base64 (JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *member = object != NULL && json_object_get_size (object) == 1 ? json_object_get_member (object, "$bin") : NULL;

  return member != NULL && json_node_get_value_type (member) == G_TYPE_STRING ? json_node_get_string (member) : NULL;
}

typedef JsonNode *(*Leaf) (JsonNode *node, SioArgs *args, GError **error);

/*
 * A copy of the tree; leaf gives what takes a node's place, or NULL for the node
 * itself. The depth is bounded by the parser that read the tree.
 */
static JsonNode *
copy (JsonNode *node,
      Leaf leaf,
      SioArgs *args,
      GError **error)
{
  JsonNode *result = leaf (node, args, error);

  if (result != NULL || *error != NULL)
    return result;
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autoptr (JsonObject) object = json_object_new ();
      JsonObjectIter iter;
      const char *name;
      JsonNode *member;

      json_object_iter_init_ordered (&iter, json_node_get_object (node));
      while (json_object_iter_next_ordered (&iter, &name, &member))
        {
          if ((member = copy (member, leaf, args, error)) == NULL)
            return NULL;
          json_object_set_member (object, name, member);
        }
      return json_node_init_object (json_node_alloc (), object);
    }
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *old = json_node_get_array (node);
      g_autoptr (JsonArray) array = json_array_new ();

      for (guint i = 0; i < json_array_get_length (old); i++)
        {
          JsonNode *element = copy (json_array_get_element (old, i), leaf, args, error);

          if (element == NULL)
            return NULL;
          json_array_add_element (array, element);
        }
      return json_node_init_array (json_node_alloc (), array);
    }
  return json_node_copy (node);
}

static JsonNode *
read_leaf (JsonNode *node,
           SioArgs *args,
           GError **error)
{
  const char *base64 = get_base64 (node);
  g_autoptr (GBytes) bytes = base64 != NULL ? siocat_base64_read (base64, error) : NULL;

  return bytes != NULL ? sio_args_make_placeholder (args, bytes) : NULL;
}

static JsonNode *
write_leaf (JsonNode *node,
            SioArgs *args,
            GError **error)
{
  GBytes *bytes = sio_args_find_bytes (args, node);
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *base64 = NULL;

  if (bytes == NULL)
    return NULL;
  object = json_object_new ();
  base64 = g_base64_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  json_object_set_string_member (object, "$bin", base64);
  return json_node_init_object (json_node_alloc (), object);
}

SioArgs *
siocat_args_read (JsonNode *node,
                  GError **error)
{
  g_autoptr (SioArgs) args = sio_args_new ();
  g_autoptr (GError) problem = NULL;
  JsonArray *array;

  if (node == NULL)
    return g_steal_pointer (&args);
  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      g_propagate_error (error, sio_error_new (SIO_ERROR_INVALID, "\"args\" must be an array"));
      return NULL;
    }
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autoptr (JsonNode) argument = copy (json_array_get_element (array, i), read_leaf, args, &problem);

      if (argument == NULL)
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return NULL;
        }
      sio_args_add_node (args, argument);
    }
  return g_steal_pointer (&args);
}

JsonNode *
siocat_args_write (SioArgs *args)
{
  g_autoptr (JsonNode) root = json_node_init_array (json_node_alloc (), sio_args_get_array (args));
  g_autoptr (GError) error = NULL;

  return copy (root, write_leaf, args, &error);
}
