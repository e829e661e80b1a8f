/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-rule-section.h"

G_BEGIN_DECLS

/* What a rule does: bubble, sound, how often and how loudly, and what comes when nobody takes the event. */
#define BELL_TYPE_RULE_SOUNDING (bell_rule_sounding_get_type ())
G_DECLARE_FINAL_TYPE (BellRuleSounding, bell_rule_sounding, BELL, RULE_SOUNDING, AdwBin)

G_END_DECLS
