/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-rule-template.h"

#include "oe-text.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_CHOICES 8
#define MAX_SHOWN 80 /* characters */

/* The end of the field that begins after a brace: its closing brace, not within quotes. NULL: it is not closed. */
static const char *
find_end (const char *field)
{
  gboolean quoted = FALSE;

  for (; *field != '\0'; field++)
    {
      if (*field == '"')
        quoted = !quoted;
      else if (*field == '}' && !quoted)
        return field;
    }
  return NULL;
}

/* What stands between two bars, or in quotes; *choice goes on to the next. */
static char *
take_choice (const char **choice,
             const char *end)
{
  const char *start = *choice;
  const char *p = start;
  gboolean quoted = FALSE;

  for (; p < end && (quoted || *p != '|'); p++)
    if (*p == '"')
      quoted = !quoted;
  *choice = p < end ? p + 1 : NULL;
  return g_strstrip (g_strndup (start, p - start));
}

static gboolean
is_quoted (const char *choice)
{
  gsize length = strlen (choice);

  return length >= 2 && choice[0] == '"' && choice[length - 1] == '"';
}

static char *
fill_choice (const char *choice,
             BellFacts *facts)
{
  if (is_quoted (choice))
    return g_strndup (choice + 1, strlen (choice) - 2);
  return bell_facts_field_is_valid (choice) ? bell_facts_dup (facts, choice) : NULL;
}

/* FALSE: it has nothing to say. */
static gboolean
append_field (GString *text,
              const char *field,
              const char *end,
              BellFacts *facts,
              BellTemplateEscape escape)
{
  for (guint i = 0; field != NULL && i < MAX_CHOICES; i++)
    {
      g_autofree char *choice = take_choice (&field, end);
      g_autofree char *said = fill_choice (choice, facts);

      if (said != NULL && *said != '\0')
        {
          g_autofree char *escaped = escape != NULL ? escape (said) : NULL;

          g_string_append (text, escaped != NULL ? escaped : said);
          return TRUE;
        }
    }
  return FALSE;
}

/* FALSE: some field has nothing to say. */
static gboolean
fill (GString *text,
      const char *template,
      BellFacts *facts,
      BellTemplateEscape escape)
{
  gboolean complete = TRUE;

  for (const char *p = template; *p != '\0'; p++)
    {
      const char *end = *p == '{' && p[1] != '{' ? find_end (p + 1) : NULL;

      if (end != NULL)
        {
          complete = append_field (text, p + 1, end, facts, escape) && complete;
          p = end;
          continue;
        }
      g_string_append_c (text, *p);
      if ((*p == '{' || *p == '}') && p[1] == *p)
        p++;
    }
  return complete;
}

char *
bell_template_fill (const char *template,
                    BellFacts *facts,
                    gsize max_chars)
{
  g_autofree char *bounded = oe_text_cut (template, BELL_MAX_TEMPLATE);
  g_autoptr (GString) text = g_string_new (NULL);

  fill (text, bounded, facts, NULL);
  return oe_text_as_typed (text->str, max_chars);
}

char *
bell_template_fill_escaped (const char *template,
                            BellFacts *facts,
                            BellTemplateEscape escape)
{
  g_autoptr (GString) text = g_string_new (NULL);

  return fill (text, template, facts, escape) ? g_strdup (text->str) : NULL;
}

/* Checking */

static char *
find_bad_choice (const char *field,
                 const char *end)
{
  while (field != NULL)
    {
      g_autofree char *choice = take_choice (&field, end);

      if (!is_quoted (choice) && !bell_facts_field_is_valid (choice))
        return g_steal_pointer (&choice);
    }
  return NULL;
}

char *
bell_template_dup_problem (const char *template)
{
  if (g_utf8_strlen (template, -1) > BELL_MAX_TEMPLATE)
    return g_strdup_printf (_("The text is longer than %d characters."), BELL_MAX_TEMPLATE);

  for (const char *p = template; *p != '\0'; p++)
    {
      g_autofree char *bad = NULL;
      g_autofree char *shown = NULL;
      const char *end;

      if ((*p == '{' || *p == '}') && p[1] == *p)
        {
          p++;
          continue;
        }
      if (*p != '{')
        continue;
      end = find_end (p + 1);
      if (end == NULL)
        return g_strdup (_("A “{” has no “}”."));
      bad = find_bad_choice (p + 1, end);
      shown = bad != NULL ? oe_text_as_typed (bad, MAX_SHOWN) : NULL;
      if (shown != NULL)
        /* TRANSLATORS: %s stands between braces in a template where a field's name should stand */
        return g_strdup_printf (_("“%s” cannot be a field’s name."), shown);
      p = end;
    }
  return NULL;
}
