/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-event.h"

#include "oe-event-read.h"
#include "oe-event-text.h"
#include "oe-mask.h"
#include "oe-text.h"

#include "bell-json.h"

#define MAX_NAME 1000 /* characters */

struct _OeEvent
{
  GObject parent_instance;

  OeKind kind;
  char *name;
  gboolean has_marker;
  gboolean test;
  char *title;
  char *body;
  char *entity;
  char *status;
  JsonNode *payload;
  JsonNode *args;
};

G_DEFINE_FINAL_TYPE (OeEvent, oe_event, G_TYPE_OBJECT)

static const char *const kind_names[OE_N_KINDS] = { "order", "product", "form", "user", "message", "other" };

const char *
oe_kind_to_string (OeKind kind)
{
  return (guint) kind < OE_N_KINDS ? kind_names[kind] : kind_names[OE_KIND_OTHER];
}

OeKind
oe_kind_from_string (const char *string)
{
  for (guint i = 0; i < OE_N_KINDS; i++)
    if (g_strcmp0 (kind_names[i], string) == 0)
      return (OeKind) i;
  return OE_KIND_OTHER;
}

/* Classification (facts 1.6, design §6) */

static gboolean
has_member (JsonObject *payload,
            const char *name)
{
  return json_object_has_member (payload, name) && !json_object_get_null_member (payload, name);
}

/* An object, or its bare id; a boolean is no id. */
static gboolean
has_thing (JsonObject *payload,
           const char *name)
{
  JsonNode *node = json_object_get_member (payload, name);
  g_autofree char *id = node != NULL ? bell_json_node_dup_text (node) : NULL;

  if (node == NULL || (id != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN))
    return FALSE;
  return JSON_NODE_HOLDS_OBJECT (node) || (id != NULL && *id != '\0');
}

/* In the server's words, markup and all: a text, one text per language, or a first argument that is a text. */
static char *
dup_message (JsonObject *payload,
             JsonArray *args)
{
  JsonObject *texts = bell_json_get_object (payload, "message");
  const char *message = bell_json_get_string (payload, "message");
  JsonNode *first = payload == NULL && json_array_get_length (args) > 0 ? json_array_get_element (args, 0) : NULL;
  JsonObjectIter iter;
  const char *locale; /* json-glib 1.6 writes to it at the end, unasked */
  JsonNode *member;

  if (texts != NULL)
    {
      json_object_iter_init_ordered (&iter, texts);
      while (message == NULL && json_object_iter_next_ordered (&iter, &locale, &member))
        if (JSON_NODE_HOLDS_VALUE (member))
          message = json_node_get_string (member);
    }
  if (first != NULL && JSON_NODE_HOLDS_VALUE (first))
    message = json_node_get_string (first);
  return g_strdup (message);
}

static gboolean
says_something (const char *message)
{
  g_autofree char *plain = oe_text_first_line (message, 1);

  return *plain != '\0';
}

static OeKind
classify (JsonObject *payload,
          const char *message)
{
  if (payload != NULL)
    {
      if (has_thing (payload, "order"))
        return OE_KIND_ORDER;
      if (has_thing (payload, "product"))
        return OE_KIND_PRODUCT;
      if (has_member (payload, "formData") || (has_member (payload, "email") && has_member (payload, "code")))
        return OE_KIND_FORM;
      if (has_thing (payload, "user"))
        return OE_KIND_USER;
    }
  return says_something (message) ? OE_KIND_MESSAGE : OE_KIND_OTHER;
}

/* The id of what the event is about. */
static char *
dup_entity (JsonObject *payload,
            OeKind kind)
{
  static const char *const things[OE_N_KINDS] = { "order", "product", NULL, "user", NULL, NULL };
  const char *name = things[kind];
  JsonObject *thing = name != NULL ? bell_json_get_object (payload, name) : NULL;

  if (thing != NULL)
    return oe_read_member (thing, "id");
  if (name != NULL)
    return oe_read_member (payload, name);
  return oe_read_member (payload, kind == OE_KIND_FORM && has_member (payload, "formDataId") ? "formDataId" : "id");
}

