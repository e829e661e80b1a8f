/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-rule.h"

#include "bell-rule-template.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_MARKER_LENGTH 100
#define MAX_SOUND_PATH 4096
#define USUAL_VOLUME 0.8
#define USUAL_REPEAT 15
#define USUAL_LOUDER 60

G_DEFINE_QUARK (bell-rules-error-quark, bell_rules_error)

/* Identifiers of statuses as shops name them; compared without case, "_", "-" and spaces. */
static const char *const done_or_cancelled[] = {
  "done",     "completed", "complete", "finished", "fulfilled", "delivered", "closed",
  "canceled", "cancelled", "rejected", "declined", "refunded",  NULL,
};

BellRule *
bell_rule_new (BellRuleScope scope,
               const char *subject)
{
  gboolean order = scope == BELL_SCOPE_KIND && g_strcmp0 (subject, "order") == 0;
  gboolean rings = order || (scope == BELL_SCOPE_KIND && g_strcmp0 (subject, "form") == 0);
  gboolean marker = scope == BELL_SCOPE_MARKER;
  BellRule *rule = g_new0 (BellRule, 1);

  rule->id = g_uuid_string_random ();
  rule->name = g_strdup ("");
  rule->enabled = TRUE;
  rule->scope = scope;
  rule->subject = g_strdup (scope != BELL_SCOPE_ANY ? subject : "");
  rule->conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) bell_condition_free);
  rule->announce = TRUE;
  rule->urgency = rings || marker ? BELL_URGENCY_NORMAL : BELL_URGENCY_LOW;
  rule->ring = rings ? BELL_RING_UNTIL_TAKEN : marker ? BELL_RING_ONCE : BELL_RING_SILENT;
  rule->sound = g_strdup ("counter-bell");
  rule->volume = USUAL_VOLUME;
  rule->repeat = USUAL_REPEAT;
  rule->escalation = (BellEscalation) { .sound = 0, .louder = rings ? USUAL_LOUDER : -1, .window = -1 };
  rule->title = g_strdup ("");
  rule->body = g_strdup ("");
  rule->quiet = (BellQuietHours) { .days = 0, .from = 22 * 60, .to = 7 * 60, .way = BELL_QUIET_SILENT };
  rule->printer = g_strdup ("");
  rule->take = order ? g_strdupv ((char **) done_or_cancelled) : g_new0 (char *, 1);
  return rule;
}

BellRule *
bell_rule_copy (const BellRule *rule)
{
  BellRule *copy = g_memdup2 (rule, sizeof *rule);

  copy->id = g_strdup (rule->id);
  copy->name = g_strdup (rule->name);
  copy->subject = g_strdup (rule->subject);
  copy->sound = g_strdup (rule->sound);
  copy->title = g_strdup (rule->title);
  copy->body = g_strdup (rule->body);
  copy->printer = g_strdup (rule->printer);
  copy->take = g_strdupv (rule->take);
  copy->conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) bell_condition_free);
  for (guint i = 0; i < rule->conditions->len; i++)
    g_ptr_array_add (copy->conditions, bell_condition_copy (g_ptr_array_index (rule->conditions, i)));
  return copy;
}

BellRule *
bell_rule_duplicate (const BellRule *rule)
{
  BellRule *copy = bell_rule_copy (rule);

  g_free (copy->id);
  copy->id = g_uuid_string_random ();
  return copy;
}

static gboolean
is_for_whole_kind (const BellRule *rule)
{
  return rule->scope == BELL_SCOPE_KIND && rule->conditions->len == 0;
}

gboolean
bell_rule_is_on (const BellRule *rule)
{
  return rule->enabled && (rule->announce || !is_for_whole_kind (rule));
}

void
bell_rule_set_on (BellRule *rule,
                  gboolean on)
{
  if (is_for_whole_kind (rule))
    rule->announce = on;
  rule->enabled = on || is_for_whole_kind (rule);
}

void
bell_rule_free (BellRule *rule)
{
  g_free (rule->id);
  g_free (rule->name);
  g_free (rule->subject);
  g_free (rule->sound);
  g_free (rule->title);
  g_free (rule->body);
  g_free (rule->printer);
  g_strfreev (rule->take);
  g_ptr_array_unref (rule->conditions);
  g_free (rule);
}

void
bell_rule_set_text (char **text,
                    const char *value)
{
  char *copy = g_strdup (value);

  g_free (*text);
  *text = copy;
}

/* Validating */

static gboolean
refuse (GError **error,
        const char *field,
        const char *problem)
{
  g_set_error (error, BELL_RULES_ERROR, BELL_RULES_ERROR_FIELD, "%s: %s", field, problem);
  return FALSE;
}

static gboolean
check_text (const char *field,
            const char *text,
            GError **error)
{
  if (g_utf8_validate (text, -1, NULL) && g_utf8_strlen (text, -1) <= BELL_MAX_RULE_TEXT)
    return TRUE;
  return refuse (error, field, _("the text is too long"));
}

