/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-rule-json.h"

#include "bell-json.h"
#include "bell-rule-reader.h"

#include <glib/gi18n.h>
#include <string.h>

static void
read_escalation (BellRuleReader *reader,
                 BellEscalation *escalation)
{
  static const char *const known[] = { "sound", "louder", "window", NULL };
  BellRuleReader inner;

  if (!bell_rule_reader_enter (&inner, reader, "escalation"))
    return;
  bell_rule_reader_step (&inner, "sound", &escalation->sound);
  bell_rule_reader_step (&inner, "louder", &escalation->louder);
  bell_rule_reader_step (&inner, "window", &escalation->window);
  reader->failed = !bell_rule_reader_leave (&inner, known);
}

static void
read_quiet (BellRuleReader *reader,
            BellQuietHours *quiet)
{
  static const char *const known[] = { "days", "from", "to", "then", NULL };
  g_auto (GStrv) days = NULL;
  BellRuleReader inner;

  if (!bell_rule_reader_enter (&inner, reader, "quiet"))
    return;
  days = bell_rule_reader_texts (&inner, "days");
  if (days != NULL)
    quiet->days = 0;
  for (guint i = 0; days != NULL && days[i] != NULL; i++)
    {
      int day = bell_rule_reader_find_name (bell_rule_days, days[i]);

      if (day >= 0)
        quiet->days |= 1u << day;
      else
        bell_rule_reader_refuse (&inner, "days", _("must be of mon, tue, wed, thu, fri, sat, sun"));
    }
  bell_rule_reader_time (&inner, "from", &quiet->from);
  bell_rule_reader_time (&inner, "to", &quiet->to);
  quiet->way = (BellQuietWay) bell_rule_reader_choice (&inner, "then", bell_rule_quiet_ways, quiet->way);
  reader->failed = !bell_rule_reader_leave (&inner, known);
}

static void
read_condition (BellRuleReader *reader,
                JsonNode *node,
                guint index,
                GPtrArray *conditions)
{
  static const char *const known[] = { "field", "operator", "value", NULL };
  g_autoptr (BellCondition) condition = bell_condition_new ("", BELL_OPERATOR_EXISTS, "");
  g_autofree char *name = g_strdup_printf ("conditions[%u]", index);
  g_autofree char *operator = NULL;
  BellRuleReader inner = { .error = reader->error };

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      bell_rule_reader_refuse (reader, name, _("must be an object"));
      return;
    }
  inner.object = json_node_get_object (node);
  inner.path = g_strdup_printf ("%s.%s", reader->path, name);
  bell_rule_reader_text (&inner, "field", &condition->field);
  bell_rule_reader_text (&inner, "operator", &operator);
  bell_rule_reader_text (&inner, "value", &condition->value);
  if (operator == NULL || !bell_operator_from_string (operator, &condition->operator))
    bell_rule_reader_refuse (&inner, "operator", _("there is no such operator"));
  reader->failed = !bell_rule_reader_leave (&inner, known);
  g_ptr_array_add (conditions, g_steal_pointer (&condition));
}

static void
read_conditions (BellRuleReader *reader,
                 GPtrArray *conditions)
{
  JsonNode *node = bell_rule_reader_get (reader, "conditions", JSON_NODE_ARRAY, G_TYPE_NONE, _("must be a list"));
  JsonArray *array = node != NULL ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array) && !reader->failed; i++)
    read_condition (reader, json_array_get_element (array, i), i, conditions);
}

/* Rules */

static BellRule *
make_rule (BellRuleReader *reader)
{
  g_autofree char *kind = NULL;
  g_autofree char *marker = NULL;

  bell_rule_reader_text (reader, "kind", &kind);
  bell_rule_reader_text (reader, "marker", &marker);
  if (kind != NULL && marker != NULL)
    bell_rule_reader_refuse (reader, "marker", _("a rule is for a kind or for a marker, not for both"));
  if (kind != NULL)
    return bell_rule_new (BELL_SCOPE_KIND, kind);
  return marker != NULL ? bell_rule_new (BELL_SCOPE_MARKER, marker) : bell_rule_new (BELL_SCOPE_ANY, NULL);
}

