/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-entry.h"
#include "bell-settings.h"
#include "bell-verdict.h"
#include "oe-event.h"

G_BEGIN_DECLS

/* What the page of rules offers of a rule. */
typedef struct
{
  gboolean announce;   /* FALSE: kept in the history, no bubble, nothing waits */
  BellUrgency urgency;
} BellRuleChoice;

/**
 * BellRules:
 *
 * Which events are announced, and how: one line per kind and per marker and
 * shop. The marker's line, where there is one, wins over the kind's. Defaults:
 * orders, forms and markers normal, all else low; everything on.
 *
 * Signal "changed" (char *shop).
 */
#define BELL_TYPE_RULES (bell_rules_get_type ())
G_DECLARE_FINAL_TYPE (BellRules, bell_rules, BELL, RULES, GObject)

BellRules *bell_rules_new (BellSettings *settings);

/*
 * What happens to an event: when it comes in, and of an entry (waiting or past) by its
 * own time. (transfer full): never NULL. Asking again for the same entry costs nothing.
 */
BellVerdict *bell_rules_judge (BellRules *self, const char *shop, OeEvent *event, gint64 received);
BellVerdict *bell_rules_judge_entry (BellRules *self, BellEntry *entry);

/* One line: of a kind (is_marker FALSE) or of a marker, which is added when it is new. */
BellRuleChoice bell_rules_get (BellRules *self, const char *shop, gboolean is_marker, const char *name);
void bell_rules_set (BellRules *self, const char *shop, gboolean is_marker, const char *name, BellRuleChoice choice);
void bell_rules_remove_marker (BellRules *self, const char *shop, const char *marker);

/* (transfer full): NULL-terminated, sorted markers that have a line. */
char **bell_rules_list_markers (BellRules *self, const char *shop);

/* Letters, digits, "_" and "-", 1 to 100 of them, and none of Socket.IO's reserved names nor "notification". */
gboolean bell_rules_marker_is_valid (const char *marker);

G_END_DECLS
