/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-quiet-hours.h"
#include "bell-rule-condition.h"
#include "bell-verdict.h"

G_BEGIN_DECLS

#define BELL_MAX_CONDITIONS 16
#define BELL_MAX_TAKE 32
#define BELL_MAX_RULE_TEXT 200 /* characters of a name, a printer, a status */
#define BELL_MAX_RULE_SECONDS (24 * 60 * 60)
#define BELL_MIN_REPEAT 3

/* Which events a rule is for. */
typedef enum
{
  BELL_SCOPE_ANY,
  BELL_SCOPE_KIND,
  BELL_SCOPE_MARKER,
} BellRuleScope;

/* One rule. Plain: whoever owns it changes it; all strings owned, none NULL. */
typedef struct
{
  char *id;         /* letters, digits and "-", made once */
  char *name;       /* "": named by what it is for */
  gboolean enabled; /* FALSE: as if it were not there */

  BellRuleScope scope;
  char *subject;         /* a kind, a marker, or "" */
  GPtrArray *conditions; /* of BellCondition; all must hold */

  gboolean announce; /* FALSE: its events are kept in the history, nothing else */
  BellUrgency urgency;
  BellRing ring;
  char *sound;      /* an id (bell-sounds.h), or the absolute path of a file */
  double volume;
  int repeat;
  BellEscalation escalation;
  char *title; /* a template; "": the event's own */
  char *body;
  BellQuietHours quiet;
  gboolean print;
  char *printer; /* "": the usual one */

  /*
   * Statuses that mean that somebody took the thing. An event of the same shop, kind
   * and id with such a status acknowledges the one that waits by this rule.
   */
  char **take;
} BellRule;

/* As if nobody had opened the page of rules: orders and forms ring until somebody takes them, all else is quiet. */
BellRule *bell_rule_new (BellRuleScope scope, const char *subject);
BellRule *bell_rule_copy (const BellRule *rule);
void bell_rule_free (BellRule *rule);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BellRule, bell_rule_free)

/* The same under an id of its own. */
BellRule *bell_rule_duplicate (const BellRule *rule);

/*
 * What the switch of a rule says. The one for all of a kind is never disabled, for then the
 * usual one would ring in its place: off, its events are only kept.
 */
gboolean bell_rule_is_on (const BellRule *rule);
void bell_rule_set_on (BellRule *rule, gboolean on);

/* Whether two say the same. */
gboolean bell_rule_equal (const BellRule *a, const BellRule *b);

/* Replaces a string of a rule. */
void bell_rule_set_text (char **text, const char *value);

#define BELL_RULES_ERROR (bell_rules_error_quark ())
typedef enum
{
  BELL_RULES_ERROR_SYNTAX,  /* no JSON: the message says line and column */
  BELL_RULES_ERROR_FIELD,   /* a value cannot be: the message says which field */
  BELL_RULES_ERROR_VERSION, /* of a newer Shopbell, or no rules at all */
  BELL_RULES_ERROR_LOCKED,  /* nobody may change them: the message says where that stands */
} BellRulesError;
GQuark bell_rules_error_quark (void);

/* Whether every value is within its bounds. Messages are for people: the field's name, then what is wrong. */
gboolean bell_rule_validate (const BellRule *rule, GError **error);

gboolean bell_rule_marker_is_valid (const char *marker);

/* Whether the rule is the one for such an event; disabled rules are for none. */
gboolean bell_rule_matches (const BellRule *rule, BellFacts *facts);

/* Whether status is among those that take. status: (nullable) */
gboolean bell_rule_takes (const BellRule *rule, const char *status);

/* What the rule makes of an event, whether it matches or not. zone: (nullable), for quiet hours. (transfer full) */
BellVerdict *bell_rule_judge (const BellRule *rule, BellFacts *facts, GTimeZone *zone);

G_END_DECLS
