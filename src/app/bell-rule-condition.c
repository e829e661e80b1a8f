/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-rule-condition.h"

#include <math.h>
#include <string.h>

#define MAX_NUMBER_LENGTH 40
#define MAX_UNIT_LENGTH 8 /* bytes of a currency before or after a number */

static const char *const operators[BELL_N_OPERATORS] = {
  "equals",      "not-equals", "contains", "not-contains", "greater",
  "not-greater", "less",       "not-less", "exists",       "not-exists",
};

const char *
bell_operator_to_string (BellOperator operator)
{
  return operators[CLAMP ((int) operator, 0, BELL_N_OPERATORS - 1)];
}

gboolean
bell_operator_from_string (const char *string,
                           BellOperator *operator)
{
  for (int i = 0; i < BELL_N_OPERATORS; i++)
    if (strcmp (operators[i], string) == 0)
      {
        *operator = (BellOperator) i;
        return TRUE;
      }
  return FALSE;
}

gboolean
bell_operator_has_value (BellOperator operator)
{
  return operator != BELL_OPERATOR_EXISTS && operator != BELL_OPERATOR_NOT_EXISTS;
}

BellCondition *
bell_condition_new (const char *field,
                    BellOperator operator,
                    const char *value)
{
  BellCondition *condition = g_new0 (BellCondition, 1);

  condition->field = g_strdup (field);
  condition->operator = operator;
  condition->value = g_strdup (value != NULL ? value : "");
  return condition;
}

BellCondition *
bell_condition_copy (const BellCondition *condition)
{
  return bell_condition_new (condition->field, condition->operator, condition->value);
}

void
bell_condition_free (BellCondition *condition)
{
  g_free (condition->field);
  g_free (condition->value);
  g_free (condition);
}

/* Numbers */

/* The digits of text with their separators; what stands before and after is its unit. */
static gboolean
find_number (const char *text,
             gboolean plain,
             const char **start,
             gsize *length)
{
  const char *first = strpbrk (text, "0123456789");
  const char *last = NULL;

  if (first == NULL)
    return FALSE;
  for (const char *p = first; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      last = p + 1;
  if (first > text && (first[-1] == '-' || first[-1] == '+' || first[-1] == '.'))
    first--;
  *start = first;
  *length = last - first;
  if (plain)
    return first == text && *last == '\0';
  return first - text <= MAX_UNIT_LENGTH && strlen (last) <= MAX_UNIT_LENGTH;
}

/* Where the decimals begin, NULL: nowhere. */
static const char *
find_decimals (const char *number)
{
  const char *dot = strrchr (number, '.');
  const char *comma = strrchr (number, ',');
  const char *last = dot > comma ? dot : comma;

  if (dot != NULL && comma != NULL)
    return last;
  if (last == NULL || strchr (number, *last) != last)
    return NULL;
  return last == comma && strlen (comma + 1) == 3 ? NULL : last;
}

gboolean
bell_condition_read_number (const char *text,
                            gboolean plain,
                            double *number)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *digits = NULL;
  g_autoptr (GString) ascii = g_string_new (NULL);
  const char *start;
  const char *decimals;
  char *end;
  gsize length;

  if (!find_number (stripped, plain, &start, &length) || length > MAX_NUMBER_LENGTH)
    return FALSE;
  digits = g_strndup (start, length);
  decimals = find_decimals (digits);
  for (const char *p = digits; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (p == decimals)
        g_string_append_c (ascii, '.');
      else if (g_ascii_isdigit (*p) || (p == digits && (*p == '-' || *p == '+')))
        g_string_append_c (ascii, *p);
      else if (strchr (".,'", *p) == NULL && !g_unichar_isspace (g_utf8_get_char (p)))
        return FALSE;
    }
  *number = g_ascii_strtod (ascii->str, &end);
  return *end == '\0' && isfinite (*number);
}

/* Comparing */

static gboolean
texts_are_equal (const char *text,
                 const char *value)
{
  g_autofree char *left = NULL;
  g_autofree char *right = NULL;
  double a, b;

  if (bell_condition_read_number (text, TRUE, &a) && bell_condition_read_number (value, TRUE, &b))
    return a <= b && a >= b;
  left = g_utf8_casefold (text, -1);
  right = g_utf8_casefold (value, -1);
  return strcmp (left, right) == 0;
}

static gboolean
text_contains (const char *text,
               const char *value)
{
  g_autofree char *left = g_utf8_casefold (text, -1);
  g_autofree char *right = g_utf8_casefold (value, -1);

  return strstr (left, right) != NULL;
}

/* sign 1: text is greater; -1: less. */
static gboolean
exceeds (const char *text,
         const char *value,
         int sign)
{
  double a, b;

  return bell_condition_read_number (text, FALSE, &a) && bell_condition_read_number (value, FALSE, &b) &&
         sign * a > sign * b;
}

static gboolean
base_holds (BellOperator operator,
            const char *text,
            const char *value)
{
  switch (operator)
    {
    case BELL_OPERATOR_EQUALS:
    case BELL_OPERATOR_NOT_EQUALS:
      return texts_are_equal (text, value);
    case BELL_OPERATOR_CONTAINS:
    case BELL_OPERATOR_NOT_CONTAINS:
      return text_contains (text, value);
    case BELL_OPERATOR_GREATER:
    case BELL_OPERATOR_NOT_GREATER:
      return exceeds (text, value, 1);
    case BELL_OPERATOR_LESS:
    case BELL_OPERATOR_NOT_LESS:
      return exceeds (text, value, -1);
    case BELL_OPERATOR_EXISTS:
    case BELL_OPERATOR_NOT_EXISTS:
    default:
      return TRUE;
    }
}

gboolean
bell_condition_holds (const BellCondition *condition,
                      BellFacts *facts)
{
  g_autofree char *text = bell_facts_dup (facts, condition->field);
  gboolean negated = condition->operator % 2 == 1;

  return (text != NULL && base_holds (condition->operator, text, condition->value)) != negated;
}
