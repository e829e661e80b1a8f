/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-rule-section.h"

G_BEGIN_DECLS

/* A bubble's words, quiet hours, what takes an event elsewhere, and the ticket. */
#define BELL_TYPE_RULE_WORDS (bell_rule_words_get_type ())
G_DECLARE_FINAL_TYPE (BellRuleWords, bell_rule_words, BELL, RULE_WORDS, AdwBin)

G_END_DECLS
