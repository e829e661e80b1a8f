/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-args-private.h"

#include "sio-error-private.h"
#include "sio-placeholder.h"

#include "bell-json.h"

#include <string.h>

struct _SioArgs
{
  gatomicrefcount ref_count;
  char *payload; /* until somebody looks */
  gsize payload_length;
  gboolean has_name;
  gboolean hides_last;
  JsonArray *array;
  GPtrArray *blobs; /* what the placeholders stand for */
};

G_DEFINE_BOXED_TYPE (SioArgs, sio_args, sio_args_ref, sio_args_unref)

static SioArgs *
new_args (JsonArray *array,
          GPtrArray *blobs)
{
  SioArgs *args = g_new0 (SioArgs, 1);

  g_atomic_ref_count_init (&args->ref_count);
  args->array = array;
  args->blobs = blobs != NULL ? g_ptr_array_ref (blobs)
                              : g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  return args;
}

SioArgs *
sio_args_new (void)
{
  return new_args (json_array_new (), NULL);
}

/* What a parser made is immutable; its elements are not copied but shared. */
static JsonArray *
copy_elements (JsonNode *root,
               guint first,
               guint n_hidden)
{
  JsonArray *all = json_node_get_array (root);
  JsonArray *array = json_array_new ();

  for (guint i = first; i + n_hidden < json_array_get_length (all); i++)
    json_array_add_element (array, json_array_dup_element (all, i));
  return array;
}

SioArgs *
sio_args_new_from_json (const char *json,
                        GError **error)
{
  g_autoptr (JsonNode) root = bell_json_parse (json, strlen (json), G_MAXSIZE, NULL);

  if (root == NULL || !JSON_NODE_HOLDS_ARRAY (root))
    {
      g_propagate_error (error, sio_error_new (SIO_ERROR_INVALID, "The arguments must be a JSON array"));
      return NULL;
    }
  return new_args (copy_elements (root, 0, 0), NULL);
}

SioArgs *
sio_args_new_received (char *payload,
                       gsize length,
                       gboolean has_name,
                       GPtrArray *blobs)
{
  SioArgs *args = new_args (payload == NULL ? json_array_new () : NULL, blobs);

  args->payload = payload;
  args->payload_length = length;
  args->has_name = has_name;
  return args;
}

SioArgs *
sio_args_ref (SioArgs *args)
{
  g_atomic_ref_count_inc (&args->ref_count);
  return args;
}

void
sio_args_unref (SioArgs *args)
{
  if (!g_atomic_ref_count_dec (&args->ref_count))
    return;
  g_free (args->payload);
  g_clear_pointer (&args->array, json_array_unref);
  g_ptr_array_unref (args->blobs);
  g_free (args);
}

void
sio_args_hide_last (SioArgs *args)
{
  args->hides_last = TRUE;
}

JsonArray *
sio_args_get_array (SioArgs *args)
{
  g_autoptr (JsonNode) root = NULL;

  if (args->array != NULL)
    return args->array;
  root = bell_json_parse (args->payload, args->payload_length, G_MAXSIZE, NULL);
  g_clear_pointer (&args->payload, g_free);
  args->array = root != NULL ? copy_elements (root, args->has_name, args->hides_last) : json_array_new ();
  return args->array;
}

/* Building */

void
sio_args_add_string (SioArgs *args,
                     const char *value)
{
  json_array_add_string_element (sio_args_get_array (args), value);
}

void
sio_args_add_int (SioArgs *args,
                  gint64 value)
{
  json_array_add_int_element (sio_args_get_array (args), value);
}

void
sio_args_add_node (SioArgs *args,
                   JsonNode *node)
{
  json_array_add_element (sio_args_get_array (args), json_node_copy (node));
}

JsonNode *
sio_args_make_placeholder (SioArgs *args,
                           GBytes *bytes)
{
  g_ptr_array_add (args->blobs, g_bytes_ref (bytes));
  return sio_placeholder_new (args->blobs->len - 1);
}

void
sio_args_add_bytes (SioArgs *args,
                    GBytes *bytes)
{
  json_array_add_element (sio_args_get_array (args), sio_args_make_placeholder (args, bytes));
}

/* Reading */

guint
sio_args_get_length (SioArgs *args)
{
  return json_array_get_length (sio_args_get_array (args));
}

JsonNode *
sio_args_get_node (SioArgs *args,
                   guint index)
{
  return index < sio_args_get_length (args) ? json_array_get_element (args->array, index) : NULL;
}

const char *
sio_args_get_string (SioArgs *args,
                     guint index)
{
  JsonNode *node = sio_args_get_node (args, index);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

gint64
sio_args_get_int (SioArgs *args,
                  guint index,
                  gint64 fallback)
{
  JsonNode *node = sio_args_get_node (args, index);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return fallback;
  return json_node_get_int (node);
}

GBytes *
sio_args_find_bytes (SioArgs *args,
                     JsonNode *node)
{
  gint64 num;

  if (!sio_placeholder_read (node, &num) || num < 0 || num >= args->blobs->len)
    return NULL;
  return g_ptr_array_index (args->blobs, num);
}

GBytes *
sio_args_get_bytes (SioArgs *args,
                    guint index)
{
  JsonNode *node = sio_args_get_node (args, index);

  return node != NULL ? sio_args_find_bytes (args, node) : NULL;
}

/* On the wire */

char *
sio_args_encode (SioArgs *args,
                 const char *name,
                 GPtrArray **blobs,
                 GError **error)
{
  g_autoptr (GPtrArray) ordered = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  json_node_take_array (root, array);
  if (name != NULL)
    json_array_add_string_element (array, name);
  for (guint i = 0; args != NULL && i < sio_args_get_length (args); i++)
    {
      JsonNode *node = sio_placeholder_renumber (sio_args_get_node (args, i), args->blobs, ordered);

      if (node == NULL)
        {
          g_propagate_error (error, sio_error_new (SIO_ERROR_INVALID, "Argument %u cannot be sent", i));
          return NULL;
        }
      json_array_add_element (array, node);
    }
  *blobs = ordered->len > 0 ? g_steal_pointer (&ordered) : NULL;
  return bell_json_to_string (root);
}
