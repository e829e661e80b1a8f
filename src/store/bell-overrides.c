/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-settings-private.h"

static void
override_free (gpointer data)
{
  BellOverride *override = data;

  g_clear_pointer (&override->value, g_variant_unref);
  g_free (override->locked_by);
  g_free (override);
}

GHashTable *
bell_overrides_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, override_free);
}

/* Neither ids nor keys have a slash. */
static char *
make_name (const char *shop,
           const char *key)
{
  return g_strconcat (shop != NULL ? shop : "", "/", key, NULL);
}

const BellOverride *
bell_overrides_find (BellSettings *self,
                     const char *shop,
                     const char *key)
{
  g_autofree char *name = make_name (shop, key);

  return g_hash_table_lookup (self->overrides, name);
}

void
bell_settings_override (BellSettings *self,
                        const char *shop,
                        const char *key,
                        GVariant *value,
                        const char *locked_by)
{
  BellOverride *override = g_new0 (BellOverride, 1);

  g_return_if_fail (BELL_IS_SETTINGS (self));

  override->value = value != NULL ? g_variant_ref_sink (value) : NULL;
  override->locked_by = g_strdup (locked_by);
  g_hash_table_replace (self->overrides, make_name (shop, key), override);
  if (shop == NULL && g_object_class_find_property (G_OBJECT_GET_CLASS (self), key) != NULL)
    g_object_notify (G_OBJECT (self), key);
}

const char *
bell_settings_get_lock (BellSettings *self,
                        const char *shop,
                        const char *key)
{
  const BellOverride *override;

  g_return_val_if_fail (BELL_IS_SETTINGS (self), NULL);

  override = bell_overrides_find (self, shop, key);
  return override != NULL ? override->locked_by : NULL;
}

const char *
bell_settings_get_network_lock (BellSettings *self,
                                const char *shop)
{
  static const char *const keys[] = { "ca-file", "certificate", "certificate-key", "proxy", "proxy-user" };
  const char *lock = NULL;

  for (guint i = 0; lock == NULL && i < G_N_ELEMENTS (keys); i++)
    lock = bell_settings_get_lock (self, shop, keys[i]);
  return lock;
}

static const BellOverride *
find_holding (BellSettings *self,
              const char *key)
{
  const BellOverride *override = bell_overrides_find (self, NULL, key);
  g_autoptr (GVariant) chosen = NULL;

  if (override == NULL || override->value == NULL)
    return NULL;
  chosen = override->locked_by == NULL ? g_settings_get_user_value (self->main, key) : NULL;
  return chosen == NULL ? override : NULL;
}

gboolean
bell_settings_is_overridden (BellSettings *self,
                             const char *key)
{
  g_return_val_if_fail (BELL_IS_SETTINGS (self), FALSE);
  return find_holding (self, key) != NULL;
}

GVariant *
bell_settings_read (BellSettings *self,
                    const char *key)
{
  const BellOverride *override = find_holding (self, key);

  return override != NULL ? g_variant_ref (override->value) : g_settings_get_value (self->main, key);
}
