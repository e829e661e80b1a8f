/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellRulesPage:
 *
 * What rings and how, shop by shop, and the page on which one rule is changed.
 *
 * Signal "toast" (char *text): something to say in passing.
 */
#define BELL_TYPE_RULES_PAGE (bell_rules_page_get_type ())
G_DECLARE_FINAL_TYPE (BellRulesPage, bell_rules_page, BELL, RULES_PAGE, AdwBin)

void bell_rules_page_set_context (BellRulesPage *self, BellContext *context);

/* Leaves the rule that is being changed, asking first where it was not saved; FALSE where none is. */
gboolean bell_rules_page_back (BellRulesPage *self);

G_END_DECLS
