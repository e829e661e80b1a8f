/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-settings-private.h"

#include <stdlib.h>

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
  PROP_TICKET_WIDTH,
  PROP_DEAF_SOUND,
  PROP_COUNTER_MODE,
  PROP_KEEP_AWAKE,
  PROP_SPEAK,
  N_PROPS
} BellSettingsProperty;

static GParamSpec *properties[N_PROPS];

#define MAIN_SCHEMA BELL_BASE_ID

G_DEFINE_FINAL_TYPE (BellSettings, bell_settings, G_TYPE_OBJECT)

/* Properties and keys have the same names. */

static void
bell_settings_get_property (GObject *object,
                            guint prop_id,
                            GValue *value,
                            GParamSpec *pspec)
{
  BellSettings *self = BELL_SETTINGS (object);
  g_autoptr (GVariant) read = bell_settings_read (self, pspec->name);

  switch ((BellSettingsProperty) prop_id)
    {
    case PROP_LOW_MEMORY:
    case PROP_WINDOW_MAXIMIZED:
    case PROP_NOTIFY_WHEN_DEAF:
    case PROP_AUTOSTART:
    case PROP_TOLD_BACKGROUND:
    case PROP_COUNTER_MODE:
    case PROP_KEEP_AWAKE:
    case PROP_SPEAK:
      g_value_set_boolean (value, g_variant_get_boolean (read));
      break;
    case PROP_WINDOW_WIDTH:
    case PROP_WINDOW_HEIGHT:
      g_value_set_int (value, g_variant_get_int32 (read));
      break;
    case PROP_RECONNECT_LIMIT:
    case PROP_HISTORY_DAYS:
    case PROP_HISTORY_LIMIT:
    case PROP_DEAF_AFTER:
    case PROP_DEAF_REPEAT:
    case PROP_TICKET_WIDTH:
      g_value_set_uint (value, g_variant_get_uint32 (read));
      break;
    case PROP_DEAF_SOUND:
      g_value_set_string (value, g_variant_get_string (read, NULL));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static GVariant *
to_variant (const GValue *value)
{
  switch (G_VALUE_TYPE (value))
    {
    case G_TYPE_BOOLEAN:
      return g_variant_new_boolean (g_value_get_boolean (value));
    case G_TYPE_INT:
      return g_variant_new_int32 (g_value_get_int (value));
    case G_TYPE_UINT:
      return g_variant_new_uint32 (g_value_get_uint (value));
    case G_TYPE_STRING:
    default:
      return g_variant_new_string (g_value_get_string (value));
    }
}

static void
bell_settings_set_property (GObject *object,
                            guint prop_id,
                            const GValue *value,
                            GParamSpec *pspec)
{
  BellSettings *self = BELL_SETTINGS (object);

  /* The control that tried goes back to what holds. */
  if (bell_settings_get_lock (self, NULL, pspec->name) != NULL)
    g_object_notify_by_pspec (object, pspec);
  else
    g_settings_set_value (self->main, pspec->name, to_variant (value));
}

static void
bell_settings_finalize (GObject *object)
{
  BellSettings *self = BELL_SETTINGS (object);

  g_clear_object (&self->main);
  g_clear_object (&self->backend);
  g_hash_table_unref (self->overrides);
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
  properties[PROP_TICKET_WIDTH] = g_param_spec_uint ("ticket-width", NULL, NULL, 40, 120, 80, flags);
  properties[PROP_DEAF_SOUND] = g_param_spec_string ("deaf-sound", NULL, NULL, NULL, flags);
  properties[PROP_COUNTER_MODE] = g_param_spec_boolean ("counter-mode", NULL, NULL, FALSE, flags);
  properties[PROP_KEEP_AWAKE] = g_param_spec_boolean ("keep-awake", NULL, NULL, FALSE, flags);
  properties[PROP_SPEAK] = g_param_spec_boolean ("speak", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bell_settings_init (BellSettings *self)
{
  self->overrides = bell_overrides_new ();
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

  if (!has_schema (MAIN_SCHEMA) || !has_schema (BELL_SHOP_SCHEMA))
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
