/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellRulesGroup:
 *
 * The rules of one shop, in the order in which they are asked.
 *
 * Signals: "open" (BellRule *rule, valid while it is emitted): it is to be changed; "toast" (char *text);
 * "undo-toast" (char *text, BellRule *rule, uint position): a rule was removed that may come back.
 */
#define BELL_TYPE_RULES_GROUP (bell_rules_group_get_type ())
G_DECLARE_FINAL_TYPE (BellRulesGroup, bell_rules_group, BELL, RULES_GROUP, AdwPreferencesGroup)

GtkWidget *bell_rules_group_new (BellContext *context, BellShop *shop);
const char *bell_rules_group_get_shop (BellRulesGroup *self);

G_END_DECLS
