/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-rule-condition.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellConditionRow:
 *
 * One condition of a rule. What cannot be is said below it, and stays as it was typed.
 *
 * Signals: "changed"; "remove".
 */
#define BELL_TYPE_CONDITION_ROW (bell_condition_row_get_type ())
G_DECLARE_FINAL_TYPE (BellConditionRow, bell_condition_row, BELL, CONDITION_ROW, AdwPreferencesRow)

GtkWidget *bell_condition_row_new (const BellCondition *condition, GPtrArray *hints);
BellCondition *bell_condition_row_get (BellConditionRow *self); /* (transfer full) */

G_END_DECLS