static gboolean
check_number (const char *field,
              double value,
              double min,
              double max,
              GError **error)
{
  g_autofree char *problem = NULL;

  if (value >= min && value <= max)
    return TRUE;
  /* TRANSLATORS: the bounds of a number in a file of rules */
  problem = g_strdup_printf (_("must be from %g to %g"), min, max);
  return refuse (error, field, problem);
}

static gboolean
check_template (const char *field,
                const char *template,
                GError **error)
{
  g_autofree char *problem = bell_template_dup_problem (template);

  return problem == NULL || refuse (error, field, problem);
}

/* It becomes a part of a file's name. */
static gboolean
is_word (const char *text)
{
  gsize length = strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

  return length > 0 && length <= MAX_MARKER_LENGTH && text[length] == '\0';
}

gboolean
bell_rule_marker_is_valid (const char *marker)
{
  static const char *const reserved[] = {
    "connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener", "notification", NULL
  };
  gsize length = strlen (marker);

  if (length == 0 || length > MAX_MARKER_LENGTH || g_strv_contains (reserved, marker))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (marker[i]) && marker[i] != '_' && marker[i] != '-')
      return FALSE;
  return TRUE;
}

static gboolean
check_scope (const BellRule *rule,
             GError **error)
{
  switch (rule->scope)
    {
    case BELL_SCOPE_KIND:
      if (strcmp (oe_kind_to_string (oe_kind_from_string (rule->subject)), rule->subject) != 0)
        return refuse (error, "kind", _("there is no such kind of event"));
      return TRUE;
    case BELL_SCOPE_MARKER:
      return bell_rule_marker_is_valid (rule->subject) || refuse (error, "marker", _("no event can have this name"));
    case BELL_SCOPE_ANY:
    default:
      return TRUE;
    }
}

static gboolean
check_conditions (const BellRule *rule,
                  GError **error)
{
  if (rule->conditions->len > BELL_MAX_CONDITIONS)
    return refuse (error, "conditions", _("there are too many of them"));
  for (guint i = 0; i < rule->conditions->len; i++)
    {
      const BellCondition *condition = g_ptr_array_index (rule->conditions, i);
      g_autofree char *field = g_strdup_printf ("conditions[%u].field", i);
      g_autofree char *value = g_strdup_printf ("conditions[%u].value", i);
      double number;

      if (!bell_facts_field_is_valid (condition->field))
        return refuse (error, field, _("this cannot be a field’s name"));
      if (g_utf8_strlen (condition->value, -1) > BELL_MAX_CONDITION_VALUE)
        return refuse (error, value, _("the text is too long"));
      if (condition->operator >= BELL_OPERATOR_GREATER && condition->operator <= BELL_OPERATOR_NOT_LESS &&
          !bell_condition_read_number (condition->value, FALSE, &number))
        return refuse (error, value, _("this is no number"));
    }
  return TRUE;
}

static gboolean
check_quiet (const BellQuietHours *quiet,
             GError **error)
{
  if ((quiet->days & ~BELL_ALL_DAYS) != 0)
    return refuse (error, "quiet.days", _("there are seven days"));
  return check_number ("quiet.from", quiet->from, 0, BELL_MINUTES_A_DAY - 1, error) &&
         check_number ("quiet.to", quiet->to, 0, BELL_MINUTES_A_DAY - 1, error);
}

static gboolean
check_take (char **take,
            GError **error)
{
  if (g_strv_length (take) > BELL_MAX_TAKE)
    return refuse (error, "take", _("there are too many of them"));
  for (guint i = 0; take[i] != NULL; i++)
    {
      g_autofree char *field = g_strdup_printf ("take[%u]", i);

      if (!check_text (field, take[i], error))
        return FALSE;
    }
  return TRUE;
}

gboolean
bell_rule_validate (const BellRule *rule,
                    GError **error)
{
  if (!is_word (rule->id))
    return refuse (error, "id", _("may have letters, digits and “-” only"));
  /* A file of the user's may be gone tomorrow: whether there is one shows when it is to be played. */
  if (!is_word (rule->sound) && (!g_path_is_absolute (rule->sound) || strlen (rule->sound) > MAX_SOUND_PATH))
    return refuse (error, "sound", _("there is no such sound"));
  return check_text ("name", rule->name, error) && check_scope (rule, error) && check_conditions (rule, error) &&
         check_number ("volume", rule->volume, 0, 1, error) &&
         check_number ("repeat", rule->repeat, BELL_MIN_REPEAT, BELL_MAX_RULE_SECONDS, error) &&
         check_number ("escalation.sound", rule->escalation.sound, -1, BELL_MAX_RULE_SECONDS, error) &&
         check_number ("escalation.louder", rule->escalation.louder, -1, BELL_MAX_RULE_SECONDS, error) &&
         check_number ("escalation.window", rule->escalation.window, -1, BELL_MAX_RULE_SECONDS, error) &&
         check_template ("title", rule->title, error) && check_template ("body", rule->body, error) &&
         check_quiet (&rule->quiet, error) && check_text ("printer", rule->printer, error) &&
         check_take (rule->take, error);
}