static char *
dup_status (JsonObject *payload,
            OeKind kind)
{
  static const char *const things[OE_N_KINDS] = { "order", "product", NULL, "user", NULL, NULL };
  const char *name = things[kind];

  return oe_read_status (name != NULL ? bell_json_get_object (payload, name) : payload);
}

static JsonNode *
find_payload (JsonArray *args)
{
  for (guint i = 0; i < json_array_get_length (args); i++)
    {
      JsonNode *node = json_array_get_element (args, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        return node;
    }
  return NULL;
}

static void
describe (OeEvent *self)
{
  JsonNode *found = find_payload (json_node_get_array (self->args));
  JsonObject *payload = found != NULL ? json_node_get_object (found) : NULL;
  g_autofree char *message = dup_message (payload, json_node_get_array (self->args));
  OeEventWords words = { .kind = classify (payload, message), .marker = oe_event_get_marker (self),
                         .payload = payload, .message = message };

  self->payload = found != NULL ? json_node_ref (found) : NULL;
  self->kind = words.kind;
  self->title = oe_event_make_title (&words);
  self->body = oe_event_make_body (&words);
  self->entity = dup_entity (payload, self->kind);
  self->status = dup_status (payload, self->kind);
}

OeEvent *
oe_event_new (const char *name,
              JsonArray *args)
{
  OeEvent *self = g_object_new (OE_TYPE_EVENT, NULL);
  g_autofree char *valid = g_utf8_make_valid (name != NULL ? name : "", -1);
  JsonArray *masked = args != NULL ? oe_mask_args (args) : json_array_new ();

  self->name = oe_text_cut (valid, MAX_NAME);
  /* All first-party clients listen to "notification", for every marker (U1). */
  self->has_marker = *self->name != '\0' && !g_str_equal (self->name, "notification");
  self->args = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (self->args, masked);
  describe (self);
  return self;
}

OeEvent *
oe_event_new_test (const char *name,
                   JsonArray *args,
                   const char *title,
                   const char *body)
{
  OeEvent *self = oe_event_new (name, args);

  self->test = TRUE;
  g_free (self->title);
  self->title = g_strdup (title);
  g_free (self->body);
  self->body = g_strdup (body);
  return self;
}

gboolean
oe_event_is_test (OeEvent *self)
{
  return self->test;
}

OeKind
oe_event_get_kind (OeEvent *self)
{
  return self->kind;
}

const char *
oe_event_get_marker (OeEvent *self)
{
  return self->has_marker ? self->name : NULL;
}

const char *
oe_event_get_name (OeEvent *self)
{
  return self->name;
}

const char *
oe_event_get_title (OeEvent *self)
{
  return self->title;
}

const char *
oe_event_get_body (OeEvent *self)
{
  return self->body;
}

const char *
oe_event_get_entity (OeEvent *self)
{
  return self->entity;
}

const char *
oe_event_get_status (OeEvent *self)
{
  return self->status;
}

JsonNode *
oe_event_get_payload (OeEvent *self)
{
  return self->payload;
}

JsonNode *
oe_event_get_args (OeEvent *self)
{
  return self->args;
}

/* GObject */

static void
oe_event_finalize (GObject *object)
{
  OeEvent *self = OE_EVENT (object);

  g_free (self->name);
  g_free (self->title);
  g_free (self->body);
  g_free (self->entity);
  g_free (self->status);
  g_clear_pointer (&self->payload, json_node_unref);
  g_clear_pointer (&self->args, json_node_unref);
  G_OBJECT_CLASS (oe_event_parent_class)->finalize (object);
}

static void
oe_event_class_init (OeEventClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = oe_event_finalize;
}

static void
oe_event_init (OeEvent *self)
{
}
