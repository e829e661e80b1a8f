/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-provision-keys.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define BELL_PROVISION_MAX_FILE (1024 * 1024) /* bytes */
#define BELL_PROVISION_MAX_MISTAKES 100
#define BELL_PROVISION_MAX_SHOPS 50

/* Settings of a shop that are none in the program's settings. */
#define BELL_PROVISION_APP_TOKEN "app-token"
#define BELL_PROVISION_SIGN_IN_FILE "sign-in-file"
#define BELL_PROVISION_ON "on"
#define BELL_PROVISION_OFF "off"
#define BELL_PROVISION_RULE_SOUND "sound"
#define BELL_PROVISION_RULE_LIST "rule-list"

/* What is wrong in a file. */
typedef struct
{
  char *source; /* the path of a file, or the name of a variable */
  guint line;   /* 0: all of it */
  char *text;   /* a sentence and what to do; no secret in it */
} BellMistake;

/* What is set. */
typedef struct
{
  const BellProvisionKey *key;
  GVariant *value; /* b, u, s or as, by the key's type */
  char *source;
  guint line;
  char *locked_by; /* (nullable): the source of the lock */
} BellProvisionValue;

/* A section: one of the program's, or a shop. */
typedef struct
{
  char *section;
  char *name; /* of a shop in the files; else "" */
  char *source;
  guint line;
  GHashTable *values; /* setting → BellProvisionValue */
  gboolean spoiled;   /* its address is wrong: that was said */
  char *shop;         /* (nullable): the id, once it is applied */
} BellProvisionSection;

const BellProvisionValue *bell_provision_section_find (const BellProvisionSection *self, const char *setting);
const char *bell_provision_section_get_text (const BellProvisionSection *self, const char *setting); /* (nullable) */

/**
 * BellProvision:
 *
 * What the owner set up by files and variables: pure, knows neither disk nor
 * settings. Later ones override earlier ones, but for what an earlier one
 * locks. What is wrong is named, the rest holds.
 *
 * Signal "changed": there are more mistakes.
 */
#define BELL_TYPE_PROVISION (bell_provision_get_type ())
G_DECLARE_FINAL_TYPE (BellProvision, bell_provision, BELL, PROVISION, GObject)

/* Reads a file that another names; at most max bytes. */
typedef char *(*BellProvisionLoad) (const char *path, gsize max, gsize *length, GError **error);

BellProvision *bell_provision_new (BellProvisionLoad load);

/* The text of one file, any bytes. */
void bell_provision_add_text (BellProvision *self, const char *source, const char *text, gsize length);

/* variables: "NAME=value", NULL-terminated; those that are not ours are passed over. */
void bell_provision_add_variables (BellProvision *self, const char *const *variables);

/* When all is added: what can only be told of the whole. */
void bell_provision_finish (BellProvision *self);

/* A mistake that somebody else found. text: (transfer full). */
void bell_provision_add_mistake (BellProvision *self, const char *source, guint line, char *text);

/* That there is such a file, and that it was read. */
void bell_provision_add_file (BellProvision *self, const char *path);

GPtrArray *bell_provision_get_mistakes (BellProvision *self); /* (element-type BellMistake) (transfer none) */
GPtrArray *bell_provision_get_sections (BellProvision *self); /* (element-type BellProvisionSection) (transfer none) */
GPtrArray *bell_provision_get_files (BellProvision *self);    /* (element-type char *) (transfer none): that were read */

/* (nullable): where it stands that no shop is to be added. */
const char *bell_provision_get_shops_lock (BellProvision *self);

/* (nullable): the section of a shop that was applied. */
BellProvisionSection *bell_provision_find_shop (BellProvision *self, const char *shop);

G_END_DECLS
