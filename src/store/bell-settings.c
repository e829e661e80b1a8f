/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-settings.h"

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>
#include <stdlib.h>

#define MAIN_SCHEMA BELL_BASE_ID
#define SHOP_SCHEMA BELL_BASE_ID ".Shop"

struct _BellSettings
{
  GObject parent_instance;

  GSettingsBackend *backend; /* (nullable): the usual one */
  char *path;                /* ends with a slash */
  GSettings *main;
};

typedef enum
{
  PROP_LOW_MEMORY = 1,
  PROP_WINDOW_WIDTH,
  PROP_WINDOW_HEIGHT,
  PROP_WINDOW_MAXIMIZED,
  PROP_NOTIFY_WHEN_DEAF,
  PROP_RECONNECT_LIMIT,
  PROP_HISTORY_DAYS,
  PROP_HISTORY_LIMIT,
  PROP_AUTOSTART,
  PROP_TOLD_BACKGROUND,
  PROP_DEAF_AFTER,
  PROP_DEAF_REPEAT,
  PROP_DEAF_SOUND,
} BellSettingsProperty;

static GParamSpec *properties[PROP_DEAF_SOUND + 1];

G_DEFINE_FINAL_TYPE (BellSettings, bell_settings, G_TYPE_OBJECT)

/* Properties and keys have the same names. */

