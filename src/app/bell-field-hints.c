/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-field-hints.h"

#include "bell-facts.h"
#include "bell-json.h"

#include <string.h>

#define MAX_ENTRIES 20
#define MAX_PAYLOAD (256 * 1024)
#define MAX_DEPTH 5
#define MAX_MEMBERS 40 /* of one object or list */

void
bell_field_hint_free (BellFieldHint *hint)
{
  g_free (hint->field);
  g_free (hint->example);
  g_free (hint);
}

/* Where an event says something of the field that is not known yet. */
static void
try_field (GPtrArray *hints,
           BellFacts *facts,
           const char *field)
{
  g_autofree char *example = NULL;
  BellFieldHint *hint;

  if (hints->len >= BELL_MAX_FIELD_HINTS)
    return;
  for (guint i = 0; i < hints->len; i++)
    if (strcmp (((BellFieldHint *) g_ptr_array_index (hints, i))->field, field) == 0)
      return;
  example = bell_facts_dup (facts, field);
  if (example == NULL)
    return;
  hint = g_new0 (BellFieldHint, 1);
  hint->field = g_strdup (field);
  hint->example = g_steal_pointer (&example);
  g_ptr_array_add (hints, hint);
}

static void walk (GPtrArray *hints, BellFacts *facts, JsonNode *node, const char *path, int depth);

/* An attribute is its value: what is inside of it is named by the attribute. */
static gboolean
is_attribute (JsonObject *object)
{
  return json_object_has_member (object, "value") &&
         (json_object_has_member (object, "identifier") || json_object_has_member (object, "marker"));
}

static void
walk_object (GPtrArray *hints,
             BellFacts *facts,
             JsonObject *object,
             const char *path,
             int depth)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  guint n = 0;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node) && n++ < MAX_MEMBERS)
    {
      g_autofree char *inner = *path != '\0' ? g_strconcat (path, ".", name, NULL) : g_strdup (name);

      /* A name with a dot cannot be said in a path. */
      if (strchr (name, '.') == NULL && bell_facts_field_is_valid (inner))
        walk (hints, facts, node, inner, depth + 1);
    }
}

static void
walk_list (GPtrArray *hints,
           BellFacts *facts,
           JsonArray *array,
           const char *path,
           int depth)
{
  for (guint i = 0; i < MIN (json_array_get_length (array), MAX_MEMBERS); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *marker = bell_json_get_string (object, "marker");
      g_autofree char *inner = marker != NULL ? g_strconcat (path, ".", marker, NULL)
                                              : g_strdup_printf ("%s.%u", path, i);

      if (bell_facts_field_is_valid (inner))
        walk (hints, facts, node, inner, depth + 1);
    }
}

static void
walk (GPtrArray *hints,
      BellFacts *facts,
      JsonNode *node,
      const char *path,
      int depth)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (depth > MAX_DEPTH || hints->len >= BELL_MAX_FIELD_HINTS)
    return;
  if (object != NULL && !is_attribute (object))
    walk_object (hints, facts, object, path, depth);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    walk_list (hints, facts, json_node_get_array (node), path, depth);
  else if (*path != '\0')
    try_field (hints, facts, path);
}

static void
add_known (GPtrArray *hints,
           GPtrArray *entries)
{
  static const char *const known[] = { "amount", "status", "product", "form", "id", "title", "body", "marker" };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    for (guint e = 0; e < MIN (entries->len, MAX_ENTRIES); e++)
      {
        g_auto (BellFacts) facts;

        bell_facts_init_entry (&facts, g_ptr_array_index (entries, e));
        try_field (hints, &facts, known[i]);
      }
}

GPtrArray *
bell_field_hints_new (GPtrArray *entries)
{
  GPtrArray *hints = g_ptr_array_new_with_free_func ((GDestroyNotify) bell_field_hint_free);

  add_known (hints, entries);
  for (guint e = 0; e < MIN (entries->len, MAX_ENTRIES); e++)
    {
      BellEntry *entry = g_ptr_array_index (entries, e);
      const char *payload = bell_entry_get_payload (entry);
      g_autoptr (JsonNode) node = NULL;
      g_auto (BellFacts) facts;

      bell_facts_init_entry (&facts, entry);
      if (payload != NULL)
        node = bell_json_parse (payload, strlen (payload), MAX_PAYLOAD, NULL);
      if (node != NULL)
        walk (hints, &facts, node, "", 0);
    }
  return hints;
}
