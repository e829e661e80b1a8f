/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  BELL_PROVISION_BOOLEAN,
  BELL_PROVISION_NUMBER,
  BELL_PROVISION_TEXT,
  BELL_PROVISION_SECRET, /* a text that is never said */
  BELL_PROVISION_ADDRESS,
  BELL_PROVISION_SOUND,
  BELL_PROVISION_COLOUR,
  BELL_PROVISION_PROXY,
  BELL_PROVISION_OPEN_ADDRESS,
  BELL_PROVISION_FILE, /* a path; one that does not begin with a slash begins beside the file that names it */
  BELL_PROVISION_AUTHORITIES, /* such a path, too: it is looked whether the file is one, and used all the same */
  BELL_PROVISION_CERTIFICATE,
  BELL_PROVISION_PRIVATE_KEY,
  BELL_PROVISION_NAMES,
  BELL_PROVISION_RULES,
  BELL_PROVISION_RULES_FILE, /* read at once: its value is the rules */
} BellProvisionType;

/* What a file or a variable may set. A new line in bell-provision-keys.c is all that a new one needs. */
typedef struct
{
  const char *section; /* BELL_PROVISION_SHOP: of every shop */
  const char *name;    /* in that section */
  const char *setting; /* what it sets: the key in the settings, or one of bell-provision.h */
  BellProvisionType type;
  guint min, max; /* of a number; the most characters of a text; min 1: a sound, and not none */
} BellProvisionKey;

#define BELL_PROVISION_SHOP "shop"

/* Ends with a section that is NULL; those of a section stand together. */
extern const BellProvisionKey bell_provision_keys[];

gboolean bell_provision_has_section (const char *section);

/* (nullable) */
const BellProvisionKey *bell_provision_find_key (const char *section, const char *name);
const BellProvisionKey *bell_provision_find_variable (const char *variable);

/* (nullable): what somebody may have meant who wrote this name. */
const BellProvisionKey *bell_provision_guess_key (const char *section, const char *name);
const BellProvisionKey *bell_provision_guess_variable (const char *variable);

/* "SHOPBELL_HISTORY_DAYS". (transfer full) */
char *bell_provision_key_to_variable (const BellProvisionKey *key);

/* "[general], [deafness], [shop NAME]", for people. (transfer full) */
char *bell_provision_list_sections (void);

G_END_DECLS
