/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-client-private.h"

#include <string.h>

/* Paths */

char *
oe_client_make_users_path (const char *provider,
                           const char *operation)
{
  g_autofree char *marker = oe_client_escape (provider != NULL ? provider : "email");

  return g_strconcat ("/users-auth-providers/marker/", marker, "/users/", operation, NULL);
}

char *
oe_client_add_language (OeClient *self,
                        const char *path,
                        const char *more)
{
  g_autofree char *lang_code = oe_client_escape (oe_client_get_lang_code (self));

  return g_strconcat (path, strchr (path, '?') != NULL ? "&" : "?", "langCode=", lang_code, more, NULL);
}

/* Values */

void
oe_client_return (GTask *task,
                  gpointer value,
                  GDestroyNotify free_value,
                  GError *error)
{
  if (value != NULL)
    g_task_return_pointer (task, value, free_value);
  else
    g_task_return_error (task, error);
}

void
oe_client_return_list (GTask *task,
                       GPtrArray *list,
                       GError *error)
{
  oe_client_return (task, list, (GDestroyNotify) g_ptr_array_unref, error);
}

void
oe_client_parse_nothing (OeClient *self,
                         GTask *task,
                         OeCall *call,
                         JsonNode *json)
{
  g_task_return_boolean (task, TRUE);
}
