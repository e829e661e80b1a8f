/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-facts.h"

#include "bell-json.h"
#include "bell-redact.h"
#include "oe-event-read.h"

#include <string.h>

#define MAX_PAYLOAD (16 * 1024 * 1024)
#define MAX_PRODUCTS 8

/* The rules for orders are tried: those are what nobody may miss. */
static const char *
judged_as (const char *kind)
{
  return strcmp (kind, BELL_ENTRY_TEST) == 0 ? oe_kind_to_string (OE_KIND_ORDER) : kind;
}

void
bell_facts_init_event (BellFacts *facts,
                       OeEvent *event,
                       gint64 received)
{
  JsonNode *payload = oe_event_get_payload (event);

  *facts = (BellFacts) {
    .kind = oe_kind_to_string (oe_event_is_test (event) ? OE_KIND_ORDER : oe_event_get_kind (event)),
    .test = oe_event_is_test (event),
    .marker = oe_event_get_marker (event),
    .title = oe_event_get_title (event),
    .body = oe_event_get_body (event),
    .entity = oe_event_get_entity (event),
    .status = oe_event_get_status (event),
    .received = received,
    .payload = payload != NULL ? json_node_ref (payload) : NULL,
  };
}

void
bell_facts_init_entry (BellFacts *facts,
                       BellEntry *entry)
{
  *facts = (BellFacts) {
    .kind = judged_as (bell_entry_get_kind (entry)),
    .test = strcmp (bell_entry_get_kind (entry), BELL_ENTRY_TEST) == 0,
    .marker = bell_entry_get_marker (entry),
    .title = bell_entry_get_title (entry),
    .body = bell_entry_get_body (entry),
    .entity = bell_entry_get_entity (entry),
    .status = bell_entry_get_status (entry),
    .received = bell_entry_get_received (entry),
    .payload_text = bell_entry_get_payload (entry),
  };
}

void
bell_facts_clear (BellFacts *facts)
{
  g_clear_pointer (&facts->payload, json_node_unref);
}

/* Most rules ask for no field: a burst of events is not read a second time. */
static JsonObject *
get_payload (BellFacts *facts)
{
  const char *text = g_steal_pointer (&facts->payload_text);

  if (text != NULL)
    facts->payload = bell_json_parse (text, strlen (text), MAX_PAYLOAD, NULL);
  return facts->payload != NULL && JSON_NODE_HOLDS_OBJECT (facts->payload) ? json_node_get_object (facts->payload)
                                                                           : NULL;
}

/* Paths */

static JsonNode *
enter_list (JsonArray *list,
            const char *name)
{
  guint length = json_array_get_length (list);
  guint64 index;

  if (g_ascii_string_to_unsigned (name, 10, 0, G_MAXUINT, &index, NULL))
    return index < length ? json_array_get_element (list, index) : NULL;
  for (guint i = 0; i < length; i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      JsonObject *entry = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (g_strcmp0 (bell_json_get_string (entry, "marker"), name) == 0 ||
          g_strcmp0 (bell_json_get_string (entry, "identifier"), name) == 0)
        return node;
    }
  return NULL;
}

static char *
dup_path (JsonObject *payload,
          const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  JsonNode *node = payload != NULL ? json_object_get_member (payload, names[0]) : NULL;

  for (guint i = 1; node != NULL && names[i] != NULL; i++)
    {
      if (JSON_NODE_HOLDS_OBJECT (node))
        node = json_object_get_member (json_node_get_object (node), names[i]);
      else if (JSON_NODE_HOLDS_ARRAY (node))
        node = enter_list (json_node_get_array (node), names[i]);
      else
        node = NULL;
    }
  return node != NULL ? oe_read_value (node) : NULL;
}

/* Fields with a name of their own */

static JsonObject *
get_thing (BellFacts *facts)
{
  JsonObject *payload = get_payload (facts);
  JsonObject *thing = bell_json_get_object (payload, facts->kind);

  return thing != NULL ? thing : payload;
}

static char *
dup_amount (BellFacts *facts)
{
  static const char *const names[] = { "totalSum", "total", "sum", "amount", "price", NULL };
  JsonObject *thing = get_thing (facts);

  return thing != NULL ? oe_read_amount (thing, names) : NULL;
}

static char *
dup_product (BellFacts *facts)
{
  JsonArray *products = bell_json_get_array (get_thing (facts), "products");
  g_autoptr (GString) titles = g_string_new (NULL);

  if (strcmp (facts->kind, "product") == 0)
    return g_strdup (facts->title);
  for (guint i = 0; products != NULL && i < MIN (json_array_get_length (products), MAX_PRODUCTS); i++)
    {
      g_autofree char *title = oe_read_value (json_array_get_element (products, i));

      if (title != NULL)
        g_string_append_printf (titles, "%s%s", titles->len > 0 ? ", " : "", title);
    }
  return g_strdup (titles->str);
}

static char *
dup_form (BellFacts *facts)
{
  char *form = oe_read_member (get_thing (facts), "formIdentifier");

  if (form == NULL)
    form = oe_read_member (get_payload (facts), "formIdentifier");
  if (form == NULL && strcmp (facts->kind, "form") == 0)
    form = g_strdup (facts->marker);
  return form;
}

static char *
dup_known (BellFacts *facts,
           const char *field)
{
  static const struct
  {
    const char *name;
    gsize offset;
  } texts[] = {
    { "title", G_STRUCT_OFFSET (BellFacts, title) },   { "body", G_STRUCT_OFFSET (BellFacts, body) },
    { "id", G_STRUCT_OFFSET (BellFacts, entity) },     { "status", G_STRUCT_OFFSET (BellFacts, status) },
    { "marker", G_STRUCT_OFFSET (BellFacts, marker) }, { "kind", G_STRUCT_OFFSET (BellFacts, kind) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (strcmp (field, texts[i].name) == 0)
      return g_strdup (G_STRUCT_MEMBER (const char *, facts, texts[i].offset));
  if (strcmp (field, "amount") == 0)
    return dup_amount (facts);
  if (strcmp (field, "product") == 0)
    return dup_product (facts);
  if (strcmp (field, "form") == 0)
    return dup_form (facts);
  return NULL;
}

gboolean
bell_facts_field_is_valid (const char *field)
{
  gsize length = strlen (field);

  if (length == 0 || g_utf8_strlen (field, -1) > BELL_MAX_PATH || strpbrk (field, "{}|\"") != NULL)
    return FALSE;
  return *field != '.' && field[length - 1] != '.' && strstr (field, "..") == NULL;
}

char *
bell_facts_dup (BellFacts *facts,
                const char *field)
{
  g_autofree char *text = NULL;

  /* Of a rule that somebody is still typing. */
  if (!bell_facts_field_is_valid (field))
    return NULL;
  text = dup_known (facts, field);
  /* A payload may have a member of such a name at its top where the event has no field of it. */
  if (text == NULL)
    text = dup_path (get_payload (facts), field);
  if (text == NULL || *text == '\0' || strstr (text, BELL_MASK) != NULL)
    return NULL;
  return g_steal_pointer (&text);
}
