/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-provision.h"

G_BEGIN_DECLS

/* Where in which file something is set just now. */
typedef struct
{
  const char *source;
  const char *folder; /* where its relative paths begin */
  guint line;
} BellProvisionPlace;

/* bell-provision.c */
BellProvisionSection *bell_provision_find_section (BellProvision *self, const char *section, const char *name);

/* NULL: there are too many shops, which is said. */
BellProvisionSection *bell_provision_get_section (BellProvision *self, const BellProvisionPlace *place,
                                                  const char *section, const char *name);

/* Sets it, or says why not. */
void bell_provision_set (BellProvision *self, BellProvisionSection *section, const BellProvisionPlace *place,
                         const BellProvisionKey *key, const char *text);

/* names: words; "all" is all that the section has set. */
void bell_provision_lock (BellProvision *self, BellProvisionSection *section, const BellProvisionPlace *place,
                          const char *names);
void bell_provision_lock_shops (BellProvision *self, const char *source);
void bell_provision_say (BellProvision *self, const BellProvisionPlace *place, char *text);

/* bell-provision-rules.c: of rules, on, off and sound the one document that they make. */
void bell_provision_merge_rules (BellProvisionSection *section);

/* What of this is fit to be said: a short name of plain letters; NULL: it may be anything, a secret too. */
const char *bell_provision_quotable (const char *name);

G_END_DECLS
