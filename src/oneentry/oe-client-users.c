/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-client-users.h"

#include "oe-client-private.h"

static char *
make_path (const char *provider,
           const char *operation)
{
  g_autofree char *marker = oe_client_escape (provider);

  return g_strconcat ("/users-auth-providers/marker/", marker, "/users/", operation, NULL);
}

static void
parse_nothing (OeClient *self,
               GTask *task,
               OeCall *call,
               JsonNode *json)
{
  g_task_return_boolean (task, TRUE);
}

/* Who is it? */

static void
parse_user (OeClient *self,
            GTask *task,
            OeCall *call,
            JsonNode *json)
{
  GError *error = NULL;
  OeUser *user = oe_user_parse (json, &error);

  if (user != NULL)
    g_task_return_pointer (task, user, (GDestroyNotify) oe_user_free);
  else
    g_task_return_error (task, error);
}

void
oe_client_get_user_async (OeClient *self,
                          const char *access_token,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = oe_client_new_task (self, oe_client_get_user_async, parse_user, cancellable, callback, user_data);
  g_autofree char *lang_code = oe_client_escape (oe_client_get_lang_code (self));
  g_autofree char *path = g_strconcat ("/users/me?langCode=", lang_code, NULL);

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

  if (devices != NULL)
    g_task_return_pointer (task, devices, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
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
  g_autofree char *path = make_path (provider, "sessions");

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
  GTask *task = oe_client_new_task (self, oe_client_sign_out_everywhere_async, parse_nothing, cancellable, callback,
                                    user_data);
  g_autofree char *path = make_path (provider, "logout-all");

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
  GTask *task = oe_client_new_task (self, oe_client_send_code_async, parse_nothing, cancellable, callback, user_data);
  g_autofree char *path = make_path (provider, "generate-code");
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
