/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-shape.h"

#include "oe-error.h"
#include "oe-text.h"

#include "bell-json.h"

#include <string.h>

#define MAX_MARKER 256 /* bytes */

JsonObject *
oe_shape_get_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
oe_shape_get_list (JsonNode *node)
{
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);
  return bell_json_get_array (oe_shape_get_object (node), "items");
}

JsonArray *
oe_shape_get_list_or_error (JsonNode *node,
                            const char *what,
                            GError **error)
{
  JsonArray *list = oe_shape_get_list (node);

  if (list == NULL)
    g_set_error (error, OE_ERROR, OE_ERROR_PROTOCOL, "The answer holds no list of %s", what);
  return list;
}

const char *
oe_shape_get_marker (JsonObject *object,
                     const char *name)
{
  const char *marker = bell_json_get_string (object, name);

  if (marker == NULL || *marker == '\0' || strlen (marker) > MAX_MARKER)
    return NULL;
  for (const char *p = marker; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isprint (g_utf8_get_char (p)))
      return NULL;
  return marker;
}

char *
oe_shape_dup_title (JsonObject *object,
                    const char *lang_code)
{
  JsonObject *infos = bell_json_get_object (object, "localizeInfos");
  const char *title = bell_json_get_string (bell_json_get_object (infos, lang_code), "title");
  JsonObjectIter iter;
  const char *locale; /* json-glib 1.6 writes to it at the end, unasked */
  JsonNode *member;

  if (title == NULL)
    title = bell_json_get_string (infos, "title");
  if (title == NULL && infos != NULL)
    {
      json_object_iter_init_ordered (&iter, infos);
      while (title == NULL && json_object_iter_next_ordered (&iter, &locale, &member))
        title = bell_json_get_string (oe_shape_get_object (member), "title");
    }
  return oe_text_plain (title, OE_MAX_TITLE);
}
