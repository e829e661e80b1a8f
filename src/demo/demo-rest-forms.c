/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-rest.h"

#include "bell-json.h"

/* What people submit in forms: it is answered as the Content API does, and sent to whoever listens. */

/* The fields below the first language that has any, as a list (borrowed); NULL: there are none. */
static JsonArray *
find_fields (JsonObject *body)
{
  JsonObject *languages = bell_json_get_object (body, "formData");
  JsonArray *fields = NULL;
  JsonObjectIter iter;
  const char *language; /* json-glib 1.6 writes to it at the end, unasked */
  JsonNode *member;

  if (languages == NULL)
    return NULL;
  json_object_iter_init_ordered (&iter, languages);
  while (fields == NULL && json_object_iter_next_ordered (&iter, &language, &member))
    if (JSON_NODE_HOLDS_ARRAY (member))
      fields = json_node_get_array (member);
  return fields;
}

static JsonObject *
find_form (DemoRequest *request)
{
  JsonArray *forms = json_object_get_array_member (json_node_get_object (request->shop->catalog), "forms");
  const char *identifier = bell_json_get_string (request->body, "formIdentifier");

  for (guint i = 0; i < json_array_get_length (forms); i++)
    {
      JsonObject *form = json_array_get_object_element (forms, i);

      if (g_strcmp0 (bell_json_get_string (form, "identifier"), identifier) == 0)
        return form;
    }
  return NULL;
}

static gboolean
has_config (JsonObject *form,
            gint64 id)
{
  JsonArray *configs = bell_json_get_array (form, "moduleFormConfigs");

  for (guint i = 0; configs != NULL && i < json_array_get_length (configs); i++)
    if (bell_json_get_integer (json_array_get_object_element (configs, i), "id", -1) == id)
      return TRUE;
  return FALSE;
}

static void
send_event (DemoRequest *request,
            JsonObject *form,
            JsonArray *fields)
{
  g_autoptr (JsonNode) payload = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "email", request->shop->login);
  json_object_set_array_member (object, "formData", json_array_ref (fields));
  json_node_take_object (payload, object);
  if (!request->shop->swallow_forms)
    demo_shop_emit (request->shop, bell_json_get_string (form, "identifier"), payload);
}

static void
answer_stored (DemoRequest *request,
               JsonObject *form,
               JsonArray *fields)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S.000Z");
  JsonObject *answer = json_object_new ();
  JsonObject *data = json_object_new ();

  json_object_set_int_member (data, "id", (gint64) demo_shop_get_n_requests (request->shop, "form-data"));
  json_object_set_string_member (data, "formIdentifier", bell_json_get_string (form, "identifier"));
  json_object_set_string_member (data, "time", time);
  json_object_set_string_member (data, "entityIdentifier",
                                 bell_json_get_string (request->body, "moduleEntityIdentifier"));
  json_object_set_string_member (data, "fingerprint",
                                 bell_json_get_string (json_node_get_object (request->device), "fingerprint"));
  json_object_set_boolean_member (data, "isUserAdmin", FALSE);
  json_object_set_null_member (data, "parentId");
  json_object_set_int_member (data, "formModuleId",
                              bell_json_get_integer (request->body, "formModuleConfigId", 0));
  json_object_set_string_member (data, "userIdentifier", request->shop->login);
  json_object_set_array_member (data, "formData", json_array_ref (fields));
  json_object_set_object_member (answer, "formData", data);
  json_object_set_string_member (answer, "actionMessage", "");
  demo_rest_answer (request, 201, json_node_init_object (json_node_alloc (), answer));
  json_object_unref (answer);
}

void
demo_rest_form_data (DemoRequest *request)
{
  JsonObject *form = find_form (request);
  JsonArray *fields = find_fields (request->body);

  if (request->session == NULL)
    demo_rest_refuse (request, 400, "You must authorize to send data");
  else if (form == NULL)
    demo_rest_refuse (request, 404, "Form not found");
  else if (!has_config (form, bell_json_get_integer (request->body, "formModuleConfigId", -1)) || fields == NULL ||
           bell_json_get_string (request->body, "moduleEntityIdentifier") == NULL)
    demo_rest_refuse (request, 400, "Form data is not valid");
  else
    {
      answer_stored (request, form, fields);
      send_event (request, form, fields);
    }
}
