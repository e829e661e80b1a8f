/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-client-users.h"

#include "oe-client-private.h"

/* Who is it? */

static void
parse_user (OeClient *self,
            GTask *task,
            OeCall *call,
            JsonNode *json)
{
  GError *error = NULL;
  OeUser *user = oe_user_parse (json, &error);

  oe_client_return (task, user, (GDestroyNotify) oe_user_free, error);
}

void
oe_client_get_user_async (OeClient *self,
                          const char *access_token,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = oe_client_new_task (self, oe_client_get_user_async, parse_user, cancellable, callback, user_data);
  g_autofree char *path = oe_client_add_language (self, "/users/me", NULL);

  oe_client_send (self, oe_client_new_get (self, path, OE_PURPOSE_READ, access_token), task);
}

OeUser *
oe_client_get_user_finish (OeClient *self,
                           GAsyncResult *result,
                           GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Where is it signed in? */

static void
parse_devices (OeClient *self,
               GTask *task,
               OeCall *call,
               JsonNode *json)
{
  GError *error = NULL;
  GPtrArray *devices = oe_device_parse_list (json, &error);

  oe_client_return_list (task, devices, error);
}

void
oe_client_list_devices_async (OeClient *self,
                              const char *provider,
                              const char *access_token,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = oe_client_new_task (self, oe_client_list_devices_async, parse_devices, cancellable, callback,
                                    user_data);
  g_autofree char *path = oe_client_make_users_path (provider, "sessions");

  oe_client_send (self, oe_client_new_get (self, path, OE_PURPOSE_READ, access_token), task);
}

GPtrArray *
oe_client_list_devices_finish (OeClient *self,
                               GAsyncResult *result,
                               GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
oe_client_sign_out_everywhere_async (OeClient *self,
                                     const char *provider,
                                     const char *access_token,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task = oe_client_new_task (self, oe_client_sign_out_everywhere_async, oe_client_parse_nothing, cancellable, callback,
                                    user_data);
  g_autofree char *path = oe_client_make_users_path (provider, "logout-all");

  oe_client_send (self, oe_client_new_post (self, path, OE_PURPOSE_READ, access_token, NULL), task);
}

gboolean
oe_client_sign_out_everywhere_finish (OeClient *self,
                                      GAsyncResult *result,
                                      GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* One-time codes */

void
oe_client_send_code_async (OeClient *self,
                           const char *provider,
                           const char *login,
                           const char *event,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = oe_client_new_task (self, oe_client_send_code_async, oe_client_parse_nothing, cancellable, callback, user_data);
  g_autofree char *path = oe_client_make_users_path (provider, "generate-code");
  g_autoptr (JsonNode) body = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "userIdentifier", login);
  json_object_set_string_member (object, "eventIdentifier", event);
  json_node_take_object (body, object);
  oe_client_send (self, oe_client_new_post (self, path, OE_PURPOSE_READ, NULL, body), task);
}

gboolean
oe_client_send_code_finish (OeClient *self,
                            GAsyncResult *result,
                            GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
