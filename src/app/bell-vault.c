/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-vault.h"

#include "bell-json.h"

#include <string.h>

#define MAX_VAULT_SIZE (64 * 1024)

void
bell_vault_free (BellVault *vault)
{
  g_free (vault->app_token);
  g_free (vault->certificate_password);
  g_free (vault->proxy_password);
  g_clear_pointer (&vault->tokens, oe_tokens_unref);
  g_free (vault);
}

static void
add_string (JsonBuilder *builder,
            const char *name,
            const char *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

char *
bell_vault_to_text (const char *app_token,
                    const char *certificate_password,
                    const char *proxy_password,
                    OeTokens *tokens)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, 1);
  add_string (builder, "appToken", app_token);
  add_string (builder, "certificatePassword", certificate_password);
  add_string (builder, "proxyPassword", proxy_password);
  if (tokens != NULL)
    {
      add_string (builder, "refreshToken", tokens->refresh_token);
      add_string (builder, "provider", tokens->provider);
      add_string (builder, "userIdentifier", tokens->user_identifier);
    }
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  return bell_json_to_string (root);
}

BellVault *
bell_vault_from_text (const char *text)
{
  BellVault *vault = g_new0 (BellVault, 1);
  g_autoptr (JsonNode) root = bell_json_parse (text, strlen (text), MAX_VAULT_SIZE, NULL);
  JsonObject *object;
  const char *provider;
  const char *refresh_token;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return vault;

  object = json_node_get_object (root);
  provider = bell_json_get_string (object, "provider");
  refresh_token = bell_json_get_string (object, "refreshToken");

  vault->app_token = g_strdup (bell_json_get_string (object, "appToken"));
  vault->certificate_password = g_strdup (bell_json_get_string (object, "certificatePassword"));
  vault->proxy_password = g_strdup (bell_json_get_string (object, "proxyPassword"));
  if (provider != NULL && refresh_token != NULL)
    vault->tokens = oe_tokens_new (bell_json_get_string (object, "userIdentifier"), provider, NULL, refresh_token);
  return vault;
}
