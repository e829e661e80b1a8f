/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-format-rule.h"

#include "bell-format-alarm.h"
#include "bell-format-entry.h"
#include "bell-format-fields.h"
#include "bell-format.h"

#include <glib/gi18n.h>
#include <string.h>

#define SOFT 0.35
#define LOUD 0.7

/* Words */

const char *
bell_format_operator (BellOperator operator)
{
  static const char *const names[BELL_N_OPERATORS] = {
    /* TRANSLATORS: these stand between a field and a value: "amount is over 100" */
    N_("is"),           N_("is not"),     N_("contains"), N_("does not contain"), N_("is over"),
    N_("is at most"),   N_("is under"),   N_("is at least"),
    /* TRANSLATORS: a field that an event has, whatever its value */
    N_("is there"),     N_("is missing"),
  };

  return _(names[CLAMP ((int) operator, 0, BELL_N_OPERATORS - 1)]);
}

char *
bell_format_field (const char *field)
{
  static const struct
  {
    const char *field;
    const char *name;
  } names[] = {
    /* TRANSLATORS: facts of an event: "amount is over 100" */
    { "title", N_("title") },   { "body", N_("text") },       { "id", N_("number") },     { "status", N_("status") },
    { "amount", N_("amount") }, { "product", N_("product") }, { "form", N_("form") },     { "kind", N_("kind") },
    { "marker", N_("name") },
  };
  const char *last = strrchr (field, '.');

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i].field, field) == 0)
      return g_strdup (_(names[i].name));
  if (last != NULL && strcmp (last, ".value") == 0)
    {
      g_autofree char *owner = g_strndup (field, last - field);

      return bell_format_field (owner);
    }
  return bell_format_marker (last != NULL ? last + 1 : field);
}

char *
bell_format_condition (const BellCondition *condition)
{
  g_autofree char *field = bell_format_field (condition->field);

  if (!bell_operator_has_value (condition->operator))
    return g_strdup_printf ("%s %s", field, bell_format_operator (condition->operator));
  return g_strdup_printf ("%s %s %s", field, bell_format_operator (condition->operator), condition->value);
}

const char *
bell_format_ring (BellRing ring)
{
  switch (ring)
    {
    case BELL_RING_ONCE:
      /* TRANSLATORS: how often it sounds */
      return _("Once");
    case BELL_RING_UNTIL_TAKEN:
      /* TRANSLATORS: how often it sounds: again and again */
      return _("Until somebody takes it");
    case BELL_RING_SILENT:
    default:
      return _("No sound");
    }
}

const char *
bell_format_volume (double volume)
{
  if (volume < SOFT)
    /* TRANSLATORS: how loud a sound is */
    return _("soft");
  /* TRANSLATORS: how loud a sound is */
  return volume < LOUD ? _("medium") : _("loud");
}

char *
bell_format_time_of_day (int minutes)
{
  return g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60);
}

/* Sentences */

static char *
format_subject (const BellRule *rule)
{
  switch (rule->scope)
    {
    case BELL_SCOPE_KIND:
      return g_strdup (bell_format_kind (rule->subject));
    case BELL_SCOPE_MARKER:
      /* TRANSLATORS: events of a name that the shop gave them: the subject of a sentence */
      return g_strdup_printf (_("“%s” events"), rule->subject);
    case BELL_SCOPE_ANY:
    default:
      /* TRANSLATORS: the subject of a sentence */
      return g_strdup (_("All events"));
    }
}

static char *
format_subject_and_conditions (const BellRule *rule)
{
  g_autofree char *subject = format_subject (rule);
  g_autoptr (GString) conditions = g_string_new (NULL);

  if (rule->conditions->len == 0)
    return g_steal_pointer (&subject);
  for (guint i = 0; i < rule->conditions->len; i++)
    {
      g_autofree char *condition = bell_format_condition (g_ptr_array_index (rule->conditions, i));

      /* TRANSLATORS: between the conditions of a rule */
      g_string_append_printf (conditions, "%s%s", i > 0 ? _(" and ") : "", condition);
    }
  /* TRANSLATORS: events, and what must hold of them: "Orders whose amount is over 100" */
  return g_strdup_printf (_("%s whose %s"), subject, conditions->str);
}

/* TRANSLATORS: in each of these, %s is a subject in the plural: "Orders", "All events" */
static const char *
get_predicate (const BellRule *rule)
{
  if (!rule->announce)
    return _("%s are only kept in the history");
  if (rule->ring == BELL_RING_UNTIL_TAKEN)
    return _("%s ring until somebody takes them");
  if (rule->ring == BELL_RING_ONCE)
    return _("%s sound once");
  if (rule->urgency == BELL_URGENCY_CRITICAL)
    return _("%s show a bubble that stays");
  return rule->urgency == BELL_URGENCY_LOW ? _("%s show a quiet bubble") : _("%s show a bubble");
}

