/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-event-read.h"

#include "oe-text.h"

#include "bell-json.h"
#include "bell-redact.h"

#include <math.h>
#include <string.h>

#define MAX_DEPTH 4
#define MAX_LIST 8 /* items read of one list */

/* Texts */

static char *
clean (const char *text)
{
  g_autofree char *plain = text != NULL ? oe_text_plain (text, OE_MAX_FACT) : NULL;

  return plain != NULL && *plain != '\0' ? g_steal_pointer (&plain) : NULL;
}

char *
oe_read_words (const char *marker)
{
  g_autofree char *words = g_strdelimit (oe_text_plain (marker, OE_MAX_FACT), "_", ' ');

  return clean (words);
}

static char *
capitalized (const char *marker)
{
  g_autofree char *words = oe_read_words (marker);
  g_autofree char *first = NULL;

  if (words == NULL)
    return NULL;
  first = g_utf8_strup (words, g_utf8_next_char (words) - words);
  return g_strconcat (first, g_utf8_next_char (words), NULL);
}

/* Values */

static char *read_value (JsonNode *node, guint depth);

static char *
read_list (JsonArray *array,
           guint depth)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint length = MIN (json_array_get_length (array), MAX_LIST);

  for (guint i = 0; i < length; i++)
    {
      g_autofree char *item = read_value (json_array_get_element (array, i), depth + 1);

      if (item != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", item);
    }
  return clean (text->str);
}

static char *
read_value (JsonNode *node,
            guint depth)
{
  static const char *const telling[] = { "formattedValue", "plainValue", "htmlValue", "title", "filename", "value",
                                         "fullDate" };
  g_autofree char *text = NULL;

  if (node == NULL || depth > MAX_DEPTH)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return read_list (json_node_get_array (node), depth);
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      for (guint i = 0; i < G_N_ELEMENTS (telling) && text == NULL; i++)
        text = read_value (json_object_get_member (json_node_get_object (node), telling[i]), depth + 1);
      return g_steal_pointer (&text);
    }
  text = bell_json_node_dup_text (node);
  return clean (text);
}

char *
oe_read_value (JsonNode *node)
{
  return read_value (node, 0);
}

char *
oe_read_member (JsonObject *object,
                const char *name)
{
  return object != NULL ? read_value (json_object_get_member (object, name), 0) : NULL;
}

/* Localised texts */

char *
oe_read_localized (JsonObject *object,
                   const char *info,
                   const char *name)
{
  JsonObject *texts = bell_json_get_object (object, info);
  char *text = clean (bell_json_get_string (object, info));
  JsonObjectIter iter;
  const char *locale; /* json-glib 1.6 writes to it at the end, unasked */
  JsonNode *member;

  if (text == NULL)
    text = clean (bell_json_get_string (texts, name));
  if (text != NULL || texts == NULL)
    return text;
  json_object_iter_init_ordered (&iter, texts);
  while (text == NULL && json_object_iter_next_ordered (&iter, &locale, &member))
    if (JSON_NODE_HOLDS_OBJECT (member))
      text = clean (bell_json_get_string (json_node_get_object (member), name));
  return text;
}

char *
oe_read_status (JsonObject *object)
{
  JsonObject *status = bell_json_get_object (object, "status");
  char *text = clean (bell_json_get_string (status, "identifier"));

  if (text == NULL)
    text = clean (bell_json_get_string (object, "statusIdentifier"));
  if (text == NULL)
    text = clean (bell_json_get_string (object, "status"));
  return text;
}

char *
oe_read_status_title (JsonObject *object)
{
  JsonObject *status = bell_json_get_object (object, "status");
  char *text = oe_read_localized (object, "statusLocalizeInfos", "title");
  g_autofree char *identifier = NULL;

  if (text == NULL)
    text = oe_read_localized (status, "info", "title");
  if (text == NULL)
    text = oe_read_localized (status, "localizeInfos", "title");
  if (text == NULL)
    text = clean (bell_json_get_string (status, "title"));
  if (text != NULL)
    return text;
  identifier = oe_read_status (object);
  return identifier != NULL ? oe_read_words (identifier) : NULL;
}

/* Attributes and form data */

static const char *
get_marker (JsonNode *entry)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (entry) ? json_node_get_object (entry) : NULL;
  const char *marker = bell_json_get_string (object, "marker");

  return marker != NULL ? marker : bell_json_get_string (object, "identifier");
}

static JsonNode *
get_value (JsonNode *entry)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (entry) ? json_node_get_object (entry) : NULL;

  return object != NULL && json_object_has_member (object, "value") ? json_object_get_member (object, "value") : entry;
}

