/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-parse.h"

#include "oe-shape.h"

#include "bell-json.h"

#include <string.h>

#define MAX_LOCALES 100
#define MAX_CODE_SECONDS (24 * 60 * 60)
#define MAX_TOKEN (16 * 1024) /* bytes */

/* Locales, providers, events */

gboolean
oe_parse_locales (JsonNode *node,
                  GError **error)
{
  JsonArray *list = oe_shape_get_list (node);
  gboolean fits = list != NULL;

  for (guint i = 0; fits && i < json_array_get_length (list); i++)
    {
      JsonObject *locale = oe_shape_get_object (json_array_get_element (list, i));

      fits = bell_json_get_string (locale, "code") != NULL || bell_json_get_string (locale, "shortCode") != NULL;
    }
  if (!fits)
    g_set_error_literal (error, OE_ERROR, OE_ERROR_NO_ONEENTRY, "There is no OneEntry at this address");
  return fits;
}

char **
oe_parse_locale_codes (JsonNode *node)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *list = oe_shape_get_list (node);

  for (guint i = 0; list != NULL && i < json_array_get_length (list) && i < MAX_LOCALES; i++)
    {
      JsonObject *locale = oe_shape_get_object (json_array_get_element (list, i));
      const char *code = oe_shape_get_marker (locale, "code");

      if (code != NULL && bell_json_get_boolean (locale, "isActive", TRUE))
        g_strv_builder_add (builder, code);
    }
  return g_strv_builder_end (builder);
}

/* For how long a code holds, as the project is set up; numbers come as texts, too. */
static guint
get_code_seconds (JsonObject *provider)
{
  gint64 seconds = bell_json_get_integer (bell_json_get_object (provider, "config"), "systemCodeTlsSec", 0);

  return (guint) CLAMP (seconds, 0, MAX_CODE_SECONDS);
}

GPtrArray *
oe_parse_providers (JsonNode *node,
                    const char *lang_code,
                    GError **error)
{
  JsonArray *list = oe_shape_get_list_or_error (node, "sign-in providers", error);
  GPtrArray *providers;

  if (list == NULL)
    return NULL;
  providers = g_ptr_array_new_with_free_func ((GDestroyNotify) oe_provider_free);
  for (guint i = 0; i < json_array_get_length (list) && providers->len < OE_MAX_ENTRIES; i++)
    {
      JsonObject *object = oe_shape_get_object (json_array_get_element (list, i));
      const char *identifier = oe_shape_get_marker (object, "identifier");
      const char *type = oe_shape_get_marker (object, "type");
      g_autofree char *title = oe_shape_dup_title (object, lang_code);

      OeProvider *provider;

      if (identifier == NULL || !bell_json_get_boolean (object, "isActive", TRUE))
        continue;
      provider = oe_provider_new (identifier, title, type != NULL ? type : "",
                                  oe_shape_get_marker (object, "formIdentifier"),
                                  bell_json_get_boolean (object, "isCheckCode", FALSE));
      provider->code_seconds = get_code_seconds (object);
      g_ptr_array_add (providers, provider);
    }
  return providers;
}

GPtrArray *
oe_parse_events (JsonNode *node,
                 const char *lang_code,
                 GError **error)
{
  JsonArray *list = oe_shape_get_list_or_error (node, "events", error);
  GPtrArray *events;

  if (list == NULL)
    return NULL;
  events = g_ptr_array_new_with_free_func ((GDestroyNotify) oe_event_info_free);
  for (guint i = 0; i < json_array_get_length (list) && events->len < OE_MAX_ENTRIES; i++)
    {
      JsonObject *object = oe_shape_get_object (json_array_get_element (list, i));
      const char *identifier = oe_shape_get_marker (object, "identifier");
      g_autofree char *title = oe_shape_dup_title (object, lang_code);

      if (identifier != NULL)
        g_ptr_array_add (events, oe_event_info_new (identifier, title));
    }
  return events;
}

/* Sign-in fields (facts 2.6) */

typedef struct
{
  JsonObject *object;
  const char *marker;
  gint64 position;
  guint place;
} Attribute;

static int
compare_attributes (gconstpointer a,
                    gconstpointer b)
{
  const Attribute *first = a;
  const Attribute *second = b;

  if (first->position != second->position)
    return first->position < second->position ? -1 : 1;
  return first->place < second->place ? -1 : first->place > second->place;
}

static GArray *
read_attributes (JsonArray *list)
{
  GArray *attributes = g_array_new (FALSE, FALSE, sizeof (Attribute));

  for (guint i = 0; i < json_array_get_length (list) && attributes->len < OE_MAX_ENTRIES; i++)
    {
      JsonObject *object = oe_shape_get_object (json_array_get_element (list, i));
      Attribute attribute = { object, oe_shape_get_marker (object, "marker"),
                              bell_json_get_integer (object, "position", G_MAXINT64), i };

      if (attribute.marker != NULL)
        g_array_append_val (attributes, attribute);
    }
  g_array_sort (attributes, compare_attributes);
  return attributes;
}

