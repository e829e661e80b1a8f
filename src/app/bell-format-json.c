/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-format-json.h"

#include "bell-json.h"

#include <string.h>

char *
bell_format_json (const char *payload)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  char *end;

  if (payload == NULL)
    return g_strdup ("");

  node = bell_json_parse (payload, strlen (payload), G_MAXSIZE, NULL);
  text = node != NULL ? json_to_string (node, TRUE) : g_utf8_make_valid (payload, -1);
  if (g_utf8_strlen (text, -1) <= BELL_FORMAT_JSON_MAX)
    return g_steal_pointer (&text);

  /* A label of a megabyte would hold the window up for seconds. */
  end = g_utf8_offset_to_pointer (text, BELL_FORMAT_JSON_MAX);
  *end = '\0';
  return g_strconcat (text, "…", NULL);
}