/* Called with every entry until it returns TRUE. */
typedef gboolean (*EntryFunc) (const char *marker, JsonNode *entry, gpointer user_data);

static gboolean
for_each_entry (JsonNode *attributes,
                EntryFunc func,
                gpointer user_data,
                guint depth)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (attributes == NULL || depth > 1)
    return FALSE;
  if (JSON_NODE_HOLDS_ARRAY (attributes))
    {
      JsonArray *array = json_node_get_array (attributes);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          JsonNode *entry = json_array_get_element (array, i);
          const char *marker = get_marker (entry);

          if (marker != NULL && func (marker, entry, user_data))
            return TRUE;
        }
    }
  if (!JSON_NODE_HOLDS_OBJECT (attributes))
    return FALSE;
  json_object_iter_init_ordered (&iter, json_node_get_object (attributes));
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      JsonArray *list = JSON_NODE_HOLDS_ARRAY (member) ? json_node_get_array (member) : NULL;
      gboolean per_language = list != NULL && json_array_get_length (list) > 0 &&
                              get_marker (json_array_get_element (list, 0)) != NULL;

      if (per_language ? for_each_entry (member, func, user_data, depth + 1) : func (name, member, user_data))
        return TRUE;
    }
  return FALSE;
}

typedef struct
{
  const char *name;
  char *text;
} Search;

static gboolean
find_entry (const char *marker,
            JsonNode *entry,
            gpointer user_data)
{
  Search *search = user_data;

  if (g_ascii_strcasecmp (marker, search->name) == 0)
    search->text = oe_read_value (get_value (entry));
  return search->text != NULL;
}

char *
oe_read_attribute (JsonNode *attributes,
                   const char *const *names)
{
  Search search = { NULL, NULL };

  for (; *names != NULL && search.text == NULL; names++)
    {
      search.name = *names;
      for_each_entry (attributes, find_entry, &search, 0);
    }
  return search.text;
}

typedef struct
{
  GPtrArray *facts;
  guint left;
} Listing;

static gboolean
list_entry (const char *marker,
            JsonNode *entry,
            gpointer user_data)
{
  Listing *listing = user_data;
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (entry) ? json_node_get_object (entry) : NULL;
  g_autofree char *title = oe_read_localized (object, "localizeInfos", "title");
  g_autofree char *label = title != NULL ? g_steal_pointer (&title) : capitalized (marker);
  g_autofree char *value = oe_read_value (get_value (entry));

  if (label == NULL || value == NULL || strstr (value, BELL_MASK) != NULL)
    return FALSE;
  g_ptr_array_add (listing->facts, g_strdup_printf ("%s: %s", label, value));
  return --listing->left == 0;
}

void
oe_read_entries (JsonNode *attributes,
                 guint n,
                 GPtrArray *facts)
{
  Listing listing = { facts, n };

  if (n > 0)
    for_each_entry (attributes, list_entry, &listing, 0);
}

/* Money */

/* 59.9 is 59.90; what a server wrote as a text stays as it is. */
static char *
read_money (JsonNode *node)
{
  double value;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_DOUBLE)
    return node != NULL ? oe_read_value (node) : NULL;
  value = json_node_get_double (node);
  if (!(fabs (value) < 1e12) || fabs (value * 100 - round (value * 100)) > 1e-3)
    return oe_read_value (node);
  /* Never the locale's decimal comma: the text is stored. */
  {
    char text[G_ASCII_DTOSTR_BUF_SIZE];

    return g_strdup (g_ascii_formatd (text, sizeof text, "%.2f", value));
  }
}

char *
oe_read_amount (JsonObject *object,
                const char *const *names)
{
  static const char *const currencies[] = { "currency", NULL };
  JsonNode *attributes = object != NULL ? json_object_get_member (object, "attributes") : NULL;
  g_autofree char *currency = clean (bell_json_get_string (object, "currency"));
  g_autofree char *amount = NULL;

  for (const char *const *name = names; object != NULL && *name != NULL && amount == NULL; name++)
    amount = read_money (json_object_get_member (object, *name));
  for (const char *const *name = names; *name != NULL && amount == NULL && attributes != NULL; name++)
    {
      JsonNode *entry = JSON_NODE_HOLDS_OBJECT (attributes)
                          ? json_object_get_member (json_node_get_object (attributes), *name)
                          : NULL;

      amount = entry != NULL ? read_money (get_value (entry)) : NULL;
    }
  if (amount == NULL)
    return NULL;
  if (currency == NULL)
    currency = oe_read_attribute (attributes, currencies);
  return currency != NULL ? g_strdup_printf ("%s %s", amount, currency) : g_steal_pointer (&amount);
}
