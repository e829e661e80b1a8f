/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-format-fields.h"

#include "bell-json.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_VALUE 1000 /* characters of one value */
#define MAX_PAYLOAD (4 * 1024 * 1024)

void
bell_field_free (BellField *field)
{
  g_free (field->group);
  g_free (field->label);
  g_free (field->value);
  g_free (field);
}

char *
bell_format_marker (const char *marker)
{
  g_autofree char *words = g_strstrip (g_strdelimit (g_utf8_make_valid (marker, -1), "_-", ' '));
  g_autofree char *first = NULL;

  if (*words == '\0')
    return g_utf8_make_valid (marker, -1);
  first = g_utf8_strup (words, g_utf8_next_char (words) - words);
  return g_strconcat (first, g_utf8_next_char (words), NULL);
}

/* Takes value, where there is one that says something. */
static void
add (GPtrArray *fields,
     const char *group,
     const char *label,
     char *value)
{
  BellField *field;

  if (value == NULL || *g_strstrip (value) == '\0' || fields->len >= BELL_FIELDS_MAX)
    {
      g_free (value);
      return;
    }
  if (g_utf8_strlen (value, -1) > MAX_VALUE)
    {
      char *end = g_utf8_offset_to_pointer (value, MAX_VALUE - 1);
      char *cut = g_strdup_printf ("%.*s…", (int) (end - value), value);

      g_free (value);
      value = cut;
    }
  field = g_new0 (BellField, 1);
  field->group = g_strdup (group);
  field->label = g_strdup (label);
  field->value = value;
  g_ptr_array_add (fields, field);
}

/* "2026-11-23T10:00:00.000Z" as a moment here; anything else stays. */
static char *
localize (char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (text == NULL || strlen (text) < 19 || text[4] != '-' || text[10] != 'T')
    return text;
  time = g_date_time_new_from_iso8601 (text, utc);
  local = time != NULL ? g_date_time_to_local (time) : NULL;
  if (local == NULL)
    return text;
  g_free (text);
  /* TRANSLATORS: a day and a time of day, as g_date_time_format() reads it */
  return g_date_time_format (local, _("%-d %B %Y, %H:%M"));
}

/* "title" of a localisation, which is of one language, or one per language. */
static const char *
get_title (JsonObject *info)
{
  const char *title = bell_json_get_string (info, "title");
  g_autoptr (GList) locales = NULL;

  if (title != NULL || info == NULL)
    return title;
  locales = json_object_get_members (info);
  for (GList *l = locales; l != NULL && title == NULL; l = l->next)
    title = bell_json_get_string (bell_json_get_object (info, l->data), "title");
  return title;
}

static char *dup_value (JsonNode *node, int depth);

