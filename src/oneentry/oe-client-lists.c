/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-client-private.h"

#include "oe-parse.h"

/* Is there a OneEntry, and does it take the app token? */

static void
parse_check (OeClient *self,
             GTask *task,
             OeCall *call,
             JsonNode *json)
{
  GError *error = NULL;

  if (!oe_parse_locales (json, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  oe_client_take_locales (self, oe_parse_locale_codes (json));
  g_task_return_boolean (task, TRUE);
}

void
oe_client_check_async (OeClient *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = oe_client_new_task (self, oe_client_check_async, parse_check, cancellable, callback, user_data);

  oe_client_send (self, oe_client_new_get (self, "/locales/active/all", OE_PURPOSE_CHECK, NULL), task);
}

gboolean
oe_client_check_finish (OeClient *self,
                        GAsyncResult *result,
                        GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Providers (facts 2.5) */

static void
parse_providers (OeClient *self,
                 GTask *task,
                 OeCall *call,
                 JsonNode *json)
{
  GError *error = NULL;
  GPtrArray *providers = oe_parse_providers (json, oe_client_get_lang_code (self), &error);

  oe_client_return_list (task, providers, error);
}

void
oe_client_list_providers_async (OeClient *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = oe_client_new_task (self, oe_client_list_providers_async, parse_providers, cancellable, callback,
                                    user_data);
  g_autofree char *path = oe_client_add_language (self, "/users-auth-providers", "&offset=0&limit=30");

  oe_client_send (self, oe_client_new_get (self, path, OE_PURPOSE_READ, NULL), task);
}

GPtrArray *
oe_client_list_providers_finish (OeClient *self,
                                 GAsyncResult *result,
                                 GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Sign-in fields (facts 2.6) */

static void
parse_fields (OeClient *self,
              GTask *task,
              OeCall *call,
              JsonNode *json)
{
  GError *error = NULL;
  GPtrArray *fields = oe_parse_fields (json, oe_client_get_lang_code (self), &error);

  oe_client_return_list (task, fields, error);
}

void
oe_client_get_fields_async (OeClient *self,
                            const char *form_marker,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = oe_client_new_task (self, oe_client_get_fields_async, parse_fields, cancellable, callback, user_data);
  g_autofree char *marker = oe_client_escape (form_marker);
  g_autofree char *form = g_strconcat ("/forms/marker/", marker, NULL);
  g_autofree char *path = oe_client_add_language (self, form, NULL);

  oe_client_send (self, oe_client_new_get (self, path, OE_PURPOSE_READ, NULL), task);
}

GPtrArray *
oe_client_get_fields_finish (OeClient *self,
                             GAsyncResult *result,
                             GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Events (facts 3.2) */

static void
parse_events (OeClient *self,
              GTask *task,
              OeCall *call,
              JsonNode *json)
{
  GError *error = NULL;
  GPtrArray *events = oe_parse_events (json, oe_client_get_lang_code (self), &error);

  oe_client_return_list (task, events, error);
}

/* Only one copy of the vendor's texts knows /all (U23). */
static gboolean
retry_without_all (OeClient *self,
                   GTask *task,
                   OeCall *call,
                   const GError *error)
{
  g_autofree char *path = NULL;

  if (oe_error_get_http_status (error) != SOUP_STATUS_NOT_FOUND)
    return FALSE;
  call->retry = NULL;
  path = oe_client_add_language (self, "/events", NULL);
  oe_client_send (self, oe_client_new_get (self, path, OE_PURPOSE_READ, call->access_token), g_object_ref (task));
  return TRUE;
}

void
oe_client_list_events_async (OeClient *self,
                             const char *access_token,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = oe_client_new_task (self, oe_client_list_events_async, parse_events, cancellable, callback, user_data);
  OeCall *call = g_task_get_task_data (task);
  g_autofree char *path = oe_client_add_language (self, "/events/all", NULL);

  call->access_token = g_strdup (access_token);
  call->retry = retry_without_all;
  oe_client_send (self, oe_client_new_get (self, path, OE_PURPOSE_READ, access_token), task);
}

GPtrArray *
oe_client_list_events_finish (OeClient *self,
                              GAsyncResult *result,
                              GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
