/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-settings.h"

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
  info->name = g_strdup ("");
  info->url = g_strdup ("");
  info->provider = g_strdup ("");
  info->login = g_strdup ("");
  info->login_marker = g_strdup ("");
  info->password_marker = g_strdup ("");
  info->fingerprint = g_strdup ("");
  info->ca_file = g_strdup ("");
  return info;
}

BellShopInfo *
bell_shop_info_copy (const BellShopInfo *info)
{
  BellShopInfo *copy = g_new0 (BellShopInfo, 1);

  copy->id = g_strdup (info->id);
  copy->name = g_strdup (info->name);
  copy->url = g_strdup (info->url);
  copy->provider = g_strdup (info->provider);
  copy->login = g_strdup (info->login);
  copy->login_marker = g_strdup (info->login_marker);
  copy->password_marker = g_strdup (info->password_marker);
  copy->fingerprint = g_strdup (info->fingerprint);
  copy->ca_file = g_strdup (info->ca_file);
  copy->paused = info->paused;
  return copy;
}

void
bell_shop_info_free (BellShopInfo *info)
{
  g_free (info->id);
  g_free (info->name);
  g_free (info->url);
  g_free (info->provider);
  g_free (info->login);
  g_free (info->login_marker);
  g_free (info->password_marker);
  g_free (info->fingerprint);
  g_free (info->ca_file);
  g_free (info);
}

void
bell_rule_record_free (BellRuleRecord *record)
{
  g_free (record->name);
  g_free (record);
}
