/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-json.h"

#include "bell-json-read.h"

G_DEFINE_QUARK (bell-json-error-quark, bell_json_error)

static gboolean
check_size (gsize length,
            gsize max_size,
            GError **error)
{
  if (length <= max_size)
    return TRUE;
  g_set_error (error, BELL_JSON_ERROR, BELL_JSON_ERROR_SIZE, "JSON of more than %" G_GSIZE_FORMAT " bytes", max_size);
  return FALSE;
}

gboolean
bell_json_check (const char *text,
                 gsize length,
                 gsize max_size,
                 GError **error)
{
  return check_size (length, max_size, error) && bell_json_read (text, length, NULL, error);
}

JsonNode *
bell_json_parse (const char *text,
                 gsize length,
                 gsize max_size,
                 GError **error)
{
  g_autoptr (JsonNode) root = json_node_alloc ();

  if (!check_size (length, max_size, error) || !bell_json_read (text, length, root, error))
    return NULL;
  json_node_seal (root);
  return g_steal_pointer (&root);
}

/* Tolerant readers */

static JsonNode *
get_member (JsonObject *object,
            const char *name,
            JsonNodeType type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_TYPE (node) == type ? node : NULL;
}

const char *
bell_json_get_string (JsonObject *object,
                      const char *name)
{
  JsonNode *node = get_member (object, name, JSON_NODE_VALUE);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

JsonObject *
bell_json_get_object (JsonObject *object,
                      const char *name)
{
  JsonNode *node = get_member (object, name, JSON_NODE_OBJECT);

  return node != NULL ? json_node_get_object (node) : NULL;
}

JsonArray *
bell_json_get_array (JsonObject *object,
                     const char *name)
{
  JsonNode *node = get_member (object, name, JSON_NODE_ARRAY);

  return node != NULL ? json_node_get_array (node) : NULL;
}

gboolean
bell_json_get_boolean (JsonObject *object,
                       const char *name,
                       gboolean fallback)
{
  JsonNode *node = get_member (object, name, JSON_NODE_VALUE);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return fallback;
  return json_node_get_boolean (node);
}

gint64
bell_json_get_integer (JsonObject *object,
                       const char *name,
                       gint64 fallback)
{
  JsonNode *node = get_member (object, name, JSON_NODE_VALUE);
  gint64 value;

  if (node == NULL)
    return fallback;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return json_node_get_int (node);
  if (json_node_get_value_type (node) == G_TYPE_STRING &&
      g_ascii_string_to_signed (json_node_get_string (node), 10, G_MININT64, G_MAXINT64, &value, NULL))
    return value;
  return fallback;
}

/* 12.50 is "12.5" and 12.0 is "12": as few digits as say the same number. */
static char *
double_to_text (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  for (int digits = 1; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (text, sizeof text, format, value);
      if (g_ascii_strtod (text, NULL) == value)
        break;
    }
  return g_strdup (text);
}

char *
bell_json_node_dup_text (JsonNode *node)
{
  GType type;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  type = json_node_get_value_type (node);
  if (type == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  if (type == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");
  if (type == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  return double_to_text (json_node_get_double (node));
}

char *
bell_json_dup_text (JsonObject *object,
                    const char *name)
{
  return bell_json_node_dup_text (get_member (object, name, JSON_NODE_VALUE));
}