static void
bell_settings_get_property (GObject *object,
                            guint prop_id,
                            GValue *value,
                            GParamSpec *pspec)
{
  BellSettings *self = BELL_SETTINGS (object);

  switch ((BellSettingsProperty) prop_id)
    {
    case PROP_LOW_MEMORY:
    case PROP_WINDOW_MAXIMIZED:
    case PROP_NOTIFY_WHEN_DEAF:
    case PROP_AUTOSTART:
    case PROP_TOLD_BACKGROUND:
      g_value_set_boolean (value, g_settings_get_boolean (self->main, pspec->name));
      break;
    case PROP_WINDOW_WIDTH:
    case PROP_WINDOW_HEIGHT:
      g_value_set_int (value, g_settings_get_int (self->main, pspec->name));
      break;
    case PROP_RECONNECT_LIMIT:
    case PROP_HISTORY_DAYS:
    case PROP_HISTORY_LIMIT:
    case PROP_DEAF_AFTER:
    case PROP_DEAF_REPEAT:
      g_value_set_uint (value, g_settings_get_uint (self->main, pspec->name));
      break;
    case PROP_DEAF_SOUND:
      g_value_take_string (value, g_settings_get_string (self->main, pspec->name));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bell_settings_set_property (GObject *object,
                            guint prop_id,
                            const GValue *value,
                            GParamSpec *pspec)
{
  BellSettings *self = BELL_SETTINGS (object);

  switch ((BellSettingsProperty) prop_id)
    {
    case PROP_LOW_MEMORY:
    case PROP_WINDOW_MAXIMIZED:
    case PROP_NOTIFY_WHEN_DEAF:
    case PROP_AUTOSTART:
    case PROP_TOLD_BACKGROUND:
      g_settings_set_boolean (self->main, pspec->name, g_value_get_boolean (value));
      break;
    case PROP_WINDOW_WIDTH:
    case PROP_WINDOW_HEIGHT:
      g_settings_set_int (self->main, pspec->name, g_value_get_int (value));
      break;
    case PROP_RECONNECT_LIMIT:
    case PROP_HISTORY_DAYS:
    case PROP_HISTORY_LIMIT:
    case PROP_DEAF_AFTER:
    case PROP_DEAF_REPEAT:
      g_settings_set_uint (self->main, pspec->name, g_value_get_uint (value));
      break;
    case PROP_DEAF_SOUND:
      g_settings_set_string (self->main, pspec->name, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bell_settings_finalize (GObject *object)
{
  BellSettings *self = BELL_SETTINGS (object);

  g_clear_object (&self->main);
  g_clear_object (&self->backend);
  g_free (self->path);
  G_OBJECT_CLASS (bell_settings_parent_class)->finalize (object);
}

static void
bell_settings_class_init (BellSettingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bell_settings_get_property;
  object_class->set_property = bell_settings_set_property;
  object_class->finalize = bell_settings_finalize;

  properties[PROP_LOW_MEMORY] = g_param_spec_boolean ("low-memory", NULL, NULL, FALSE, flags);
  properties[PROP_WINDOW_WIDTH] = g_param_spec_int ("window-width", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_WINDOW_HEIGHT] = g_param_spec_int ("window-height", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_WINDOW_MAXIMIZED] = g_param_spec_boolean ("window-maximized", NULL, NULL, FALSE, flags);
  properties[PROP_NOTIFY_WHEN_DEAF] = g_param_spec_boolean ("notify-when-deaf", NULL, NULL, TRUE, flags);
  properties[PROP_RECONNECT_LIMIT] = g_param_spec_uint ("reconnect-limit", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_HISTORY_DAYS] = g_param_spec_uint ("history-days", NULL, NULL, 0, G_MAXUINT, 90, flags);
  properties[PROP_HISTORY_LIMIT] = g_param_spec_uint ("history-limit", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_AUTOSTART] = g_param_spec_boolean ("autostart", NULL, NULL, FALSE, flags);
  properties[PROP_TOLD_BACKGROUND] = g_param_spec_boolean ("told-background", NULL, NULL, FALSE, flags);
  properties[PROP_DEAF_AFTER] = g_param_spec_uint ("deaf-after", NULL, NULL, 0, 86400, 60, flags);
  properties[PROP_DEAF_REPEAT] = g_param_spec_uint ("deaf-repeat", NULL, NULL, 0, 86400, 300, flags);
  properties[PROP_DEAF_SOUND] = g_param_spec_string ("deaf-sound", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bell_settings_init (BellSettings *self)
{
}

static void
on_changed (GSettings *settings,
            const char *key,
            BellSettings *self)
{
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (self), key) != NULL)
    g_object_notify (G_OBJECT (self), key);
}

/* g_settings_new() ends the process where a schema is missing; a program that was not installed rightly says so. */
static gboolean
has_schema (const char *id)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (source, id, TRUE) : NULL;

  return schema != NULL;
}

static BellSettings *
make (GSettingsBackend *backend,
      const char *path)
{
  BellSettings *self;

  if (!has_schema (MAIN_SCHEMA) || !has_schema (SHOP_SCHEMA))
    {
      g_printerr ("The settings schema %s is not installed. Install Shopbell, or start it by build-aux/run.\n",
                  MAIN_SCHEMA);
      exit (1);
    }
  self = g_object_new (BELL_TYPE_SETTINGS, NULL);
  g_set_object (&self->backend, backend);
  self->path = g_strdup (path);
  self->main = backend != NULL ? g_settings_new_with_backend_and_path (MAIN_SCHEMA, backend, path)
                               : g_settings_new_with_path (MAIN_SCHEMA, path);
  g_signal_connect_object (self->main, "changed", G_CALLBACK (on_changed), self, 0);
  return self;
}

BellSettings *
bell_settings_new (const char *profile)
{
  g_autofree char *path = *profile != '\0' ? g_strdup_printf (BELL_BASE_PATH "/profiles/%s/", profile)
                                           : g_strdup (BELL_BASE_PATH "/");

  return make (NULL, path);
}

BellSettings *
bell_settings_new_in_memory (void)
{
  g_autoptr (GSettingsBackend) backend = g_memory_settings_backend_new ();

  return make (backend, BELL_BASE_PATH "/");
}

/* Shops */

static GSettings *
open_shop (BellSettings *self,
           const char *shop)
{
  g_autofree char *path = g_strdup_printf ("%sshops/%s/", self->path, shop);

  if (self->backend != NULL)
    return g_settings_new_with_backend_and_path (SHOP_SCHEMA, self->backend, path);
  return g_settings_new_with_path (SHOP_SCHEMA, path);
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

static void
take_string (GSettings *settings,
             const char *key,
             char **field)
{
  g_free (*field);
  *field = g_settings_get_string (settings, key);
}

GPtrArray *
bell_settings_list_shops (BellSettings *self)
{
  GPtrArray *infos = g_ptr_array_new_with_free_func ((GDestroyNotify) bell_shop_info_free);
  g_auto (GStrv) ids = g_settings_get_strv (self->main, "shops");

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (GSettings) settings = NULL;
      BellShopInfo *info;

      if (!is_id (ids[i]))
        continue;
      settings = open_shop (self, ids[i]);
      info = bell_shop_info_new ();
      g_free (info->id);
      info->id = g_strdup (ids[i]);
      take_string (settings, "name", &info->name);
      take_string (settings, "url", &info->url);
      take_string (settings, "provider", &info->provider);
      take_string (settings, "login", &info->login);
      take_string (settings, "login-marker", &info->login_marker);
      take_string (settings, "password-marker", &info->password_marker);
      take_string (settings, "fingerprint", &info->fingerprint);
      take_string (settings, "ca-file", &info->ca_file);
      info->paused = g_settings_get_boolean (settings, "paused");
      g_ptr_array_add (infos, info);
    }
  return infos;
}

void
bell_settings_save_shop (BellSettings *self,
                         const BellShopInfo *info)
{
  g_autoptr (GSettings) settings = NULL;
  g_auto (GStrv) ids = g_settings_get_strv (self->main, "shops");

  g_return_if_fail (is_id (info->id));

  settings = open_shop (self, info->id);
  g_settings_set_string (settings, "name", info->name);
  g_settings_set_string (settings, "url", info->url);
  g_settings_set_string (settings, "provider", info->provider);
  g_settings_set_string (settings, "login", info->login);
  g_settings_set_string (settings, "login-marker", info->login_marker);
  g_settings_set_string (settings, "password-marker", info->password_marker);
  g_settings_set_string (settings, "fingerprint", info->fingerprint);
  g_settings_set_string (settings, "ca-file", info->ca_file);
  g_settings_set_boolean (settings, "paused", info->paused);

  if (!g_strv_contains ((const char *const *) ids, info->id))
    {
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
      g_auto (GStrv) longer = NULL;

      g_strv_builder_addv (builder, (const char **) ids);
      g_strv_builder_add (builder, info->id);
      longer = g_strv_builder_end (builder);
      g_settings_set_strv (self->main, "shops", (const char *const *) longer);
    }
}

void
bell_settings_remove_shop (BellSettings *self,
                           const char *shop)
{
  static const char *const keys[] = { "name",  "url",         "provider", "login",  "login-marker", "password-marker",
                                      "fingerprint", "ca-file", "paused", "rules", "rule-list", NULL };
  g_auto (GStrv) ids = g_settings_get_strv (self->main, "shops");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GSettings) settings = NULL;
  g_auto (GStrv) shorter = NULL;

  if (!is_id (shop))
    return;
  for (guint i = 0; ids[i] != NULL; i++)
    if (g_strcmp0 (ids[i], shop) != 0)
      g_strv_builder_add (builder, ids[i]);
  shorter = g_strv_builder_end (builder);
  g_settings_set_strv (self->main, "shops", (const char *const *) shorter);

  settings = open_shop (self, shop);
  for (guint i = 0; keys[i] != NULL; i++)
    g_settings_reset (settings, keys[i]);
}

/* Rules */

char *
bell_settings_get_rules (BellSettings *self,
                         const char *shop)
{
  g_autoptr (GSettings) settings = is_id (shop) ? open_shop (self, shop) : NULL;

  return settings != NULL ? g_settings_get_string (settings, "rule-list") : g_strdup ("");
}

void
bell_settings_set_rules (BellSettings *self,
                         const char *shop,
                         const char *document)
{
  g_autoptr (GSettings) settings = is_id (shop) ? open_shop (self, shop) : NULL;

  if (settings == NULL)
    return;
  g_settings_set_string (settings, "rule-list", document);
  g_settings_reset (settings, "rules");
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
