/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-settings-private.h"

char *
bell_settings_get_machine (BellSettings *self)
{
  return g_settings_get_string (self->main, "machine");
}

void
bell_settings_set_machine (BellSettings *self,
                           const char *machine)
{
  g_settings_set_string (self->main, "machine", machine);
}

/* Shops */

static GSettings *
open_shop (BellSettings *self,
           const char *shop)
{
  g_autofree char *path = g_strdup_printf ("%sshops/%s/", self->path, shop);

  if (self->backend != NULL)
    return g_settings_new_with_backend_and_path (BELL_SHOP_SCHEMA, self->backend, path);
  return g_settings_new_with_path (BELL_SHOP_SCHEMA, path);
}

/* The settings may have been edited by hand: an id that is no part of a path would end the process. */
static gboolean
is_id (const char *id)
{
  if (*id == '\0')
    return FALSE;
  for (; *id != '\0'; id++)
    if (!g_ascii_isalnum (*id))
      return FALSE;
  return TRUE;
}

/*
 * What was stored for a key that a file sets may be the file's own word from an earlier start, kept for the day
 * when the file is gone: the shop is to be heard then, too. FROM_FILE lists these keys; the rest people chose.
 */
#define FROM_FILE "from-file"

/* (nullable): the override that holds instead of what is stored. */
static const BellOverride *
find_holding (BellSettings *self,
              GSettings *settings,
              const char *shop,
              const char *key)
{
  const BellOverride *override = bell_overrides_find (self, shop, key);
  g_auto (GStrv) from_file = NULL;
  g_autoptr (GVariant) chosen = NULL;

  if (override == NULL || override->value == NULL)
    return NULL;
  if (override->locked_by != NULL)
    return override;
  from_file = g_settings_get_strv (settings, FROM_FILE);
  chosen = g_settings_get_user_value (settings, key);
  if (chosen == NULL || g_strv_contains ((const char *const *) from_file, key))
    return override;
  /* An empty text is none that somebody chose. */
  if (g_variant_is_of_type (chosen, G_VARIANT_TYPE_STRING) && *g_variant_get_string (chosen, NULL) == '\0')
    return override;
  return NULL;
}

static GVariant *
read_key (BellSettings *self,
          GSettings *settings,
          const char *shop,
          const char *key)
{
  const BellOverride *override = find_holding (self, settings, shop, key);

  return override != NULL ? g_variant_ref (override->value) : g_settings_get_value (settings, key);
}

/* Stores value, or what is locked in its place; names the key to builder where it is the file's word. (transfer full) */
static void
write_key (BellSettings *self,
           GSettings *settings,
           const char *shop,
           const char *key,
           GVariant *value,
           GStrvBuilder *from_file)
{
  const BellOverride *override = bell_overrides_find (self, shop, key);
  g_autoptr (GVariant) owned = g_variant_ref_sink (value);

  if (override != NULL && override->value != NULL &&
      (override->locked_by != NULL || g_variant_equal (owned, override->value)))
    {
      g_settings_set_value (settings, key, override->value);
      g_strv_builder_add (from_file, key);
    }
  else if (override == NULL || override->locked_by == NULL)
    {
      g_settings_set_value (settings, key, owned);
    }
}

static BellShopInfo *
read_shop (BellSettings *self,
           const char *id)
{
  g_autoptr (GSettings) settings = open_shop (self, id);
  g_autoptr (GVariant) paused = read_key (self, settings, id, "paused");
  g_autoptr (GVariant) minutes = read_key (self, settings, id, "canary-minutes");
  BellShopInfo *info = bell_shop_info_new ();

  g_free (info->id);
  info->id = g_strdup (id);
  for (const BellShopText *text = bell_shop_texts; text->key != NULL; text++)
    {
      g_autoptr (GVariant) value = read_key (self, settings, id, text->key);

      bell_shop_info_set_text (info, text->key, g_variant_get_string (value, NULL));
    }
  info->paused = g_variant_get_boolean (paused);
  info->canary_minutes = g_variant_get_uint32 (minutes);
  return info;
}

GPtrArray *
bell_settings_list_shops (BellSettings *self)
{
  GPtrArray *infos = g_ptr_array_new_with_free_func ((GDestroyNotify) bell_shop_info_free);
  g_auto (GStrv) ids = g_settings_get_strv (self->main, "shops");

  for (guint i = 0; ids[i] != NULL; i++)
    if (is_id (ids[i]))
      g_ptr_array_add (infos, read_shop (self, ids[i]));
  return infos;
}

