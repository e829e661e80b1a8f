/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-rule.h"

#include "bell-rule-template.h"

#include <string.h>

#define MAX_TITLE 200 /* characters, as an event's own */
#define MAX_BODY 500

static gboolean
is_for (const BellRule *rule,
        BellFacts *facts)
{
  switch (rule->scope)
    {
    case BELL_SCOPE_KIND:
      return strcmp (rule->subject, facts->kind) == 0;
    case BELL_SCOPE_MARKER:
      return g_strcmp0 (rule->subject, facts->marker) == 0;
    case BELL_SCOPE_ANY:
    default:
      return TRUE;
    }
}

gboolean
bell_rule_matches (const BellRule *rule,
                   BellFacts *facts)
{
  if (!rule->enabled || !is_for (rule, facts))
    return FALSE;
  for (guint i = 0; i < rule->conditions->len; i++)
    if (!bell_condition_holds (g_ptr_array_index (rule->conditions, i), facts))
      return FALSE;
  return TRUE;
}

/* "In progress", "in_progress" and "inProgress" are one status. */
static gboolean
is_same_status (const char *a,
                const char *b)
{
  static const char separators[] = "_- ";

  for (;; a++, b++)
    {
      a += strspn (a, separators);
      b += strspn (b, separators);
      if (g_ascii_tolower (*a) != g_ascii_tolower (*b))
        return FALSE;
      if (*a == '\0')
        return TRUE;
    }
}

gboolean
bell_rule_takes (const BellRule *rule,
                 const char *status)
{
  for (guint i = 0; status != NULL && rule->take[i] != NULL; i++)
    if (is_same_status (rule->take[i], status))
      return TRUE;
  return FALSE;
}

static char *
fill (const char *template,
      const char *own,
      BellFacts *facts,
      gsize max_chars)
{
  g_autofree char *text = *template != '\0' ? bell_template_fill (template, facts, max_chars) : NULL;

  return text != NULL ? g_steal_pointer (&text) : g_strdup (own);
}

static void
silence (BellVerdict *verdict)
{
  verdict->ring = BELL_RING_SILENT;
  verdict->escalation = (BellEscalation) { -1, -1, -1 };
}

/* An event is only kept where the rule says so; one that says "taken" has nobody to wait for. */
static void
restrain (BellVerdict *verdict,
          const BellRule *rule,
          BellFacts *facts,
          GTimeZone *zone)
{
  verdict->quiet = bell_quiet_hours_hold (&rule->quiet, facts->received, zone);
  if (!verdict->announce)
    verdict->waits = verdict->bubble = FALSE;
  if (verdict->takes)
    verdict->waits = FALSE;
  if (verdict->quiet && rule->quiet.way == BELL_QUIET_NOTHING)
    verdict->bubble = FALSE;
  if (verdict->takes || verdict->quiet)
    verdict->urgency = BELL_URGENCY_LOW;
  if (!verdict->announce || verdict->takes || verdict->quiet)
    silence (verdict);
}

BellVerdict *
bell_rule_judge (const BellRule *rule,
                 BellFacts *facts,
                 GTimeZone *zone)
{
  BellVerdict *verdict = bell_verdict_new ();

  verdict->announce = rule->announce;
  verdict->takes = bell_rule_takes (rule, facts->status);
  verdict->urgency = rule->urgency;
  verdict->ring = rule->ring;
  verdict->volume = rule->volume;
  verdict->repeat = rule->repeat;
  verdict->escalation = rule->escalation;
  bell_rule_set_text (&verdict->sound, rule->sound);
  bell_rule_set_text (&verdict->rule_id, rule->id);
  bell_rule_set_text (&verdict->rule_name, rule->name);
  if (rule->print)
    bell_rule_set_text (&verdict->printer, rule->printer);

  g_free (verdict->title);
  /* A test says that it is one, whatever the rule calls its events. */
  verdict->title = fill (facts->test ? "" : rule->title, facts->title, facts, MAX_TITLE);
  if (*verdict->title == '\0')
    bell_rule_set_text (&verdict->title, facts->title);
  g_free (verdict->body);
  verdict->body = fill (rule->body, facts->body, facts, MAX_BODY);
  restrain (verdict, rule, facts, zone);
  return verdict;
}
