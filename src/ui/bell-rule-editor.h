/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellRuleEditor:
 *
 * The page on which one rule is changed: what it makes of a past event on top,
 * which changes as one types, then its parts. Nothing holds until it is saved.
 *
 * Signals: "close"; "toast" (char *text).
 */
#define BELL_TYPE_RULE_EDITOR (bell_rule_editor_get_type ())
G_DECLARE_FINAL_TYPE (BellRuleEditor, bell_rule_editor, BELL, RULE_EDITOR, AdwBin)

/* rule: of shop, or a new one. */
void bell_rule_editor_open (BellRuleEditor *self, BellContext *context, const char *shop, const BellRule *rule);

/* Closes, but asks first where something was changed and not saved. */
void bell_rule_editor_leave (BellRuleEditor *self);

G_END_DECLS
