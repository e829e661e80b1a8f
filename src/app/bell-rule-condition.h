/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-facts.h"

G_BEGIN_DECLS

#define BELL_MAX_CONDITION_VALUE 200 /* characters */

/* Each is followed by its negation. */
typedef enum
{
  BELL_OPERATOR_EQUALS,
  BELL_OPERATOR_NOT_EQUALS,
  BELL_OPERATOR_CONTAINS,
  BELL_OPERATOR_NOT_CONTAINS,
  BELL_OPERATOR_GREATER,
  BELL_OPERATOR_NOT_GREATER,
  BELL_OPERATOR_LESS,
  BELL_OPERATOR_NOT_LESS,
  BELL_OPERATOR_EXISTS,
  BELL_OPERATOR_NOT_EXISTS,
} BellOperator;
#define BELL_N_OPERATORS (BELL_OPERATOR_NOT_EXISTS + 1)

const char *bell_operator_to_string (BellOperator operator); /* "equals", "not-equals" … */
gboolean bell_operator_from_string (const char *string, BellOperator *operator);
gboolean bell_operator_has_value (BellOperator operator);

/* One thing that must hold of an event. */
typedef struct
{
  char *field; /* as bell_facts_dup() reads it */
  BellOperator operator;
  char *value; /* "" where the operator has none */
} BellCondition;

BellCondition *bell_condition_new (const char *field, BellOperator operator, const char *value);
BellCondition *bell_condition_copy (const BellCondition *condition);
void bell_condition_free (BellCondition *condition);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BellCondition, bell_condition_free)

/*
 * Texts are compared without regard to case; numbers as numbers, also when they were
 * sent as texts with a currency: "59,90 EUR". A field that is missing equals, contains
 * and exceeds nothing; a negation holds exactly where what it negates does not.
 */
gboolean bell_condition_holds (const BellCondition *condition, BellFacts *facts);

/*
 * Reads "59.90", "1.234,50", "1 200 €". plain: only digits, one sign, separators.
 * A single comma before exactly three digits groups thousands; a single dot never does.
 */
gboolean bell_condition_read_number (const char *text, gboolean plain, double *number);

G_END_DECLS
