/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-provision-apply.h"

#include "bell-new-shop.h"

#include <string.h>

#define ID_LENGTH 32

static gboolean
is_kept (BellShopInfo *info,
         const char *setting)
{
  return bell_shop_info_text (info, setting) != NULL || strcmp (setting, "paused") == 0 ||
         strcmp (setting, "canary-minutes") == 0 ||
         strcmp (setting, BELL_PROVISION_RULE_LIST) == 0;
}

static void
override_all (const BellProvisionSection *section,
              BellSettings *settings,
              BellShopInfo *info)
{
  GHashTableIter iter;
  gpointer data;

  g_hash_table_iter_init (&iter, section->values);
  while (g_hash_table_iter_next (&iter, NULL, &data))
    {
      const BellProvisionValue *value = data;

      if (info == NULL)
        bell_settings_override (settings, NULL, value->key->setting, value->value, value->locked_by);
      else if (is_kept (info, value->key->setting))
        bell_settings_override (settings, info->id, value->key->setting, value->value, value->locked_by);
    }
}

/* Shops */

static gboolean
fits (const BellProvisionSection *section,
      const BellShopInfo *info,
      gboolean exactly)
{
  const char *login = bell_provision_section_get_text (section, "login");

  if (g_strcmp0 (bell_provision_section_get_text (section, "url"), info->url) != 0)
    return FALSE;
  if (exactly)
    return login != NULL && strcmp (login, info->login) == 0;
  return login == NULL || *info->login == '\0';
}

/* A shop that is known already, by its address and login: it was set up before, or somebody signed in by hand. */
static const BellShopInfo *
find_known (BellProvision *self,
            const BellProvisionSection *section,
            GPtrArray *infos,
            gboolean exactly)
{
  for (guint i = 0; i < infos->len; i++)
    {
      const BellShopInfo *info = g_ptr_array_index (infos, i);

      if (bell_provision_find_shop (self, info->id) == NULL && fits (section, info, exactly))
        return info;
    }
  return NULL;
}

/* The same on every start, also where the settings are forgotten: history and keyring know the shop by it. */
static char *
make_id (const BellProvisionSection *section)
{
  const char *login = bell_provision_section_get_text (section, "login");
  g_autofree char *account = g_strjoin ("\n", bell_provision_section_get_text (section, "url"),
                                        login != NULL ? login : "", NULL);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, account, -1);

  return g_strndup (sum, ID_LENGTH);
}

static BellShopInfo *
make_info (BellProvision *self,
           const BellProvisionSection *section,
           GPtrArray *infos)
{
  const BellShopInfo *known = find_known (self, section, infos, TRUE);
  BellShopInfo *info;
  const char *url = bell_provision_section_get_text (section, "url");
  g_autofree char *name = NULL;
  g_autofree char *fingerprint = NULL;

  if (known == NULL)
    known = find_known (self, section, infos, FALSE);
  if (known != NULL)
    return bell_shop_info_copy (known);
  info = bell_shop_info_new ();
  g_free (info->id);
  info->id = make_id (section);
  name = bell_new_shop_name (url);
  fingerprint = oe_client_new_fingerprint ();
  bell_shop_info_set_text (info, "name", name);
  bell_shop_info_set_text (info, "fingerprint", fingerprint);
  return info;
}

static void
take_value (BellShopInfo *info,
            const BellProvisionValue *value)
{
  if (bell_shop_info_text (info, value->key->setting) != NULL)
    bell_shop_info_set_text (info, value->key->setting, g_variant_get_string (value->value, NULL));
  else if (strcmp (value->key->setting, "paused") == 0)
    info->paused = g_variant_get_boolean (value->value);
  else if (strcmp (value->key->setting, "canary-minutes") == 0)
    info->canary_minutes = g_variant_get_uint32 (value->value);
}

static BellShopInfo *
find_info (GPtrArray *infos,
           const char *id)
{
  for (guint i = 0; i < infos->len; i++)
    if (strcmp (((BellShopInfo *) g_ptr_array_index (infos, i))->id, id) == 0)
      return g_ptr_array_index (infos, i);
  return NULL;
}

/* What the file says is stored, too: when the file is gone, the shop is not. */
static void
apply_shop (BellProvision *self,
            BellProvisionSection *section,
            BellSettings *settings)
{
  g_autoptr (GPtrArray) infos = bell_settings_list_shops (settings);
  g_autoptr (BellShopInfo) info = make_info (self, section, infos);
  g_autoptr (GPtrArray) merged = NULL;
  gboolean is_new = find_info (infos, info->id) == NULL;
  GHashTableIter iter;
  gpointer value;

  section->shop = g_strdup (info->id);
  override_all (section, settings, info);
  if (is_new)
    {
      g_hash_table_iter_init (&iter, section->values);
      while (g_hash_table_iter_next (&iter, NULL, &value))
        take_value (info, value);
      bell_settings_save_shop (settings, info);
    }
  else
    {
      merged = bell_settings_list_shops (settings);
      bell_settings_save_shop (settings, find_info (merged, info->id));
    }
  /* Removed, it would come back at the next start. */
  bell_settings_override (settings, info->id, BELL_LOCK_SHOP, NULL, section->source);
}

void
bell_provision_apply (BellProvision *self,
                      BellSettings *settings)
{
  GPtrArray *sections = bell_provision_get_sections (self);

  g_return_if_fail (BELL_IS_PROVISION (self));
  g_return_if_fail (BELL_IS_SETTINGS (settings));

  for (guint i = 0; i < sections->len; i++)
    {
      BellProvisionSection *section = g_ptr_array_index (sections, i);

      if (strcmp (section->section, BELL_PROVISION_SHOP) == 0)
        apply_shop (self, section, settings);
      else
        override_all (section, settings, NULL);
    }
  if (bell_provision_get_shops_lock (self) != NULL)
    bell_settings_override (settings, NULL, BELL_LOCK_SHOPS, NULL, bell_provision_get_shops_lock (self));
}

void
bell_provision_equip (BellProvision *self,
                      const char *shop,
                      OeClient *client)
{
  const BellProvisionSection *section = bell_provision_find_shop (self, shop);
  const char *token = section != NULL ? bell_provision_section_get_text (section, BELL_PROVISION_APP_TOKEN) : NULL;

  if (token != NULL)
    oe_client_set_app_token (client, token);
}
