/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-mask.h"

#include "bell-json.h"
#include "bell-redact.h"

#include <string.h>

/* Deeper than the guard in front of the socket lets through. */
#define MAX_DEPTH (BELL_JSON_MAX_DEPTH + 8)

/* A code shorter than this is masked where it is a whole value, not inside longer texts. */
#define MIN_INNER_CODE 3

/* What the members around a value say about it. */
typedef enum
{
  PLACE_PLAIN,
  PLACE_FORM,    /* a map of form values by marker */
  PLACE_PRODUCT, /* the shop's own data: nobody's form */
} Place;

/*
 * Every text is searched for every code: an event has one, and a server that
 * sends thousands gets no more of our time. The member itself is masked whatever it holds.
 */
#define MAX_CODES 16

static JsonNode *mask_node (JsonNode *node, GPtrArray *codes, Place place, guint depth);

static JsonNode *
new_masked (void)
{
  return json_node_init_string (json_node_alloc (), BELL_MASK);
}

static gboolean
equals_any (const char *name,
            const char *const *names)
{
  for (; *names != NULL; names++)
    if (g_ascii_strcasecmp (name, *names) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_secret_name (const char *name)
{
  static const char *const names[] = { "password", "token", "accessToken", "refreshToken", "tokenSecretKey",
                                       "access_token", "refresh_token", "token_secret_key", NULL };

  return equals_any (name, names);
}

static gboolean
contains_pass (const char *marker)
{
  g_autofree char *lower = marker != NULL ? g_ascii_strdown (marker, -1) : NULL;

  return lower != NULL && strstr (lower, "pass") != NULL;
}

/* Codes: every scalar below a top-level "code", as text. */

static void
collect_code (JsonNode *node,
              GPtrArray *codes,
              guint depth)
{
  g_autofree char *text = NULL;

  if (depth > MAX_DEPTH || codes->len >= MAX_CODES)
    return;
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        collect_code (json_array_get_element (array, i), codes, depth + 1);
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      JsonNode *member;

      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, NULL, &member))
        collect_code (member, codes, depth + 1);
    }
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) != G_TYPE_BOOLEAN &&
           (text = bell_json_node_dup_text (node)) != NULL && *g_strstrip (text) != '\0')
    g_ptr_array_add (codes, g_steal_pointer (&text));
}

static void
collect_top (JsonNode *node,
             GPtrArray *codes,
             guint depth)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  /* The first argument may be an array of what should have been the arguments (U14). */
  if (JSON_NODE_HOLDS_ARRAY (node) && depth == 0)
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        collect_top (json_array_get_element (array, i), codes, depth + 1);
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &member))
    if (g_ascii_strcasecmp (name, "code") == 0)
      collect_code (member, codes, 0);
}

/* Texts with the codes taken out (transfer full). */
static char *
mask_text (const char *text,
           GPtrArray *codes)
{
  g_autofree char *stripped = codes->len > 0 ? g_strstrip (g_strdup (text)) : NULL;
  g_autoptr (GString) masked = NULL;

  for (guint i = 0; i < codes->len; i++)
    {
      const char *code = g_ptr_array_index (codes, i);

      if (g_str_equal (stripped, code))
        return g_strdup (BELL_MASK);
      if (strlen (code) < MIN_INNER_CODE || strstr (masked != NULL ? masked->str : text, code) == NULL)
        continue;
      if (masked == NULL)
        masked = g_string_new (text);
      g_string_replace (masked, code, BELL_MASK, 0);
    }
  return masked != NULL ? g_string_free (g_steal_pointer (&masked), FALSE) : g_strdup (text);
}

static JsonNode *
mask_value (JsonNode *node,
            GPtrArray *codes)
{
  g_autofree char *text = NULL;

  if (json_node_get_value_type (node) == G_TYPE_STRING)
    {
      text = mask_text (json_node_get_string (node), codes);
      return json_node_init_string (json_node_alloc (), text);
    }
  if (codes->len > 0 && json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    {
      text = bell_json_node_dup_text (node);
      for (guint i = 0; i < codes->len; i++)
        if (g_strcmp0 (text, g_ptr_array_index (codes, i)) == 0)
          return new_masked ();
    }
  return json_node_copy (node);
}

/* {"marker","value"} of a form, or {"identifier","value"} where the place says that it is one. */
static gboolean
is_secret_entry (JsonObject *object,
                 Place place)
{
  static const char *const markers[] = { "marker", NULL };
  static const char *const form_markers[] = { "marker", "identifier", NULL };
  const char *const *names = place == PLACE_FORM ? form_markers : markers;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (place == PLACE_PRODUCT)
    return FALSE;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &member))
    if (equals_any (name, names) && JSON_NODE_HOLDS_VALUE (member) &&
        json_node_get_value_type (member) == G_TYPE_STRING && contains_pass (json_node_get_string (member)))
      return TRUE;
  return FALSE;
}

