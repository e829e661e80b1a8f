/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-rule.h"

G_BEGIN_DECLS

/* Rules as sentences: translated, plain; freed with g_free() unless const. */

/* "Orders whose amount is over 100 ring until somebody takes them", named or not. */
char *bell_format_rule_sentence (const BellRule *rule);

/* The line in the list: its name, else its sentence; and what stands below. */
char *bell_format_rule_title (const BellRule *rule);
char *bell_format_rule_details (const BellRule *rule); /* "Counter bell · loud · louder after 1 min" */
const char *bell_format_rule_icon (const BellRule *rule);

/* "amount is over 100" */
char *bell_format_condition (const BellCondition *condition);
const char *bell_format_operator (BellOperator operator); /* "is over" */
char *bell_format_field (const char *field);              /* "amount"; of a path, "phone" */

const char *bell_format_ring (BellRing ring);      /* "Until somebody takes it" */
const char *bell_format_volume (double volume);    /* "soft", "loud" … */
char *bell_format_time_of_day (int minutes);            /* "22:00", of minutes since midnight */

/* What is wrong with a condition that somebody types, next to its field or its value; NULL: nothing. */
const char *bell_format_condition_field_problem (const BellCondition *condition);
const char *bell_format_condition_value_problem (const BellCondition *condition);

/* Below a preview: which event it is of, and what the rule does with it. */
char *bell_format_preview_note (const BellRule *rule, const char *title, const char *time, gboolean fits);

/* Statuses in one line, "done, cancelled", and back: (transfer full), without blanks and empty ones. */
char *bell_format_statuses (char **statuses);
char **bell_format_split_statuses (const char *text);

G_END_DECLS
