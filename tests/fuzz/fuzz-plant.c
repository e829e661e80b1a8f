/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-plant.h"

#include <string.h>

/* Each input's own, so that a fuzzer cannot find them out and write them itself. */
static char secret_word[13];
static char code_word[13];

typedef enum
{
  WHERE_ELSE,
  WHERE_ARGUMENT, /* its "code" is secret */
  WHERE_FORM,     /* the list of a form's values */
} Where;

static JsonNode *plant (JsonNode *node, Where where);

static void
add_string (JsonObject *object,
            const char *name,
            const char *value)
{
  json_object_set_string_member (object, name, value);
}

static JsonNode *
plant_object (JsonObject *object,
              Where where)
{
  static const char *const names[] = { "password", "token", "accessToken", "RefreshToken", "tokenSecretKey" };
  JsonObject *planted = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      Where inside = g_str_equal (name, "formData") && JSON_NODE_HOLDS_ARRAY (member) ? WHERE_FORM : WHERE_ELSE;

      /* Only so many codes of one event are looked for; ours must be among them. */
      if (where != WHERE_ARGUMENT || g_ascii_strcasecmp (name, "code") != 0)
        json_object_set_member (planted, name, plant (member, inside));
    }
  add_string (planted, names[json_object_get_size (object) % G_N_ELEMENTS (names)], secret_word);
  if (where == WHERE_ARGUMENT)
    add_string (planted, "code", code_word);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, planted);
  return node;
}

static JsonNode *
plant_array (JsonArray *array,
             Where inside)
{
  JsonArray *planted = json_array_new ();
  gboolean is_form = inside == WHERE_FORM;
  JsonNode *node;

  for (guint i = 0; i < json_array_get_length (array); i++)
    json_array_add_element (planted, plant (json_array_get_element (array, i), is_form ? WHERE_ELSE : inside));
  if (is_form)
    {
      JsonObject *entry = json_object_new ();

      add_string (entry, "marker", "new_Password");
      add_string (entry, "value", secret_word);
      json_array_add_object_element (planted, entry);
    }
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, planted);
  return node;
}

/* The code stands in texts too: "Your code is …". */
static JsonNode *
plant_string (const char *text)
{
  g_autofree char *planted = g_strdup_printf ("%s%s.", text, code_word);

  return json_node_init_string (json_node_alloc (), planted);
}

static JsonNode *
plant (JsonNode *node,
       Where where)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return plant_object (json_node_get_object (node), where);
  if (JSON_NODE_HOLDS_ARRAY (node))
    return plant_array (json_node_get_array (node), where);
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return plant_string (json_node_get_string (node));
  return json_node_copy (node);
}

static void
choose_words (const guint8 *seed,
              gsize size)
{
  g_autofree char *sum = g_compute_checksum_for_data (G_CHECKSUM_SHA1, seed, size);

  g_snprintf (secret_word, sizeof secret_word, "S-%.10s", sum);
  g_snprintf (code_word, sizeof code_word, "C-%.10s", sum + 20);
}

JsonArray *
fuzz_plant_secrets (JsonArray *args,
                    const guint8 *seed,
                    gsize size)
{
  JsonArray *planted = json_array_new ();
  JsonObject *last = json_object_new ();

  choose_words (seed, size);
  for (guint i = 0; i < json_array_get_length (args); i++)
    json_array_add_element (planted, plant (json_array_get_element (args, i), WHERE_ARGUMENT));
  /* So that there is one, whatever the other arguments are. */
  add_string (last, "code", code_word);
  json_array_add_object_element (planted, last);
  return planted;
}

gboolean
fuzz_plant_is_in (const char *text)
{
  return strstr (text, secret_word) != NULL || strstr (text, code_word) != NULL;
}
