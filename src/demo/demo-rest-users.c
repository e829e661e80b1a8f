/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-rest.h"

#include "bell-json.h"

#define PROVIDER "email"

static JsonNode *
make_true (void)
{
  return json_node_init_boolean (json_node_alloc (), TRUE);
}

static JsonNode *
make_tokens (const DemoSession *session)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "userIdentifier", session->user);
  json_object_set_string_member (object, "authProviderIdentifier", session->provider);
  json_object_set_string_member (object, "accessToken", session->access);
  json_object_set_string_member (object, "refreshToken", session->refresh);
  json_node_take_object (node, object);
  return node;
}

/* The value of one authData entry, NULL without such an entry. */
static const char *
find_value (JsonArray *auth_data,
            const char *marker)
{
  for (guint i = 0; i < json_array_get_length (auth_data); i++)
    {
      JsonNode *element = json_array_get_element (auth_data, i);
      JsonObject *entry = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;

      if (g_strcmp0 (bell_json_get_string (entry, "marker"), marker) == 0)
        return bell_json_get_string (entry, "value");
    }
  return NULL;
}

/* What the validation of a sign-in's body says of it, a line per complaint; "" for nothing (facts 2.3). */
static char *
check_auth_body (JsonObject *body)
{
  static const char *const foreign[] = { "formIdentifier", "langCode" };
  JsonArray *auth_data = bell_json_get_array (body, "authData");
  GString *complaints = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (foreign); i++)
    {
      if (json_object_has_member (body, foreign[i]))
        g_string_append_printf (complaints, "property %s should not exist\n", foreign[i]);
    }
  if (auth_data == NULL)
    g_string_append (complaints, "authData must be an array\n");
  for (guint i = 0; auth_data != NULL && i < json_array_get_length (auth_data); i++)
    {
      JsonNode *element = json_array_get_element (auth_data, i);
      JsonObject *entry = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
      const char *value = bell_json_get_string (entry, "value");

      if (bell_json_get_string (entry, "marker") == NULL)
        g_string_append_printf (complaints, "authData.%u.marker must be a string\n", i);
      if (value == NULL || *value == '\0')
        g_string_append_printf (complaints, "authData.%u.value should not be empty\n", i);
    }
  return g_string_free (complaints, FALSE);
}

static gboolean
has_provider (DemoShop *shop,
              const char *marker)
{
  JsonArray *providers = json_object_get_array_member (json_node_get_object (shop->catalog), "providers");

  for (guint i = 0; i < json_array_get_length (providers); i++)
    {
      JsonObject *provider = json_array_get_object_element (providers, i);

      if (g_strcmp0 (bell_json_get_string (provider, "identifier"), marker) == 0)
        return bell_json_get_boolean (provider, "isActive", FALSE);
    }
  return FALSE;
}

/* By login and password, or, at the provider that asks for it, by any of its logins and the code that was sent. */
static gboolean
is_right (DemoRequest *request)
{
  DemoShop *shop = request->shop;
  JsonArray *auth_data = bell_json_get_array (request->body, "authData");
  const char *code = bell_json_get_string (request->body, "code");

  if (g_str_equal (request->subject, PROVIDER))
    return g_strcmp0 (find_value (auth_data, "login"), shop->login) == 0
           && g_strcmp0 (find_value (auth_data, "password"), shop->password) == 0;
  if (code == NULL || g_strcmp0 (code, shop->code) != 0)
    return FALSE;
  return g_strcmp0 (find_value (auth_data, "email_reg"), shop->login) == 0
         || g_strcmp0 (find_value (auth_data, "phone_reg"), shop->login) == 0;
}

