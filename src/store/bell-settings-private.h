/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-settings.h"

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>

G_BEGIN_DECLS

#define BELL_SHOP_SCHEMA BELL_BASE_ID ".Shop"

struct _BellSettings
{
  GObject parent_instance;

  GSettingsBackend *backend; /* (nullable): the usual one */
  char *path;                /* ends with a slash */
  GSettings *main;
  GHashTable *overrides; /* bell-overrides.c */
};

/* bell-overrides.c: what somebody above the user sets. */
typedef struct
{
  GVariant *value; /* (nullable): a lock alone */
  char *locked_by; /* (nullable) */
} BellOverride;

GHashTable *bell_overrides_new (void);

/* (nullable) (transfer none) */
const BellOverride *bell_overrides_find (BellSettings *self, const char *shop, const char *key);

/* A key of the program as it holds now. (transfer full) */
GVariant *bell_settings_read (BellSettings *self, const char *key);

G_END_DECLS
