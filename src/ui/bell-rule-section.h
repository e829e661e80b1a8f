/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellRuleSection:
 *
 * A part of the page on which a rule is changed. What is typed goes into the
 * rule as it stands, also what cannot be: that is said next to it.
 *
 * Signal "changed": store() would give another rule.
 */
#define BELL_TYPE_RULE_SECTION (bell_rule_section_get_type ())
G_DECLARE_INTERFACE (BellRuleSection, bell_rule_section, BELL, RULE_SECTION, GtkWidget)
struct _BellRuleSectionInterface
{
  GTypeInterface parent_iface;

  void (*load) (BellRuleSection *self, const BellRule *rule, GPtrArray *hints, BellContext *context);
  void (*store) (BellRuleSection *self, BellRule *rule);
};

/* hints: of BellFieldHint: what past events have. */
void bell_rule_section_load (BellRuleSection *self, const BellRule *rule, GPtrArray *hints, BellContext *context);
void bell_rule_section_store (BellRuleSection *self, BellRule *rule);
void bell_rule_section_emit_changed (BellRuleSection *self);

/* Shows a problem (nullable) in a label below a row, and marks the row. */
void bell_rule_section_show_problem (GtkWidget *row, GtkLabel *label, const char *problem);

G_END_DECLS