void
demo_rest_auth (DemoRequest *request)
{
  DemoShop *shop = request->shop;
  JsonObject *device = json_node_get_object (request->device);
  g_autofree char *complaints = check_auth_body (request->body);
  const DemoSession *session;

  if (!has_provider (shop, request->subject))
    {
      demo_rest_refuse (request, 404, "Auth provider not found");
      return;
    }
  if (*complaints != '\0')
    {
      demo_rest_refuse (request, 400, complaints);
      return;
    }
  /* The status of a wrong password is not known (U15); 401 is the one a client could mistake for an old token. */
  if (!is_right (request))
    {
      demo_rest_refuse (request, 401, g_str_equal (request->subject, PROVIDER) ? "Login or password is incorrect"
                                                                               : "Unauthorized");
      return;
    }
  g_clear_pointer (&shop->code, g_free);
  session = demo_tokens_sign_in (shop->tokens, request->subject, shop->login,
                                 bell_json_get_string (device, "fingerprint"),
                                 bell_json_get_object (device, "deviceInfo"));
  demo_rest_answer (request, 201, make_tokens (session));
}

void
demo_rest_refresh (DemoRequest *request)
{
  DemoShop *shop = request->shop;
  const char *fingerprint = bell_json_get_string (json_node_get_object (request->device), "fingerprint");
  const char *token = bell_json_get_string (request->body, "refreshToken");
  const DemoSession *session = NULL;

  if (token == NULL)
    {
      demo_rest_refuse (request, 400, "refreshToken must be a string\n");
      return;
    }
  if (shop->busy > 0)
    {
      g_autofree char *seconds = g_strdup_printf ("%u", shop->busy);

      soup_message_headers_replace (soup_server_message_get_response_headers (request->message), "Retry-After", seconds);
      demo_rest_refuse (request, 429, "Too many requests");
      return;
    }
  if (!shop->refuse_refresh)
    session = demo_tokens_refresh (shop->tokens, request->subject, fingerprint, token);
  if (session == NULL)
    demo_rest_refuse (request, 400, "Provided token is incorrect");
  else
    demo_rest_answer (request, 201, make_tokens (session));
}

void
demo_rest_logout (DemoRequest *request)
{
  const char *token = bell_json_get_string (request->body, "refreshToken");

  if (token == NULL || !demo_tokens_sign_out (request->shop->tokens, token))
    demo_rest_refuse (request, 400, "Provided token is incorrect");
  else
    demo_rest_answer (request, 201, make_true ());
}

void
demo_rest_logout_all (DemoRequest *request)
{
  demo_tokens_sign_out_all (request->shop->tokens);
  demo_rest_answer (request, 201, make_true ());
}

void
demo_rest_sessions (DemoRequest *request)
{
  GPtrArray *sessions = demo_tokens_list (request->shop->tokens);
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < sessions->len; i++)
    {
      DemoSession *session = sessions->pdata[i];
      JsonObject *object = json_object_new ();

      json_object_set_object_member (object, "deviceInfo", json_object_ref (session->device));
      json_array_add_object_element (array, object);
    }
  json_node_take_array (node, array);
  demo_rest_answer (request, 200, node);
}

void
demo_rest_me (DemoRequest *request)
{
  JsonObject *entry = json_object_new ();
  JsonArray *form_data = json_array_new ();
  JsonArray *groups = json_array_new ();
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (entry, "marker", "login");
  json_object_set_string_member (entry, "type", "string");
  json_object_set_string_member (entry, "value", request->session->user);
  json_array_add_object_element (form_data, entry);
  json_array_add_int_element (groups, 2);

  json_object_set_int_member (object, "id", 7);
  json_object_set_string_member (object, "identifier", request->session->user);
  json_object_set_string_member (object, "authProviderIdentifier", request->session->provider);
  json_object_set_string_member (object, "formIdentifier", "reg");
  json_object_set_string_member (object, "total", "1");
  json_object_set_array_member (object, "formData", form_data);
  json_object_set_array_member (object, "groups", groups);
  json_object_set_object_member (object, "state", json_object_new ());
  json_node_take_object (node, object);
  demo_rest_answer (request, 200, node);
}