static Place
place_of_member (const char *name,
                 Place place,
                 guint depth)
{
  static const char *const products[] = { "product", "products", NULL };

  if (g_ascii_strcasecmp (name, "formData") == 0)
    return PLACE_FORM;
  if (equals_any (name, products))
    return PLACE_PRODUCT;
  /* A user's attributes are the values of a form (facts 1.6). */
  if (depth <= 1 && g_ascii_strcasecmp (name, "user") == 0)
    return PLACE_FORM;
  return place;
}

static JsonNode *
mask_object (JsonObject *object,
             GPtrArray *codes,
             Place place,
             guint depth)
{
  JsonObject *masked = json_object_new ();
  JsonNode *result = json_node_new (JSON_NODE_OBJECT);
  gboolean is_entry = is_secret_entry (object, place);
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      g_autofree char *key = mask_text (name, codes);
      gboolean secret = is_secret_name (name) || (depth == 0 && g_ascii_strcasecmp (name, "code") == 0) ||
                        (is_entry && g_ascii_strcasecmp (name, "value") == 0) ||
                        (place == PLACE_FORM && contains_pass (name));

      /* Null says that there is no secret, and stays. */
      if (secret && !JSON_NODE_HOLDS_NULL (member))
        json_object_set_member (masked, key, new_masked ());
      else
        json_object_set_member (masked, key, mask_node (member, codes, place_of_member (name, place, depth), depth + 1));
    }
  json_node_take_object (result, masked);
  return result;
}

static JsonNode *
mask_node (JsonNode *node,
           GPtrArray *codes,
           Place place,
           guint depth)
{
  if (JSON_NODE_HOLDS_NULL (node) || depth > MAX_DEPTH)
    return json_node_new (JSON_NODE_NULL);
  if (JSON_NODE_HOLDS_OBJECT (node))
    return mask_object (json_node_get_object (node), codes, place, depth);
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);
      JsonArray *masked = json_array_sized_new (json_array_get_length (array));
      JsonNode *result = json_node_new (JSON_NODE_ARRAY);

      for (guint i = 0; i < json_array_get_length (array); i++)
        json_array_add_element (masked, mask_node (json_array_get_element (array, i), codes, place, depth + 1));
      json_node_take_array (result, masked);
      return result;
    }
  return mask_value (node, codes);
}

/* An argument that is a text may be JSON once more. */
static JsonNode *
mask_text_argument (JsonNode *node,
                    GPtrArray *codes)
{
  g_autofree char *text = mask_text (json_node_get_string (node), codes);
  g_autofree char *redacted = NULL;

  if (*g_strchug (text) == '{' || *text == '[')
    {
      redacted = bell_redact (text);
      return json_node_init_string (json_node_alloc (), redacted);
    }
  return mask_value (node, codes);
}

static JsonNode *
mask_argument (JsonNode *node,
               GPtrArray *codes)
{
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return mask_text_argument (node, codes);
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);
      JsonArray *masked = json_array_sized_new (json_array_get_length (array));
      JsonNode *result = json_node_new (JSON_NODE_ARRAY);

      for (guint i = 0; i < json_array_get_length (array); i++)
        json_array_add_element (masked, mask_node (json_array_get_element (array, i), codes, PLACE_PLAIN, 0));
      json_node_take_array (result, masked);
      return result;
    }
  return mask_node (node, codes, PLACE_PLAIN, 0);
}

JsonArray *
oe_mask_args (JsonArray *args)
{
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);
  JsonArray *masked = json_array_sized_new (json_array_get_length (args));

  for (guint i = 0; i < json_array_get_length (args); i++)
    collect_top (json_array_get_element (args, i), codes, 0);
  for (guint i = 0; i < json_array_get_length (args); i++)
    json_array_add_element (masked, mask_argument (json_array_get_element (args, i), codes));
  return masked;
}
