/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-settings.h"

#include <string.h>

/* All that is kept of a shop as text, but for its id. */
const BellShopText bell_shop_texts[] = {
  { "name", G_STRUCT_OFFSET (BellShopInfo, name) },
  { "url", G_STRUCT_OFFSET (BellShopInfo, url) },
  { "provider", G_STRUCT_OFFSET (BellShopInfo, provider) },
  { "login", G_STRUCT_OFFSET (BellShopInfo, login) },
  { "login-marker", G_STRUCT_OFFSET (BellShopInfo, login_marker) },
  { "password-marker", G_STRUCT_OFFSET (BellShopInfo, password_marker) },
  { "fingerprint", G_STRUCT_OFFSET (BellShopInfo, fingerprint) },
  { "colour", G_STRUCT_OFFSET (BellShopInfo, colour) },
  { "language", G_STRUCT_OFFSET (BellShopInfo, language) },
  { "app-token-read", G_STRUCT_OFFSET (BellShopInfo, app_token_read) },
  { "open-address", G_STRUCT_OFFSET (BellShopInfo, open_address) },
  { "ca-file", G_STRUCT_OFFSET (BellShopInfo, network.ca_file) },
  { "certificate", G_STRUCT_OFFSET (BellShopInfo, network.certificate) },
  { "certificate-key", G_STRUCT_OFFSET (BellShopInfo, network.certificate_key) },
  { "proxy", G_STRUCT_OFFSET (BellShopInfo, network.proxy) },
  { "canary-form", G_STRUCT_OFFSET (BellShopInfo, canary_form) },
  { "proxy-user", G_STRUCT_OFFSET (BellShopInfo, network.proxy_user) },
  { NULL, 0 },
};

char **
bell_shop_info_text (BellShopInfo *info,
                     const char *key)
{
  for (const BellShopText *text = bell_shop_texts; text->key != NULL; text++)
    if (strcmp (text->key, key) == 0)
      return G_STRUCT_MEMBER_P (info, text->offset);
  return NULL;
}

void
bell_shop_info_set_text (BellShopInfo *info,
                         const char *key,
                         const char *value)
{
  char **text = bell_shop_info_text (info, key);
  char *old;

  g_return_if_fail (text != NULL);

  old = *text;
  *text = g_strdup (value);
  g_free (old);
}

BellShopInfo *
bell_shop_info_new (void)
{
  BellShopInfo *info = g_new0 (BellShopInfo, 1);
  g_autofree char *uuid = g_uuid_string_random ();
  GString *id = g_string_new (NULL);

  /* Letters and digits only: the id is part of a settings path. */
  for (const char *p = uuid; *p != '\0'; p++)
    if (*p != '-')
      g_string_append_c (id, *p);

  info->id = g_string_free (id, FALSE);
  for (const BellShopText *text = bell_shop_texts; text->key != NULL; text++)
    G_STRUCT_MEMBER (char *, info, text->offset) = g_strdup ("");
  info->canary_minutes = BELL_CANARY_MINUTES;
  return info;
}

BellShopInfo *
bell_shop_info_copy (const BellShopInfo *info)
{
  BellShopInfo *copy = g_new0 (BellShopInfo, 1);

  copy->id = g_strdup (info->id);
  for (const BellShopText *text = bell_shop_texts; text->key != NULL; text++)
    G_STRUCT_MEMBER (char *, copy, text->offset) = g_strdup (G_STRUCT_MEMBER (char *, info, text->offset));
  copy->canary_minutes = info->canary_minutes;
  copy->paused = info->paused;
  return copy;
}

void
bell_shop_info_free (BellShopInfo *info)
{
  g_free (info->id);
  for (const BellShopText *text = bell_shop_texts; text->key != NULL; text++)
    g_free (G_STRUCT_MEMBER (char *, info, text->offset));
  g_free (info);
}

void
bell_rule_record_free (BellRuleRecord *record)
{
  g_free (record->name);
  g_free (record);
}