char *
bell_format_rule_sentence (const BellRule *rule)
{
  g_autofree char *subject = format_subject_and_conditions (rule);
  g_auto (GStrv) parts = g_strsplit (get_predicate (rule), "%s", 2);

  /* A subject with what people typed is no format. */
  return g_strconcat (parts[0], subject, parts[1], NULL);
}

char *
bell_format_rule_title (const BellRule *rule)
{
  return *rule->name != '\0' ? g_strdup (rule->name) : bell_format_rule_sentence (rule);
}

static void
add (GString *text,
     const char *part)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

static void
add_after (GString *text,
           int seconds,
           const char *format)
{
  g_autofree char *duration = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *part = NULL;

  if (seconds < 0)
    return;
  duration = bell_format_duration ((gint64) seconds * G_USEC_PER_SEC);
  parts = g_strsplit (format, "%s", 2);
  part = g_strconcat (parts[0], duration, parts[1], NULL);
  add (text, part);
}

static void
add_sound (GString *text,
           const BellRule *rule)
{
  g_autofree char *sound = bell_format_sound (rule->sound);

  if (rule->ring == BELL_RING_SILENT)
    return;
  add (text, sound);
  add (text, bell_format_volume (rule->volume));
  if (rule->escalation.sound > 0)
    /* TRANSLATORS: the sound comes later than the bubble; %s is a duration */
    add_after (text, rule->escalation.sound, _("after %s"));
  if (rule->ring != BELL_RING_UNTIL_TAKEN)
    return;
  /* TRANSLATORS: %s is a duration, "1 min" */
  add_after (text, rule->escalation.louder, _("louder after %s"));
  /* TRANSLATORS: the window comes to the front; %s is a duration */
  add_after (text, rule->escalation.window, _("window after %s"));
}

char *
bell_format_rule_details (const BellRule *rule)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (*rule->name != '\0')
    {
      g_autofree char *sentence = bell_format_rule_sentence (rule);

      add (text, sentence);
    }
  if (rule->announce)
    {
      add_sound (text, rule);
      if (rule->quiet.days != 0)
        {
          g_autofree char *from = bell_format_time_of_day (rule->quiet.from);
          g_autofree char *to = bell_format_time_of_day (rule->quiet.to);
          /* TRANSLATORS: no sound between two times of day */
          g_autofree char *quiet = g_strdup_printf (_("quiet from %s to %s"), from, to);

          add (text, quiet);
        }
    }
  if (rule->print)
    add (text, _("prints a ticket"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

const char *
bell_format_rule_icon (const BellRule *rule)
{
  return rule->scope == BELL_SCOPE_KIND ? bell_format_kind_icon (rule->subject) : "bell-waiting-symbolic";
}

/* Problems */

const char *
bell_format_condition_field_problem (const BellCondition *condition)
{
  if (*condition->field == '\0')
    return _("Choose what the rule looks at.");
  return bell_facts_field_is_valid (condition->field) ? NULL : _("This cannot be a field’s name.");
}

const char *
bell_format_condition_value_problem (const BellCondition *condition)
{
  double number;

  if (!bell_operator_has_value (condition->operator))
    return NULL;
  if (g_utf8_strlen (condition->value, -1) > BELL_MAX_CONDITION_VALUE)
    return _("The text is too long.");
  if (condition->operator >= BELL_OPERATOR_GREATER && condition->operator <= BELL_OPERATOR_NOT_LESS &&
      !bell_condition_read_number (condition->value, FALSE, &number))
    return _("This must be a number, such as 100 or 59.90.");
  return NULL;
}

/* Preview */

char *
bell_format_preview_note (const BellRule *rule,
                          const char *title,
                          const char *time,
                          gboolean fits)
{
  if (!fits)
    /* TRANSLATORS: below the preview of a rule; %s is an event's title and a time of day */
    return g_strdup_printf (_("No event of late fits this rule. Shown with %s of %s, which it is not for."), title, time);
  if (!rule->announce)
    /* TRANSLATORS: below the preview of a rule; %s is an event's title and a time of day */
    return g_strdup_printf (_("%s of %s: only kept in the history"), title, time);
  /* TRANSLATORS: below the preview of a rule: an event's title, a time of day, and how often it rings */
  return g_strdup_printf (_("%s of %s · rings: %s"), title, time, bell_format_ring (rule->ring));
}

/* Statuses */

char *
bell_format_statuses (char **statuses)
{
  return g_strjoinv (", ", statuses);
}

char **
bell_format_split_statuses (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; words[i] != NULL; i++)
    if (*g_strstrip (words[i]) != '\0')
      g_strv_builder_add (builder, words[i]);
  return g_strv_builder_end (builder);
}