static void
fill_rule (BellRuleReader *reader,
           BellRule *rule)
{
  int percent = (int) (rule->volume * 100 + 0.5);
  char **take;

  bell_rule_reader_text (reader, "id", &rule->id);
  bell_rule_reader_text (reader, "name", &rule->name);
  bell_rule_reader_boolean (reader, "enabled", &rule->enabled);
  read_conditions (reader, rule->conditions);
  bell_rule_reader_boolean (reader, "announce", &rule->announce);
  rule->urgency = (BellUrgency) bell_rule_reader_choice (reader, "urgency", bell_rule_urgencies, rule->urgency);
  rule->ring = (BellRing) bell_rule_reader_choice (reader, "ring", bell_rule_rings, rule->ring);
  bell_rule_reader_text (reader, "sound", &rule->sound);
  bell_rule_reader_integer (reader, "volume", &percent);
  rule->volume = percent / 100.0;
  bell_rule_reader_integer (reader, "repeat", &rule->repeat);
  read_escalation (reader, &rule->escalation);
  bell_rule_reader_text (reader, "title", &rule->title);
  bell_rule_reader_text (reader, "body", &rule->body);
  read_quiet (reader, &rule->quiet);
  bell_rule_reader_boolean (reader, "print", &rule->print);
  bell_rule_reader_text (reader, "printer", &rule->printer);
  take = bell_rule_reader_texts (reader, "take");
  if (take != NULL)
    {
      g_strfreev (rule->take);
      rule->take = take;
    }
}

static BellRule *
read_rule (JsonNode *node,
           guint index,
           GError **error)
{
  static const char *const known[] = { "id",     "name",  "enabled",    "kind",  "marker", "conditions", "announce",
                                       "urgency", "ring", "sound",      "volume", "repeat", "escalation", "title",
                                       "body",   "quiet", "print",      "printer", "take",  NULL };
  g_autofree char *path = g_strdup_printf ("rules[%u]", index);
  g_autoptr (BellRule) rule = NULL;
  BellRuleReader reader = { .error = error };

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, BELL_RULES_ERROR, BELL_RULES_ERROR_FIELD, "%s: %s", path, _("must be an object"));
      return NULL;
    }
  reader.object = json_node_get_object (node);
  reader.path = g_strdup (path);
  rule = make_rule (&reader);
  fill_rule (&reader, rule);
  if (!bell_rule_reader_leave (&reader, known))
    return NULL;
  if (!bell_rule_validate (rule, error))
    {
      g_prefix_error (error, "%s.", path);
      return NULL;
    }
  return g_steal_pointer (&rule);
}

static gboolean
check_document (JsonObject *document,
                GError **error)
{
  gint64 version = bell_json_get_integer (document, "version", 0);

  if (g_strcmp0 (bell_json_get_string (document, "format"), "shopbell-rules") != 0)
    g_set_error_literal (error, BELL_RULES_ERROR, BELL_RULES_ERROR_VERSION, _("This is no file of Shopbell’s rules."));
  else if (version > BELL_RULES_VERSION)
    g_set_error_literal (error, BELL_RULES_ERROR, BELL_RULES_ERROR_VERSION,
                         _("These rules were written by a newer Shopbell."));
  else if (version != BELL_RULES_VERSION || bell_json_get_array (document, "rules") == NULL)
    g_set_error (error, BELL_RULES_ERROR, BELL_RULES_ERROR_FIELD, "%s: %s", version < 1 ? "version" : "rules",
                 _("is missing"));
  else if (json_array_get_length (bell_json_get_array (document, "rules")) > BELL_MAX_RULES)
    g_set_error (error, BELL_RULES_ERROR, BELL_RULES_ERROR_FIELD, "rules: %s", _("there are too many of them"));
  else
    return TRUE;
  return FALSE;
}

static gboolean
id_is_new (GPtrArray *rules,
           const BellRule *rule,
           GError **error)
{
  for (guint i = 0; i < rules->len; i++)
    if (strcmp (((const BellRule *) g_ptr_array_index (rules, i))->id, rule->id) == 0)
      {
        g_set_error (error, BELL_RULES_ERROR, BELL_RULES_ERROR_FIELD, "rules[%u].id: %s", rules->len,
                     _("another rule has it"));
        return FALSE;
      }
  return TRUE;
}

GPtrArray *
bell_rules_from_json (const char *text,
                      gsize length,
                      GError **error)
{
  g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func ((GDestroyNotify) bell_rule_free);
  g_autoptr (GError) syntax = NULL;
  g_autoptr (JsonNode) root = bell_json_parse (text, length, BELL_MAX_RULES_SIZE, &syntax);
  JsonObject *document = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonArray *array;

  if (root == NULL)
    {
      g_set_error_literal (error, BELL_RULES_ERROR, BELL_RULES_ERROR_SYNTAX, syntax->message);
      return NULL;
    }
  if (!check_document (document, error))
    return NULL;
  array = bell_json_get_array (document, "rules");
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autoptr (BellRule) rule = read_rule (json_array_get_element (array, i), i, error);

      if (rule == NULL || !id_is_new (rules, rule, error))
        return NULL;
      g_ptr_array_add (rules, g_steal_pointer (&rule));
    }
  return g_steal_pointer (&rules);
}
