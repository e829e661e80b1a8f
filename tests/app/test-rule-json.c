/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-rule-json.h"
#include "bell-test.h"

#include <string.h>

#define HEAD "{\"format\":\"shopbell-rules\",\"version\":1,\"rules\":"

static void
test_round_trip (void)
{
  g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func ((GDestroyNotify) bell_rule_free);
  g_autoptr (GPtrArray) read = NULL;
  g_autoptr (GPtrArray) read_pretty = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *compact = NULL;
  g_autofree char *pretty = NULL;
  g_autofree char *again = NULL;
  BellRule *rule = bell_rule_new (BELL_SCOPE_MARKER, "order-created");
  const BellRule *found;

  bell_rule_set_text (&rule->name, "Große \"Bestellungen\"");
  g_ptr_array_add (rule->conditions, bell_condition_new ("amount", BELL_OPERATOR_GREATER, "100"));
  g_ptr_array_add (rule->conditions, bell_condition_new ("form", BELL_OPERATOR_NOT_EXISTS, NULL));
  rule->urgency = BELL_URGENCY_CRITICAL;
  rule->ring = BELL_RING_UNTIL_TAKEN;
  rule->volume = 0.35;
  rule->escalation = (BellEscalation) { 5, 30, -1 };
  bell_rule_set_text (&rule->title, "{id|\"?\"}");
  rule->quiet = (BellQuietHours) { 0x41, 22 * 60 + 5, 7 * 60, BELL_QUIET_NOTHING };
  rule->print = TRUE;
  bell_rule_set_text (&rule->printer, "Kitchen");
  g_ptr_array_add (rules, rule);
  g_ptr_array_add (rules, bell_rule_new (BELL_SCOPE_ANY, NULL));
  g_ptr_array_add (rules, bell_rule_new (BELL_SCOPE_KIND, "order"));

  compact = bell_rules_to_json (rules, FALSE);
  read = bell_rules_from_json (compact, strlen (compact), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (read->len, ==, 3);
  again = bell_rules_to_json (read, FALSE);
  g_assert_cmpstr (compact, ==, again);

  pretty = bell_rules_to_json (rules, TRUE);
  read_pretty = bell_rules_from_json (pretty, strlen (pretty), &error);
  g_assert_no_error (error);
  found = g_ptr_array_index (read_pretty, 0);
  g_assert_cmpstr (found->subject, ==, "order-created");
  g_assert_cmpstr (found->name, ==, rule->name);
  g_assert_cmpfloat_with_epsilon (found->volume, 0.35, 1e-9);
  g_assert_cmpint (found->escalation.window, ==, -1);
  g_assert_cmpuint (found->quiet.days, ==, 0x41);
  g_assert_cmpint (found->quiet.from, ==, 22 * 60 + 5);
  g_assert_cmpint (found->quiet.way, ==, BELL_QUIET_NOTHING);
  g_assert_cmpuint (found->conditions->len, ==, 2);
  g_assert_cmpstr (found->printer, ==, "Kitchen");
}

/* What is left out is as the defaults have it. */
static void
test_short (void)
{
  static const char text[] = HEAD "[{\"kind\":\"order\",\"volume\":100},{\"marker\":\"x\"},{}]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rules = bell_rules_from_json (text, strlen (text), &error);
  const BellRule *order, *marker, *any;

  g_assert_no_error (error);
  order = g_ptr_array_index (rules, 0);
  marker = g_ptr_array_index (rules, 1);
  any = g_ptr_array_index (rules, 2);
  g_assert_cmpint (order->ring, ==, BELL_RING_UNTIL_TAKEN);
  g_assert_cmpfloat_with_epsilon (order->volume, 1, 1e-9);
  g_assert_true (bell_rule_takes (order, "Cancelled"));
  g_assert_cmpint (marker->ring, ==, BELL_RING_ONCE);
  g_assert_cmpint (any->scope, ==, BELL_SCOPE_ANY);
  g_assert_cmpint (any->ring, ==, BELL_RING_SILENT);
  g_assert_cmpstr (order->id, !=, marker->id);
}

static void
test_errors (void)
{
  static const struct
  {
    const char *text;
    int code;
    const char *says;
  } cases[] = {
    { "", BELL_RULES_ERROR_SYNTAX, "line 1, column 1" },
    { "{\n \"format\": 1,\n  oops}", BELL_RULES_ERROR_SYNTAX, "line 3, column 3" },
    { "[]", BELL_RULES_ERROR_VERSION, "no file" },
    { "{\"format\":\"x\"}", BELL_RULES_ERROR_VERSION, "no file" },
    { "{\"format\":\"shopbell-rules\"}", BELL_RULES_ERROR_FIELD, "version:" },
    { "{\"format\":\"shopbell-rules\",\"version\":2,\"rules\":[]}", BELL_RULES_ERROR_VERSION, "newer" },
    { HEAD "{}}", BELL_RULES_ERROR_FIELD, "rules:" },
    { HEAD "[1]}", BELL_RULES_ERROR_FIELD, "rules[0]: " },
    { HEAD "[{},{\"kind\":\"orders\"}]}", BELL_RULES_ERROR_FIELD, "rules[1].kind: " },
    { HEAD "[{\"marker\":\"connect\"}]}", BELL_RULES_ERROR_FIELD, "rules[0].marker: " },
    { HEAD "[{\"kind\":\"order\",\"marker\":\"x\"}]}", BELL_RULES_ERROR_FIELD, "rules[0].marker: " },
    { HEAD "[{\"volumne\":1}]}", BELL_RULES_ERROR_FIELD, "rules[0].volumne: " },
    { HEAD "[{\"volume\":\"loud\"}]}", BELL_RULES_ERROR_FIELD, "rules[0].volume: " },
    { HEAD "[{\"volume\":101}]}", BELL_RULES_ERROR_FIELD, "rules[0].volume: " },
    { HEAD "[{\"enabled\":1}]}", BELL_RULES_ERROR_FIELD, "rules[0].enabled: " },
    { HEAD "[{\"urgency\":\"high\"}]}", BELL_RULES_ERROR_FIELD, "low, normal, critical" },
    { HEAD "[{\"ring\":\"always\"}]}", BELL_RULES_ERROR_FIELD, "rules[0].ring: " },
    { HEAD "[{\"repeat\":0}]}", BELL_RULES_ERROR_FIELD, "rules[0].repeat: " },
    { HEAD "[{\"repeat\":99999999999}]}", BELL_RULES_ERROR_FIELD, "rules[0].repeat: " },
    { HEAD "[{\"sound\":\"../../etc\"}]}", BELL_RULES_ERROR_FIELD, "rules[0].sound: " },
    { HEAD "[{\"title\":\"{id\"}]}", BELL_RULES_ERROR_FIELD, "rules[0].title: " },
    { HEAD "[{\"take\":[1]}]}", BELL_RULES_ERROR_FIELD, "rules[0].take: " },
    { HEAD "[{\"escalation\":{\"sound\":\"x\"}}]}", BELL_RULES_ERROR_FIELD, "rules[0].escalation.sound: " },
    { HEAD "[{\"escalation\":{\"later\":1}}]}", BELL_RULES_ERROR_FIELD, "rules[0].escalation.later: " },
    { HEAD "[{\"quiet\":{\"days\":[\"someday\"]}}]}", BELL_RULES_ERROR_FIELD, "rules[0].quiet.days: " },
    { HEAD "[{\"quiet\":{\"from\":\"24:00\"}}]}", BELL_RULES_ERROR_FIELD, "rules[0].quiet.from: " },
    { HEAD "[{\"quiet\":{\"to\":\"7:00\"}}]}", BELL_RULES_ERROR_FIELD, "rules[0].quiet.to: " },
    { HEAD "[{\"conditions\":[{\"field\":\"a\",\"operator\":\"is\"}]}]}", BELL_RULES_ERROR_FIELD,
      "rules[0].conditions[0].operator: " },
    { HEAD "[{\"conditions\":[{\"field\":\"a..b\",\"operator\":\"exists\"}]}]}", BELL_RULES_ERROR_FIELD,
      "rules[0].conditions[0].field: " },
    { HEAD "[{\"conditions\":[{\"field\":\"a\",\"operator\":\"greater\",\"value\":\"x\"}]}]}", BELL_RULES_ERROR_FIELD,
      "rules[0].conditions[0].value: " },
    { HEAD "[{\"conditions\":[7]}]}", BELL_RULES_ERROR_FIELD, "rules[0].conditions[0]: " },
    { HEAD "[{\"id\":\"a\"},{\"id\":\"a\"}]}", BELL_RULES_ERROR_FIELD, "rules[1].id: " },
    { HEAD "[{\"id\":\"a b\"}]}", BELL_RULES_ERROR_FIELD, "rules[0].id: " },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_null (bell_rules_from_json (cases[i].text, strlen (cases[i].text), &error));
      g_assert_error (error, BELL_RULES_ERROR, cases[i].code);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

/* The example of the README. */
static void
test_example (void)
{
  static const char text[] =
    HEAD "[{\"name\": \"Large orders\", \"kind\": \"order\","
         "\"conditions\": [{\"field\": \"amount\", \"operator\": \"greater\", \"value\": \"100\"}],"
         "\"urgency\": \"critical\", \"ring\": \"until-taken\", \"sound\": \"urgent\", \"volume\": 100, \"repeat\": 10,"
         "\"escalation\": {\"sound\": 0, \"louder\": 30, \"window\": 60}, \"title\": \"{title}: {amount}\","
         "\"body\": \"{order.formData.phone|\\\"no phone\\\"}\","
         "\"quiet\": {\"days\": [\"sat\", \"sun\"], \"from\": \"22:00\", \"to\": \"07:00\", \"then\": \"silent\"},"
         "\"take\": [\"done\", \"cancelled\"]}]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rules = bell_rules_from_json (text, strlen (text), &error);
  const BellRule *rule;

  g_assert_no_error (error);
  rule = g_ptr_array_index (rules, 0);
  g_assert_cmpuint (rule->quiet.days, ==, 0x60);
  g_assert_cmpint (rule->escalation.window, ==, 60);
  g_assert_false (bell_rule_takes (rule, "delivered"));
}

static void
test_bounds (void)
{
  g_autoptr (GString) many = g_string_new (HEAD "[{}");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < BELL_MAX_RULES; i++)
    g_string_append (many, ",{}");
  g_string_append (many, "]}");
  g_assert_null (bell_rules_from_json (many->str, many->len, &error));
  g_assert_error (error, BELL_RULES_ERROR, BELL_RULES_ERROR_FIELD);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/app/rule-json/round-trip", test_round_trip);
  g_test_add_func ("/app/rule-json/short", test_short);
  g_test_add_func ("/app/rule-json/errors", test_errors);
  g_test_add_func ("/app/rule-json/example", test_example);
  g_test_add_func ("/app/rule-json/bounds", test_bounds);
  return g_test_run ();
}
