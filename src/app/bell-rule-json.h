/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-rule.h"

G_BEGIN_DECLS

#define BELL_RULES_VERSION 1
#define BELL_MAX_RULES 200
#define BELL_MAX_RULES_SIZE (1024 * 1024) /* bytes of a file of rules */

/*
 * Rules as JSON, in the settings and in a file that people may write:
 * {"format": "shopbell-rules", "version": 1, "rules": [{"kind": "order", …}]}.
 * A member that is missing is as bell_rule_new() makes it; one that nobody
 * knows is an error, for it would be a wish that is not fulfilled.
 */

/* rules: of BellRule. pretty: for people. Free with g_free(). */
char *bell_rules_to_json (GPtrArray *rules, gboolean pretty);

/*
 * (element-type BellRule) (transfer full): NULL on error, which is of BELL_RULES_ERROR and
 * says where: "line 3, column 7" or "rules[2].conditions[0].operator: …".
 */
GPtrArray *bell_rules_from_json (const char *text, gsize length, GError **error);

/* The names that the document has for these; also for bell-rule-json-read.c. */
extern const char *const bell_rule_urgencies[];  /* by BellUrgency, NULL-terminated */
extern const char *const bell_rule_rings[];      /* by BellRing */
extern const char *const bell_rule_days[];       /* from Monday */
extern const char *const bell_rule_quiet_ways[]; /* by BellQuietWay */

G_END_DECLS
