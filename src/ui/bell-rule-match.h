/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-rule-section.h"

G_BEGIN_DECLS

/* Which events a rule is for: its name, kind or marker, and conditions. */
#define BELL_TYPE_RULE_MATCH (bell_rule_match_get_type ())
G_DECLARE_FINAL_TYPE (BellRuleMatch, bell_rule_match, BELL, RULE_MATCH, AdwBin)

G_END_DECLS