static char *
dup_list (JsonArray *array,
          int depth)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array) && text->len < MAX_VALUE * 4; i++)
    {
      g_autofree char *item = dup_value (json_array_get_element (array, i), depth + 1);

      if (item != NULL && *item != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", item);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What an attribute's value says to people: scalars, dates, texts, files, choices, and lists of these. */
static char *
dup_value (JsonNode *node,
           int depth)
{
  static const char *const telling[] = { "formattedValue", "plainValue", "title", "filename", "value", "fullDate" };
  JsonObject *object;

  if (node == NULL || depth > 4)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return dup_list (json_node_get_array (node), depth);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return localize (bell_json_node_dup_text (node));

  object = json_node_get_object (node);
  for (guint i = 0; i < G_N_ELEMENTS (telling); i++)
    if (json_object_has_member (object, telling[i]))
      {
        char *text = dup_value (json_object_get_member (object, telling[i]), depth + 1);

        if (text != NULL)
          return text;
      }
  return NULL;
}

/* {"marker":…,"value":…} or {"identifier":…,"value":…}; name stands in where neither is given. */
static void
add_attribute (GPtrArray *fields,
               const char *group,
               const char *name,
               JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *title = get_title (bell_json_get_object (object, "localizeInfos"));
  const char *marker = bell_json_get_string (object, "marker");
  g_autofree char *label = NULL;

  if (marker == NULL)
    marker = bell_json_get_string (object, "identifier");
  if (marker == NULL)
    marker = name;
  label = title != NULL ? g_strdup (title) : bell_format_marker (marker != NULL ? marker : "");
  if (object != NULL && json_object_has_member (object, "value"))
    node = json_object_get_member (object, "value");
  add (fields, group, label, dup_value (node, 0));
}

static void
add_attributes (GPtrArray *fields,
                const char *group,
                JsonObject *parent,
                const char *member)
{
  JsonObject *object = bell_json_get_object (parent, member);
  JsonArray *array = bell_json_get_array (parent, member);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (object != NULL)
    {
      json_object_iter_init_ordered (&iter, object);
      while (json_object_iter_next_ordered (&iter, &name, &node))
        add_attribute (fields, group, name, node);
    }
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    add_attribute (fields, group, NULL, json_array_get_element (array, i));
}

static char *
dup_status (JsonObject *object)
{
  JsonObject *status = bell_json_get_object (object, "status");
  const char *title = get_title (bell_json_get_object (object, "statusLocalizeInfos"));

  if (title == NULL)
    title = get_title (bell_json_get_object (status, "info"));
  if (title == NULL)
    title = bell_json_get_string (object, "statusIdentifier");
  if (title == NULL)
    title = bell_json_get_string (status, "identifier");
  return g_strdup (title);
}

static char *
dup_amount (JsonObject *object,
            const char *member)
{
  g_autofree char *sum = bell_json_dup_text (object, member);
  const char *currency = bell_json_get_string (object, "currency");

  if (sum == NULL || currency == NULL)
    return g_steal_pointer (&sum);
  return g_strdup_printf ("%s %s", sum, currency);
}

/* The newest field is about this product. */
static void
note_product (GPtrArray *fields,
              JsonObject *product)
{
  if (fields->len > 0)
    ((BellField *) fields->pdata[fields->len - 1])->product = bell_json_get_integer (product, "id", 0);
}

static void
add_items (GPtrArray *fields,
           JsonObject *order)
{
  JsonArray *products = bell_json_get_array (order, "products");

  for (guint i = 0; products != NULL && i < json_array_get_length (products); i++)
    {
      JsonNode *node = json_array_get_element (products, i);
      JsonObject *product = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      g_autofree char *title = bell_json_dup_text (product, "title");
      g_autofree char *quantity = bell_json_dup_text (product, "quantity");
      g_autofree char *label = NULL;
      char *price = bell_json_dup_text (product, "price");

      if (title == NULL)
        title = g_strdup (_("Item"));
      /* TRANSLATORS: an item of an order: how many, and what */
      label = quantity != NULL ? g_strdup_printf (_("%s × %s"), quantity, title) : g_strdup (title);
      add (fields, _("Items"), label, price != NULL ? price : g_strdup ("–"));
      note_product (fields, product);
    }
}

static void
add_order (GPtrArray *fields,
           JsonObject *order)
{
  if (order == NULL)
    return;
  add (fields, NULL, _("Order number"), bell_json_dup_text (order, "id"));
  add (fields, NULL, _("Status"), dup_status (order));
  /* TRANSLATORS: what an order costs */
  add (fields, NULL, _("Total"), dup_amount (order, "totalSum"));
  add (fields, NULL, _("Created"), localize (bell_json_dup_text (order, "createdDate")));
  add_items (fields, order);
  add_attributes (fields, _("Order"), order, "attributes");
  add_attributes (fields, _("Order"), order, "formData");
}

static void
add_product (GPtrArray *fields,
             JsonObject *product)
{
  guint n;

  if (product == NULL)
    return;
  n = fields->len;
  add (fields, NULL, _("Product"), g_strdup (get_title (bell_json_get_object (product, "info"))));
  if (fields->len > n)
    note_product (fields, product);
  add (fields, NULL, _("Product number"), bell_json_dup_text (product, "id"));
  add (fields, NULL, _("Status"), dup_status (product));
  add (fields, NULL, _("Price"), dup_amount (product, "price"));
  add_attributes (fields, _("Product"), product, "attributes");
}

static void
add_user (GPtrArray *fields,
          JsonObject *user)
{
  JsonObject *reach = bell_json_get_object (user, "notificationData");

  add_attributes (fields, _("Person"), user, "attributes");
  add (fields, _("Person"), _("E-mail"), bell_json_dup_text (reach, "email"));
  add (fields, _("Person"), _("Phone"), bell_json_dup_text (reach, "phoneSMS"));
}

/* Members nobody told us about, as far as they are plain. */
static void
add_rest (GPtrArray *fields,
          JsonObject *object)
{
  static const char *const known[] = { "message", "order", "product", "user", "formData", "attributes", NULL };
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (JSON_NODE_HOLDS_VALUE (node) && !g_strv_contains (known, name))
      {
        g_autofree char *label = bell_format_marker (name);

        add (fields, NULL, label, dup_value (node, 0));
      }
}

GPtrArray *
bell_format_fields (const char *payload)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func ((GDestroyNotify) bell_field_free);
  g_autoptr (JsonNode) node = payload != NULL ? bell_json_parse (payload, strlen (payload), MAX_PAYLOAD, NULL) : NULL;
  JsonObject *object;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return fields;

  object = json_node_get_object (node);
  add (fields, NULL, _("Message"), bell_json_dup_text (object, "message"));
  add_rest (fields, object);
  add_order (fields, bell_json_get_object (object, "order"));
  add_product (fields, bell_json_get_object (object, "product"));
  add_user (fields, bell_json_get_object (object, "user"));
  add_attributes (fields, _("Form"), object, "formData");
  add_attributes (fields, _("Details"), object, "attributes");
  return fields;
}
