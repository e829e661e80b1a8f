/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-client-private.h"

#include "oe-parse.h"

/* Signing in, refreshing and signing out (facts 2.3, 2.4). */

/* Sign-in */

static void
add_entry (JsonArray *auth_data,
           const char *marker,
           const char *value)
{
  JsonObject *entry = json_object_new ();

  json_object_set_string_member (entry, "marker", marker);
  json_object_set_string_member (entry, "value", value);
  json_array_add_object_element (auth_data, entry);
}

/* Nothing but marker and value is taken in an entry, and nothing but these members (facts 2.3). */
static JsonNode *
make_auth_body (const char *login_marker,
                const char *login,
                const char *password_marker,
                const char *password,
                const char *code)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *body = json_object_new ();
  JsonArray *auth_data = json_array_new ();

  add_entry (auth_data, login_marker, login);
  if (password != NULL && password_marker != NULL)
    add_entry (auth_data, password_marker, password);
  json_object_set_array_member (body, "authData", auth_data);
  if (code != NULL)
    json_object_set_string_member (body, "code", code);
  json_node_take_object (node, body);
  return node;
}

static void
parse_sign_in (OeClient *self,
               GTask *task,
               OeCall *call,
               JsonNode *json)
{
  GError *error = NULL;
  OeTokens *tokens = oe_parse_sign_in (json, call->provider, &error);

  oe_client_return (task, tokens, (GDestroyNotify) oe_tokens_unref, error);
}

void
oe_client_sign_in_async (OeClient *self,
                         const char *provider,
                         const char *login_marker,
                         const char *login,
                         const char *password_marker,
                         const char *password,
                         const char *code,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = oe_client_new_task (self, oe_client_sign_in_async, parse_sign_in, cancellable, callback, user_data);
  OeCall *call = g_task_get_task_data (task);
  g_autofree char *path = oe_client_make_users_path (provider, "auth");
  g_autoptr (JsonNode) body = make_auth_body (login_marker, login, password_marker, password, code);
  OeRequest *request = oe_client_new_post (self, path, OE_PURPOSE_SIGN_IN, NULL, body);

  call->provider = g_strdup (provider);
  if (request != NULL)
    {
      oe_request_add_secret (request, password);
      oe_request_add_secret (request, code);
    }
  oe_client_send (self, request, task);
}

OeTokens *
oe_client_sign_in_finish (OeClient *self,
                          GAsyncResult *result,
                          GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Refresh and sign-out send the same body. */

static JsonNode *
make_refresh_body (const char *refresh_token)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "refreshToken", refresh_token != NULL ? refresh_token : "");
  json_node_take_object (node, body);
  return node;
}

static OeRequest *
make_refresh_request (OeClient *self,
                      const char *provider,
                      const char *operation,
                      OePurpose purpose,
                      const char *access_token,
                      const char *refresh_token)
{
  g_autofree char *path = oe_client_make_users_path (provider, operation);
  g_autoptr (JsonNode) body = make_refresh_body (refresh_token);
  OeRequest *request = oe_client_new_post (self, path, purpose, access_token, body);

  if (request != NULL)
    oe_request_add_secret (request, refresh_token);
  return request;
}

static void
parse_refresh (OeClient *self,
               GTask *task,
               OeCall *call,
               JsonNode *json)
{
  GError *error = NULL;
  OeTokens *tokens = oe_parse_refresh (json, call->provider, call->refresh_token, &error);

  oe_client_return (task, tokens, (GDestroyNotify) oe_tokens_unref, error);
}

void
oe_client_refresh_async (OeClient *self,
                         const char *provider,
                         const char *refresh_token,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = oe_client_new_task (self, oe_client_refresh_async, parse_refresh, cancellable, callback, user_data);
  OeCall *call = g_task_get_task_data (task);

  call->provider = g_strdup (provider);
  call->refresh_token = g_strdup (refresh_token);
  /* Without the old access token: it may be what is over, and the SDK's own refresh asks with the refresh token. */
  oe_client_send (self, make_refresh_request (self, provider, "refresh", OE_PURPOSE_REFRESH, NULL, refresh_token), task);
}

OeTokens *
oe_client_refresh_finish (OeClient *self,
                          GAsyncResult *result,
                          GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
oe_client_sign_out_async (OeClient *self,
                          OeTokens *tokens,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = oe_client_new_task (self, oe_client_sign_out_async, oe_client_parse_nothing, cancellable, callback,
                                    user_data);

  oe_client_send (self,
                  make_refresh_request (self, tokens->provider, "logout", OE_PURPOSE_READ, tokens->access_token,
                                        tokens->refresh_token),
                  task);
}

gboolean
oe_client_sign_out_finish (OeClient *self,
                           GAsyncResult *result,
                           GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