static gboolean
marker_contains (const char *marker,
                 const char *part)
{
  g_autofree char *lower = g_ascii_strdown (marker, -1);

  return strstr (lower, part) != NULL;
}

/* Old projects have no flags. */
static gboolean
looks_like_password (const Attribute *attribute)
{
  JsonObject *type = bell_json_get_object (bell_json_get_object (attribute->object, "additionalFields"), "type");

  return g_strcmp0 (bell_json_get_string (type, "value"), "password") == 0 || marker_contains (attribute->marker, "pass");
}

static gboolean
looks_like_login (const Attribute *attribute)
{
  return !looks_like_password (attribute) &&
         (marker_contains (attribute->marker, "login") || marker_contains (attribute->marker, "mail"));
}

static gboolean
is_flagged_login (const Attribute *attribute)
{
  return bell_json_get_boolean (attribute->object, "isLogin", FALSE);
}

static gboolean
is_flagged_password (const Attribute *attribute)
{
  return bell_json_get_boolean (attribute->object, "isPassword", FALSE);
}

static guint
add_fields (GPtrArray *fields,
            GArray *attributes,
            gboolean (*fits) (const Attribute *attribute),
            gboolean is_password,
            guint max,
            const char *lang_code)
{
  guint n = 0;

  for (guint i = 0; i < attributes->len && n < max; i++)
    {
      const Attribute *attribute = &g_array_index (attributes, Attribute, i);
      g_autofree char *title = NULL;

      if (!fits (attribute))
        continue;
      title = oe_shape_dup_title (attribute->object, lang_code);
      g_ptr_array_add (fields, oe_field_new (attribute->marker, title, !is_password, is_password));
      n++;
    }
  return n;
}

GPtrArray *
oe_parse_fields (JsonNode *node,
                 const char *lang_code,
                 GError **error)
{
  JsonArray *list = bell_json_get_array (oe_shape_get_object (node), "attributes");
  g_autoptr (GArray) attributes = NULL;
  GPtrArray *fields;

  if (list == NULL)
    {
      g_set_error_literal (error, OE_ERROR, OE_ERROR_PROTOCOL, "The answer holds no form");
      return NULL;
    }
  attributes = read_attributes (list);
  fields = g_ptr_array_new_with_free_func ((GDestroyNotify) oe_field_free);
  if (add_fields (fields, attributes, is_flagged_login, FALSE, G_MAXUINT, lang_code) == 0)
    add_fields (fields, attributes, looks_like_login, FALSE, G_MAXUINT, lang_code);
  if (add_fields (fields, attributes, is_flagged_password, TRUE, 1, lang_code) == 0)
    add_fields (fields, attributes, looks_like_password, TRUE, 1, lang_code);
  return fields;
}

/* Tokens (facts 2.4) */

/* It goes into a header: printable ASCII without spaces. */
static const char *
get_access_token (JsonObject *object)
{
  const char *token = bell_json_get_string (object, "accessToken");

  if (token == NULL || *token == '\0' || strlen (token) > MAX_TOKEN)
    return NULL;
  for (const char *p = token; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      return NULL;
  return token;
}

static const char *
get_refresh_token (JsonObject *object)
{
  const char *token = bell_json_get_string (object, "refreshToken");

  return token != NULL && *token != '\0' && strlen (token) <= MAX_TOKEN ? token : NULL;
}

static OeTokens *
parse_tokens (JsonNode *node,
              const char *provider,
              const char *old_refresh_token,
              OeError otherwise,
              GError **error)
{
  JsonObject *object = oe_shape_get_object (node);
  const char *access_token = get_access_token (object);
  const char *refresh_token = get_refresh_token (object);
  g_autofree char *user = NULL;

  if (access_token == NULL)
    {
      g_set_error_literal (error, OE_ERROR, otherwise, "The answer holds no access token");
      return NULL;
    }
  user = bell_json_dup_text (object, "userIdentifier");
  /* The marker that was asked for is the one the next refresh must name; what the answer says is not needed. */
  return oe_tokens_new (user, provider, access_token, refresh_token != NULL ? refresh_token : old_refresh_token);
}

OeTokens *
oe_parse_sign_in (JsonNode *node,
                  const char *provider,
                  GError **error)
{
  JsonObject *object = oe_shape_get_object (node);
  gboolean is_stranger = node != NULL && !(object != NULL && json_object_has_member (object, "accessToken"));

  return parse_tokens (node, provider, NULL, is_stranger ? OE_ERROR_NO_ONEENTRY : OE_ERROR_PROTOCOL, error);
}

OeTokens *
oe_parse_refresh (JsonNode *node,
                  const char *provider,
                  const char *old_refresh_token,
                  GError **error)
{
  return parse_tokens (node, provider, old_refresh_token, OE_ERROR_PROTOCOL, error);
}
