/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-rules.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellRuleRow:
 *
 * One line of a shop's rules, as a sentence: whether and how a kind of event,
 * or one event by its name, is announced.
 */
#define BELL_TYPE_RULE_ROW (bell_rule_row_get_type ())
G_DECLARE_FINAL_TYPE (BellRuleRow, bell_rule_row, BELL, RULE_ROW, AdwExpanderRow)

GtkWidget *bell_rule_row_new (BellRules *rules, const char *shop, gboolean is_marker, const char *name);

G_END_DECLS
