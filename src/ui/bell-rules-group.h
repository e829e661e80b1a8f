/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellRulesGroup:
 *
 * The rules of one shop: a row per kind, a row per event that has a rule of
 * its own, the events seen that have none, and one more by its name.
 */
#define BELL_TYPE_RULES_GROUP (bell_rules_group_get_type ())
G_DECLARE_FINAL_TYPE (BellRulesGroup, bell_rules_group, BELL, RULES_GROUP, AdwBin)

GtkWidget *bell_rules_group_new (BellContext *context, BellShop *shop);

/* Looks again which events have been seen. */
void bell_rules_group_refresh (BellRulesGroup *self);

G_END_DECLS
