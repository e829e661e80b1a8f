/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-client-forms.h"

#include "oe-client-private.h"

#include "bell-json.h"

void
oe_form_free (OeForm *form)
{
  g_free (form->identifier);
  g_free (form->entity);
  g_free (form->field);
  g_free (form->type);
  g_free (form);
}

/* What is asked for of a form */

static gboolean
take_field (OeForm *form,
            JsonObject *field)
{
  const char *marker = bell_json_get_string (field, "marker");
  const char *type = bell_json_get_string (field, "type");

  if (marker == NULL || *marker == '\0' || (g_strcmp0 (type, "string") != 0 && g_strcmp0 (type, "text") != 0))
    return FALSE;
  form->field = g_strdup (marker);
  form->type = g_strdup (type);
  return TRUE;
}

/* The first use of it that is open, and the first place of that. */
static gboolean
take_config (OeForm *form,
             JsonObject *config)
{
  JsonArray *entities = bell_json_get_array (config, "entityIdentifiers");
  JsonNode *first = entities != NULL && json_array_get_length (entities) > 0 ? json_array_get_element (entities, 0) : NULL;

  form->config = bell_json_get_integer (config, "id", -1);
  if (form->config < 0 || bell_json_get_boolean (config, "isClosed", FALSE))
    return FALSE;
  if (first != NULL && JSON_NODE_HOLDS_OBJECT (first))
    form->entity = bell_json_dup_text (json_node_get_object (first), "id");
  else if (first != NULL)
    form->entity = bell_json_node_dup_text (first);
  if (form->entity == NULL)
    form->entity = g_strdup (form->identifier);
  return TRUE;
}

/* Each object of a list, until take says that it is the one. */
static gboolean
take_first (OeForm *form,
            JsonArray *list,
            gboolean (*take) (OeForm *form, JsonObject *object))
{
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);

      if (JSON_NODE_HOLDS_OBJECT (node) && take (form, json_node_get_object (node)))
        return TRUE;
    }
  return FALSE;
}

/* A list, or one for each language, which all have the same. */
static JsonArray *
get_fields (JsonObject *object)
{
  JsonArray *fields = bell_json_get_array (object, "attributes");
  JsonObject *languages = bell_json_get_object (object, "attributes");
  JsonObjectIter iter;
  const char *language; /* json-glib 1.6 writes to it at the end, unasked */
  JsonNode *member;

  if (languages == NULL)
    return fields;
  json_object_iter_init_ordered (&iter, languages);
  while (fields == NULL && json_object_iter_next_ordered (&iter, &language, &member))
    if (JSON_NODE_HOLDS_ARRAY (member))
      fields = json_node_get_array (member);
  return fields;
}

OeForm *
oe_form_parse (JsonNode *json,
               GError **error)
{
  JsonObject *object = json != NULL && JSON_NODE_HOLDS_OBJECT (json) ? json_node_get_object (json) : NULL;
  const char *identifier = bell_json_get_string (object, "identifier");
  g_autoptr (OeForm) form = g_new0 (OeForm, 1);
  const char *missing = NULL;

  form->identifier = g_strdup (identifier);
  if (identifier == NULL)
    missing = "The answer holds no form";
  else if (!take_first (form, get_fields (object), take_field))
    missing = "The form has no field for a text";
  else if (!take_first (form, bell_json_get_array (object, "moduleFormConfigs"), take_config))
    missing = "The form is not in use anywhere";
  if (missing == NULL)
    return g_steal_pointer (&form);
  g_set_error_literal (error, OE_ERROR, OE_ERROR_PROTOCOL, missing);
  return NULL;
}

static void
parse_form (OeClient *self,
            GTask *task,
            OeCall *call,
            JsonNode *json)
{
  GError *error = NULL;
  OeForm *form = oe_form_parse (json, &error);

  if (form != NULL)
    g_task_return_pointer (task, form, (GDestroyNotify) oe_form_free);
  else
    g_task_return_error (task, error);
}

void
oe_client_get_form_async (OeClient *self,
                          const char *marker,
                          const char *access_token,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = oe_client_new_task (self, oe_client_get_form_async, parse_form, cancellable, callback, user_data);
  g_autofree char *escaped = oe_client_escape (marker);
  g_autofree char *lang_code = oe_client_escape (oe_client_get_lang_code (self));
  g_autofree char *path = g_strconcat ("/forms/marker/", escaped, "?langCode=", lang_code, NULL);

  oe_client_send (self, oe_client_new_get (self, path, OE_PURPOSE_READ, access_token), task);
}

OeForm *
oe_client_get_form_finish (OeClient *self,
                           GAsyncResult *result,
                           GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Submitting */

/* As the official SDK sends it: the fields stand below the language. */
static JsonNode *
make_body (OeClient *self,
           const OeForm *form,
           const char *text)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *body = json_object_new ();
  JsonObject *languages = json_object_new ();
  JsonArray *fields = json_array_new ();
  JsonObject *field = json_object_new ();

  json_object_set_string_member (field, "marker", form->field);
  json_object_set_string_member (field, "type", form->type);
  json_object_set_string_member (field, "value", text);
  json_array_add_object_element (fields, field);
  json_object_set_array_member (languages, oe_client_get_lang_code (self), fields);
  json_object_set_string_member (body, "formIdentifier", form->identifier);
  json_object_set_int_member (body, "formModuleConfigId", form->config);
  json_object_set_string_member (body, "moduleEntityIdentifier", form->entity);
  json_object_set_object_member (body, "formData", languages);
  json_node_take_object (node, body);
  return node;
}

static void
parse_submitted (OeClient *self,
                 GTask *task,
                 OeCall *call,
                 JsonNode *json)
{
  g_task_return_boolean (task, TRUE);
}

void
oe_client_submit_form_async (OeClient *self,
                             const OeForm *form,
                             const char *text,
                             const char *access_token,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = oe_client_new_task (self, oe_client_submit_form_async, parse_submitted, cancellable, callback,
                                    user_data);
  g_autoptr (JsonNode) body = make_body (self, form, text);

  oe_client_send (self, oe_client_new_post (self, "/form-data", OE_PURPOSE_READ, access_token, body), task);
}

gboolean
oe_client_submit_form_finish (OeClient *self,
                              GAsyncResult *result,
                              GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
