/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-rules.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellRuleRow:
 *
 * One rule in the list, as a sentence, with its switch and a menu. Alt with up
 * and down moves it; Delete removes it.
 *
 * Signals: "open" (on activation, too); "toggled"; "moved" (int by: -1 or 1);
 * "duplicate"; "remove".
 */
#define BELL_TYPE_RULE_ROW (bell_rule_row_get_type ())
G_DECLARE_FINAL_TYPE (BellRuleRow, bell_rule_row, BELL, RULE_ROW, AdwActionRow)

GtkWidget *bell_rule_row_new (void);

/* rule: copied. first, last: where it stands in the list. */
void bell_rule_row_set_rule (BellRuleRow *self, const BellRule *rule, gboolean first, gboolean last);
const BellRule *bell_rule_row_get_rule (BellRuleRow *self);
gboolean bell_rule_row_get_on (BellRuleRow *self); /* as the switch says */

G_END_DECLS
