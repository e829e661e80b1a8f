/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-rule-json.h"

#include <math.h>

const char *const bell_rule_urgencies[] = { "low", "normal", "critical", NULL };
const char *const bell_rule_rings[] = { "silent", "once", "until-taken", NULL };
const char *const bell_rule_days[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun", NULL };
const char *const bell_rule_quiet_ways[] = { "silent", "nothing", NULL };

static void
add_text (JsonBuilder *builder,
          const char *name,
          const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_boolean (JsonBuilder *builder,
             const char *name,
             gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

/* Below 0: null, which is "never". */
static void
add_number (JsonBuilder *builder,
            const char *name,
            int value)
{
  json_builder_set_member_name (builder, name);
  if (value >= 0)
    json_builder_add_int_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_time (JsonBuilder *builder,
          const char *name,
          int minutes)
{
  g_autofree char *time = g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60);

  add_text (builder, name, time);
}

static void
begin (JsonBuilder *builder,
       const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
}

static void
add_conditions (JsonBuilder *builder,
                GPtrArray *conditions)
{
  json_builder_set_member_name (builder, "conditions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < conditions->len; i++)
    {
      const BellCondition *condition = g_ptr_array_index (conditions, i);

      json_builder_begin_object (builder);
      add_text (builder, "field", condition->field);
      add_text (builder, "operator", bell_operator_to_string (condition->operator));
      if (bell_operator_has_value (condition->operator))
        add_text (builder, "value", condition->value);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_ring (JsonBuilder *builder,
          const BellRule *rule)
{
  add_text (builder, "ring", bell_rule_rings[rule->ring]);
  add_text (builder, "sound", rule->sound);
  /* Whole percent: 0.8 would be written as 0.80000000000000004. */
  add_number (builder, "volume", (int) lround (rule->volume * 100));
  add_number (builder, "repeat", rule->repeat);
  begin (builder, "escalation");
  add_number (builder, "sound", rule->escalation.sound);
  add_number (builder, "louder", rule->escalation.louder);
  add_number (builder, "window", rule->escalation.window);
  json_builder_end_object (builder);
}

static void
add_quiet (JsonBuilder *builder,
           const BellQuietHours *quiet)
{
  begin (builder, "quiet");
  json_builder_set_member_name (builder, "days");
  json_builder_begin_array (builder);
  for (guint i = 0; bell_rule_days[i] != NULL; i++)
    if ((quiet->days & (1u << i)) != 0)
      json_builder_add_string_value (builder, bell_rule_days[i]);
  json_builder_end_array (builder);
  add_time (builder, "from", quiet->from);
  add_time (builder, "to", quiet->to);
  add_text (builder, "then", bell_rule_quiet_ways[quiet->way]);
  json_builder_end_object (builder);
}

static void
add_take (JsonBuilder *builder,
          char **take)
{
  json_builder_set_member_name (builder, "take");
  json_builder_begin_array (builder);
  for (guint i = 0; take[i] != NULL; i++)
    json_builder_add_string_value (builder, take[i]);
  json_builder_end_array (builder);
}

static void
add_rule (JsonBuilder *builder,
          const BellRule *rule)
{
  json_builder_begin_object (builder);
  add_text (builder, "id", rule->id);
  add_text (builder, "name", rule->name);
  add_boolean (builder, "enabled", rule->enabled);
  if (rule->scope != BELL_SCOPE_ANY)
    add_text (builder, rule->scope == BELL_SCOPE_KIND ? "kind" : "marker", rule->subject);
  add_conditions (builder, rule->conditions);
  add_boolean (builder, "announce", rule->announce);
  add_text (builder, "urgency", bell_rule_urgencies[rule->urgency]);
  add_ring (builder, rule);
  add_text (builder, "title", rule->title);
  add_text (builder, "body", rule->body);
  add_quiet (builder, &rule->quiet);
  add_boolean (builder, "print", rule->print);
  add_text (builder, "printer", rule->printer);
  add_take (builder, rule->take);
  json_builder_end_object (builder);
}

char *
bell_rules_to_json (GPtrArray *rules,
                    gboolean pretty)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_text (builder, "format", "shopbell-rules");
  add_number (builder, "version", BELL_RULES_VERSION);
  json_builder_set_member_name (builder, "rules");
  json_builder_begin_array (builder);
  for (guint i = 0; i < rules->len; i++)
    add_rule (builder, g_ptr_array_index (rules, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, pretty);
}

/* What is written of both is all that they say. */
gboolean
bell_rule_equal (const BellRule *a,
                 const BellRule *b)
{
  g_autoptr (GPtrArray) left = g_ptr_array_new ();
  g_autoptr (GPtrArray) right = g_ptr_array_new ();
  g_autofree char *left_text = NULL;
  g_autofree char *right_text = NULL;

  g_ptr_array_add (left, (gpointer) a);
  g_ptr_array_add (right, (gpointer) b);
  left_text = bell_rules_to_json (left, FALSE);
  right_text = bell_rules_to_json (right, FALSE);
  return g_strcmp0 (left_text, right_text) == 0;
}