static void
list_id (BellSettings *self,
         char **ids,
         const char *id)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) longer = NULL;

  g_strv_builder_addv (builder, (const char **) ids);
  g_strv_builder_add (builder, id);
  longer = g_strv_builder_end (builder);
  g_settings_set_strv (self->main, "shops", (const char *const *) longer);
}

gboolean
bell_settings_save_shop (BellSettings *self,
                         const BellShopInfo *info)
{
  g_autoptr (GSettings) settings = NULL;
  g_auto (GStrv) ids = g_settings_get_strv (self->main, "shops");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) from_file = NULL;
  gboolean is_new = !g_strv_contains ((const char *const *) ids, info->id);

  g_return_val_if_fail (is_id (info->id), FALSE);

  if (is_new && bell_settings_get_lock (self, NULL, BELL_LOCK_SHOPS) != NULL)
    return FALSE;
  settings = open_shop (self, info->id);
  /* Written at once: a key file is written and synced for each key otherwise. */
  g_settings_delay (settings);
  for (const BellShopText *text = bell_shop_texts; text->key != NULL; text++)
    write_key (self, settings, info->id, text->key,
               g_variant_new_string (G_STRUCT_MEMBER (char *, info, text->offset)), builder);
  write_key (self, settings, info->id, "paused", g_variant_new_boolean (info->paused), builder);
  write_key (self, settings, info->id, "canary-minutes", g_variant_new_uint32 (info->canary_minutes), builder);
  from_file = g_strv_builder_end (builder);
  g_settings_set_strv (settings, FROM_FILE, (const char *const *) from_file);
  g_settings_apply (settings);
  if (is_new)
    list_id (self, ids, info->id);
  return TRUE;
}

static void
forget_shop (BellSettings *self,
             const char *shop)
{
  g_autoptr (GSettings) settings = open_shop (self, shop);
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  g_settings_delay (settings);
  for (guint i = 0; keys[i] != NULL; i++)
    g_settings_reset (settings, keys[i]);
  g_settings_apply (settings);
}

gboolean
bell_settings_remove_shop (BellSettings *self,
                           const char *shop)
{
  g_auto (GStrv) ids = g_settings_get_strv (self->main, "shops");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) shorter = NULL;

  if (!is_id (shop) || bell_settings_get_lock (self, shop, BELL_LOCK_SHOP) != NULL)
    return FALSE;
  for (guint i = 0; ids[i] != NULL; i++)
    if (g_strcmp0 (ids[i], shop) != 0)
      g_strv_builder_add (builder, ids[i]);
  shorter = g_strv_builder_end (builder);
  g_settings_set_strv (self->main, "shops", (const char *const *) shorter);
  forget_shop (self, shop);
  return TRUE;
}

/* Rules */

#define RULES "rule-list"

char *
bell_settings_get_rules (BellSettings *self,
                         const char *shop)
{
  g_autoptr (GSettings) settings = is_id (shop) ? open_shop (self, shop) : NULL;
  g_autoptr (GVariant) value = settings != NULL ? read_key (self, settings, shop, RULES) : NULL;

  return value != NULL ? g_variant_dup_string (value, NULL) : g_strdup ("");
}

gboolean
bell_settings_set_rules (BellSettings *self,
                         const char *shop,
                         const char *document)
{
  g_autoptr (GSettings) settings = is_id (shop) ? open_shop (self, shop) : NULL;

  if (settings == NULL || bell_settings_get_lock (self, shop, RULES) != NULL)
    return FALSE;
  g_settings_set_string (settings, RULES, document);
  g_settings_reset (settings, "rules");
  return TRUE;
}

GPtrArray *
bell_settings_list_old_rules (BellSettings *self,
                              const char *shop)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) bell_rule_record_free);
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (GVariant) rules = NULL;
  GVariantIter iter;
  gboolean is_marker, enabled;
  const char *name;
  int urgency;

  if (!is_id (shop))
    return records;
  settings = open_shop (self, shop);
  rules = g_settings_get_value (settings, "rules");
  g_variant_iter_init (&iter, rules);
  while (g_variant_iter_next (&iter, "(b&sbi)", &is_marker, &name, &enabled, &urgency))
    {
      BellRuleRecord *record = g_new0 (BellRuleRecord, 1);

      record->is_marker = is_marker;
      record->name = g_strdup (name);
      record->enabled = enabled;
      record->urgency = urgency;
      g_ptr_array_add (records, record);
    }
  return records;
}
