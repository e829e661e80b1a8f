/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellRulePreview:
 *
 * What a rule that is being changed would make of an event that came in.
 */
#define BELL_TYPE_RULE_PREVIEW (bell_rule_preview_get_type ())
G_DECLARE_FINAL_TYPE (BellRulePreview, bell_rule_preview, BELL, RULE_PREVIEW, AdwBin)

/* entries: of BellEntry, newest first; kept. */
void bell_rule_preview_set_entries (BellRulePreview *self, GPtrArray *entries);

/* The newest event that the rule is for, until another one is asked for; valid: it could be saved so. */
void bell_rule_preview_show (BellRulePreview *self, const BellRule *rule, gboolean valid);

G_END_DECLS
