/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-user.h"

#include "oe-error.h"
#include "oe-event-read.h"
#include "oe-shape.h"
#include "oe-text.h"

#include "bell-json.h"

#define MAX_GROUPS 100
#define MAX_DEVICES 100

void
oe_user_free (OeUser *user)
{
  if (user == NULL)
    return;
  g_free (user->identifier);
  g_free (user->name);
  g_free (user->provider);
  g_clear_pointer (&user->groups, g_array_unref);
  g_free (user);
}

void
oe_device_free (OeDevice *device)
{
  if (device == NULL)
    return;
  g_free (device->os);
  g_free (device->browser);
  g_free (device->location);
  g_free (device);
}

static char *
dup_plain (JsonObject *object,
           const char *name)
{
  g_autofree char *text = bell_json_dup_text (object, name);

  return oe_text_plain (text, OE_MAX_TITLE);
}

static char *
dup_name (JsonObject *object)
{
  static const char *const names[] = { "name", "full_name", "fullName", "username", "user_name", "first_name",
                                       "firstName", NULL };
  JsonNode *form_data = json_object_get_member (object, "formData");
  char *name = form_data != NULL ? oe_read_attribute (form_data, names) : NULL;

  return name != NULL ? name : g_strdup ("");
}

static GArray *
read_groups (JsonObject *object)
{
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (gint64));
  JsonArray *list = bell_json_get_array (object, "groups");

  for (guint i = 0; list != NULL && i < json_array_get_length (list) && groups->len < MAX_GROUPS; i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      gint64 group;

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
        continue;
      group = json_node_get_int (node);
      g_array_append_val (groups, group);
    }
  return groups;
}

OeUser *
oe_user_parse (JsonNode *node,
               GError **error)
{
  JsonObject *object = oe_shape_get_object (node);
  OeUser *user;

  if (object == NULL || (!json_object_has_member (object, "identifier") && !json_object_has_member (object, "id")))
    {
      g_set_error_literal (error, OE_ERROR, OE_ERROR_PROTOCOL, "The answer holds no user");
      return NULL;
    }
  user = g_new0 (OeUser, 1);
  user->identifier = dup_plain (object, "identifier");
  user->name = dup_name (object);
  user->provider = dup_plain (object, "authProviderIdentifier");
  user->groups = read_groups (object);
  return user;
}

GPtrArray *
oe_device_parse_list (JsonNode *node,
                      GError **error)
{
  JsonArray *list = oe_shape_get_list_or_error (node, "sessions", error);
  GPtrArray *devices;

  if (list == NULL)
    return NULL;
  devices = g_ptr_array_new_with_free_func ((GDestroyNotify) oe_device_free);
  for (guint i = 0; i < json_array_get_length (list) && devices->len < MAX_DEVICES; i++)
    {
      JsonObject *session = oe_shape_get_object (json_array_get_element (list, i));
      JsonObject *info = bell_json_get_object (session, "deviceInfo");
      OeDevice *device;

      if (session == NULL)
        continue;
      device = g_new0 (OeDevice, 1);
      device->os = dup_plain (info, "os");
      device->browser = dup_plain (info, "browser");
      device->location = dup_plain (info, "location");
      g_ptr_array_add (devices, device);
    }
  return devices;
}
