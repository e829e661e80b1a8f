/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-json.h"

#include "bell-json.h"

#include <string.h>

JsonNode *
oe_json (const char *quoted)
{
  g_autofree char *text = g_strdup (quoted);
  g_autoptr (GError) error = NULL;
  JsonNode *node;

  /* Some are long: g_strdelimit() would look at each letter by a call. */
  for (char *quote = strchr (text, '\''); quote != NULL; quote = strchr (quote + 1, '\''))
    *quote = '"';
  node = bell_json_parse (text, strlen (text), 64 * 1024 * 1024, &error);
  g_assert_no_error (error);
  return node;
}

JsonArray *
oe_json_array (const char *quoted)
{
  g_autoptr (JsonNode) node = oe_json (quoted);

  return json_array_ref (json_node_get_array (node));
}

char *
oe_json_text (JsonArray *array)
{
  g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), array);

  return bell_json_to_string (node);
}

OeEvent *
oe_json_event (const char *name,
               const char *quoted_args)
{
  g_autoptr (JsonArray) args = oe_json_array (quoted_args);

  return oe_event_new (name, args);
}
