/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-entry.h"
#include "bell-rule.h"
#include "bell-settings.h"

G_BEGIN_DECLS

/**
 * BellRules:
 *
 * Every shop's rules, in order: the first that matches an event decides. Where
 * none does, the kind's default decides (bell_rule_new()): deleting a rule never
 * loses an event. A shop nobody changed has a rule per kind, the defaults.
 *
 * Signal "changed" (char *shop).
 */
#define BELL_TYPE_RULES (bell_rules_get_type ())
G_DECLARE_FINAL_TYPE (BellRules, bell_rules, BELL, RULES, GObject)

BellRules *bell_rules_new (BellSettings *settings);

/* Of BellRule: those of a shop that nobody changed. */
GPtrArray *bell_rules_make_defaults (void);

/* The rule for all of a kind or marker in such a list, which is added when there is none; NULL: the list is full. */
BellRule *bell_rules_get_or_add (GPtrArray *rules, BellRuleScope scope, const char *subject);

/*
 * What happens to an event: when it comes in, and of an entry (waiting or past) by its
 * own time. (transfer full): never NULL. Asking again for the same entry costs nothing.
 */
BellVerdict *bell_rules_judge (BellRules *self, const char *shop, OeEvent *event, gint64 received);
BellVerdict *bell_rules_judge_entry (BellRules *self, BellEntry *entry);

/* Whether an event of the same thing with this status takes the entry that waits: its own rule says so. */
gboolean bell_rules_is_taken_by (BellRules *self, BellEntry *waiting, const char *status);

/* What this rule, changed or not yet saved, would make of a past entry. matches: (out): whether it is for it at all. */
BellVerdict *bell_rules_preview (const BellRule *rule, BellEntry *entry, gboolean *matches);

/* The list of a shop, of BellRule (transfer none), until the rules change. */
GPtrArray *bell_rules_list (BellRules *self, const char *shop);

BellRule *bell_rules_find (BellRules *self, const char *shop, const char *id); /* (nullable) (transfer none) */

/* The first rule for all of a kind or marker, without conditions; (nullable) (transfer none). */
BellRule *bell_rules_find_for (BellRules *self, const char *shop, BellRuleScope scope, const char *subject);

/* Why a shop's stored rules could not be read, so that the defaults hold; NULL: they could. (transfer none) */
const char *bell_rules_get_problem (BellRules *self, const char *shop);

/* (nullable): where it stands that nobody may change a shop's rules. All that changes them does nothing then. */
const char *bell_rules_get_lock (BellRules *self, const char *shop);

/* Changes the rule with this id, or adds it, up to BELL_MAX_RULES: of a marker before those of kinds, else at the end. It must be valid. */
void bell_rules_save (BellRules *self, const char *shop, const BellRule *rule);
/* A new one at a place of its own: a copy next to its model, or one that was removed by mistake. It must be valid. */
void bell_rules_insert (BellRules *self, const char *shop, const BellRule *rule, guint position);
void bell_rules_remove (BellRules *self, const char *shop, const char *id);
void bell_rules_move (BellRules *self, const char *shop, const char *id, guint position);
void bell_rules_reset (BellRules *self, const char *shop); /* the defaults again */

/* All of a shop's rules as a file (bell-rule-json.h). Importing replaces them, or changes nothing and says why. */
char *bell_rules_export (BellRules *self, const char *shop);
gboolean bell_rules_import (BellRules *self, const char *shop, const char *text, gsize length, GError **error);

G_END_DECLS
