/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-types.h"

#include "bell-json.h"

#include <math.h>
#include <string.h>

#define MAX_JWT (64 * 1024)

OeProvider *
oe_provider_new (const char *identifier,
                 const char *title,
                 const char *type,
                 const char *form_identifier,
                 gboolean is_check_code)
{
  OeProvider *provider = g_new0 (OeProvider, 1);

  provider->identifier = g_strdup (identifier);
  provider->title = g_strdup (title != NULL && *title != '\0' ? title : identifier);
  provider->type = g_strdup (type);
  provider->form_identifier = g_strdup (form_identifier);
  provider->is_check_code = is_check_code;
  return provider;
}

void
oe_provider_free (OeProvider *provider)
{
  if (provider == NULL)
    return;
  g_free (provider->identifier);
  g_free (provider->title);
  g_free (provider->type);
  g_free (provider->form_identifier);
  g_free (provider);
}

OeField *
oe_field_new (const char *marker,
              const char *title,
              gboolean is_login,
              gboolean is_password)
{
  OeField *field = g_new0 (OeField, 1);

  field->marker = g_strdup (marker);
  field->title = g_strdup (title != NULL && *title != '\0' ? title : marker);
  field->is_login = is_login;
  field->is_password = is_password;
  return field;
}

void
oe_field_free (OeField *field)
{
  if (field == NULL)
    return;
  g_free (field->marker);
  g_free (field->title);
  g_free (field);
}

OeEventInfo *
oe_event_info_new (const char *identifier,
                   const char *title)
{
  OeEventInfo *info = g_new0 (OeEventInfo, 1);

  info->identifier = g_strdup (identifier);
  info->title = g_strdup (title != NULL && *title != '\0' ? title : identifier);
  return info;
}

void
oe_event_info_free (OeEventInfo *info)
{
  if (info == NULL)
    return;
  g_free (info->identifier);
  g_free (info->title);
  g_free (info);
}

/* JWT (facts 2.4): read, never verified; the server does that. */

static JsonNode *
parse_claims (const char *jwt)
{
  g_autoptr (GString) base64 = NULL;
  g_autofree guchar *claims = NULL;
  const char *start;
  const char *end;
  gsize length;

  if (jwt == NULL || strnlen (jwt, MAX_JWT) == MAX_JWT || (start = strchr (jwt, '.')) == NULL ||
      (end = strchr (++start, '.')) == NULL)
    return NULL;
  base64 = g_string_new_len (start, end - start);
  for (gsize i = 0; i < base64->len; i++)
    if (base64->str[i] == '-')
      base64->str[i] = '+';
    else if (base64->str[i] == '_')
      base64->str[i] = '/';
  while (base64->len % 4 != 0)
    g_string_append_c (base64, '=');
  claims = g_base64_decode (base64->str, &length);
  return bell_json_parse ((const char *) claims, length, MAX_JWT, NULL);
}

/* A NumericDate claim as Unix time in µs, 0 where there is none that makes sense. */
static gint64
read_time (JsonNode *claims,
           const char *name)
{
  JsonNode *node;
  double seconds;

  if (claims == NULL || !JSON_NODE_HOLDS_OBJECT (claims))
    return 0;
  node = json_object_get_member (json_node_get_object (claims), name);
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) == G_TYPE_STRING ||
      json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return 0;
  seconds = json_node_get_double (node);
  /* Up to the year 9999; whatever is beyond is no date and would overflow. */
  if (!isfinite (seconds) || seconds <= 0 || seconds > 253402300799.0)
    return 0;
  return (gint64) (seconds * G_USEC_PER_SEC);
}

gint64
oe_jwt_get_expiry_us (const char *jwt)
{
  g_autoptr (JsonNode) claims = parse_claims (jwt);

  return read_time (claims, "exp");
}

OeTokens *
oe_tokens_new (const char *user_identifier,
               const char *provider,
               const char *access_token,
               const char *refresh_token)
{
  g_autoptr (JsonNode) claims = parse_claims (access_token);
  OeTokens *tokens = g_new0 (OeTokens, 1);

  g_atomic_ref_count_init (&tokens->ref_count);
  tokens->user_identifier = g_strdup (user_identifier);
  tokens->provider = g_strdup (provider);
  tokens->access_token = g_strdup (access_token);
  tokens->refresh_token = g_strdup (refresh_token);
  tokens->issued_us = read_time (claims, "iat");
  tokens->expires_us = read_time (claims, "exp");
  return tokens;
}

OeTokens *
oe_tokens_ref (OeTokens *tokens)
{
  g_atomic_ref_count_inc (&tokens->ref_count);
  return tokens;
}

void
oe_tokens_unref (OeTokens *tokens)
{
  if (tokens == NULL || !g_atomic_ref_count_dec (&tokens->ref_count))
    return;
  g_free (tokens->user_identifier);
  g_free (tokens->provider);
  g_free (tokens->access_token);
  g_free (tokens->refresh_token);
  g_free (tokens);
}
