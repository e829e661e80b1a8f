/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*
 * Reads one object of a file of rules, member by member. A member that is missing
 * leaves the value as it is; the first thing that is wrong ends the reading, and
 * is said with its place, "rules[2].quiet.from: …".
 */
typedef struct
{
  JsonObject *object;
  char *path;    /* "rules[2].quiet" */
  guint n_known; /* members that were asked for and are there */
  GError **error;
  gboolean failed;
} BellRuleReader;

void bell_rule_reader_refuse (BellRuleReader *reader, const char *name, const char *problem);

/* A member of one of these types; NULL: it is missing, or another, which is refused with this problem. */
JsonNode *bell_rule_reader_get (BellRuleReader *reader, const char *name, JsonNodeType type, GType value_type,
                                const char *problem);

void bell_rule_reader_text (BellRuleReader *reader, const char *name, char **text);
void bell_rule_reader_boolean (BellRuleReader *reader, const char *name, gboolean *value);
void bell_rule_reader_integer (BellRuleReader *reader, const char *name, int *value);
void bell_rule_reader_step (BellRuleReader *reader, const char *name, int *seconds); /* null: -1 */
void bell_rule_reader_time (BellRuleReader *reader, const char *name, int *minutes); /* "22:00" */
int bell_rule_reader_choice (BellRuleReader *reader, const char *name, const char *const *names, int usual);
char **bell_rule_reader_texts (BellRuleReader *reader, const char *name); /* (transfer full): NULL where it is missing */

int bell_rule_reader_find_name (const char *const *names, const char *name); /* -1: it is not among them */

/* An object within: FALSE where it is missing. leave() refuses members that are not known, and says whether all went well. */
gboolean bell_rule_reader_enter (BellRuleReader *inner, BellRuleReader *outer, const char *name);
gboolean bell_rule_reader_leave (BellRuleReader *inner, const char *const *known);

G_END_DECLS
