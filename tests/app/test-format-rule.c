/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-field-hints.h"
#include "bell-format-rule.h"
#include "bell-rules.h"
#include "bell-test.h"

static void
add_condition (BellRule *rule,
               const char *field,
               BellOperator operator,
               const char *value)
{
  g_ptr_array_add (rule->conditions, bell_condition_new (field, operator, value));
}

static void
assert_sentence (const BellRule *rule,
                 const char *expected)
{
  g_autofree char *sentence = bell_format_rule_sentence (rule);

  g_assert_cmpstr (sentence, ==, expected);
}

static void
assert_details (const BellRule *rule,
                const char *expected)
{
  g_autofree char *details = bell_format_rule_details (rule);

  g_assert_cmpstr (details, ==, expected);
}

static void
test_sentences (void)
{
  g_autoptr (BellRule) order = bell_rule_new (BELL_SCOPE_KIND, "order");
  g_autoptr (BellRule) product = bell_rule_new (BELL_SCOPE_KIND, "product");
  g_autoptr (BellRule) marker = bell_rule_new (BELL_SCOPE_MARKER, "table_booking");
  g_autoptr (BellRule) any = bell_rule_new (BELL_SCOPE_ANY, NULL);

  assert_sentence (order, "Orders ring until somebody takes them");
  assert_sentence (product, "Products show a quiet bubble");
  assert_sentence (marker, "“table_booking” events sound once");
  any->announce = FALSE;
  assert_sentence (any, "All events are only kept in the history");
  product->urgency = BELL_URGENCY_CRITICAL;
  assert_sentence (product, "Products show a bubble that stays");
  add_condition (order, "amount", BELL_OPERATOR_GREATER, "100");
  add_condition (order, "order.formData.phone", BELL_OPERATOR_EXISTS, "");
  assert_sentence (order, "Orders whose amount is over 100 and Phone is there ring until somebody takes them");
  /* What people type is no format. */
  add_condition (product, "title", BELL_OPERATOR_CONTAINS, "100%s%n");
  assert_sentence (product, "Products whose title contains 100%s%n show a bubble that stays");
}

static void
test_details (void)
{
  g_autoptr (BellRule) rule = bell_rule_new (BELL_SCOPE_KIND, "order");
  g_autofree char *title = NULL;

  assert_details (rule, "Counter bell · loud · louder after 1 min");
  rule->volume = 0.3;
  rule->escalation = (BellEscalation) { .sound = 5, .louder = -1, .window = 120 };
  rule->quiet.days = 3;
  rule->print = TRUE;
  assert_details (rule, "Counter bell · soft · after 5 s · window after 2 min · quiet from 22:00 to 07:00 · prints a ticket");
  bell_rule_set_text (&rule->name, "Lunch");
  rule->announce = FALSE;
  rule->print = FALSE;
  assert_details (rule, "Orders are only kept in the history");
  title = bell_format_rule_title (rule);
  g_assert_cmpstr (title, ==, "Lunch");
}

/* The rule of a whole kind is never disabled: the usual one would ring in its place. */
static void
test_switch (void)
{
  g_autoptr (BellRule) whole = bell_rule_new (BELL_SCOPE_KIND, "order");
  g_autoptr (BellRule) part = bell_rule_duplicate (whole);

  g_assert_cmpstr (whole->id, !=, part->id);
  g_assert_false (bell_rule_equal (whole, part));
  add_condition (part, "amount", BELL_OPERATOR_GREATER, "100");
  bell_rule_set_on (whole, FALSE);
  g_assert_true (whole->enabled);
  g_assert_false (whole->announce);
  g_assert_false (bell_rule_is_on (whole));
  bell_rule_set_on (whole, TRUE);
  g_assert_true (bell_rule_is_on (whole));
  bell_rule_set_on (part, FALSE);
  g_assert_false (part->enabled);
  g_assert_true (part->announce);
  g_assert_false (bell_rule_is_on (part));
}

static void
test_problems (void)
{
  BellCondition empty = { (char *) "", BELL_OPERATOR_EQUALS, (char *) "x" };
  BellCondition bad = { (char *) "a..b", BELL_OPERATOR_EQUALS, (char *) "x" };
  BellCondition words = { (char *) "amount", BELL_OPERATOR_GREATER, (char *) "much" };
  BellCondition number = { (char *) "amount", BELL_OPERATOR_GREATER, (char *) "59,90" };
  BellCondition exists = { (char *) "amount", BELL_OPERATOR_EXISTS, (char *) "much" };

  g_assert_nonnull (bell_format_condition_field_problem (&empty));
  g_assert_nonnull (bell_format_condition_field_problem (&bad));
  g_assert_null (bell_format_condition_field_problem (&number));
  g_assert_nonnull (bell_format_condition_value_problem (&words));
  g_assert_null (bell_format_condition_value_problem (&number));
  g_assert_null (bell_format_condition_value_problem (&exists));
}

static void
test_statuses (void)
{
  g_auto (GStrv) statuses = bell_format_split_statuses (" done,, in progress ,cancelled,");
  g_autofree char *joined = bell_format_statuses (statuses);
  g_auto (GStrv) none = bell_format_split_statuses (" , ");

  g_assert_cmpstr (joined, ==, "done, in progress, cancelled");
  g_assert_null (none[0]);
}

/* At a place of its own: a copy, or one that came back; never twice. */
static void
test_insert (void)
{
  g_autoptr (BellSettings) settings = bell_settings_new_in_memory ();
  g_autoptr (BellRules) rules = bell_rules_new (settings);
  g_autoptr (BellRule) rule = bell_rule_new (BELL_SCOPE_KIND, "order");

  bell_rules_insert (rules, "shop", rule, 2);
  bell_rules_insert (rules, "shop", rule, 0);
  g_assert_cmpuint (bell_rules_list (rules, "shop")->len, ==, 7);
  g_assert_true (bell_rule_equal (g_ptr_array_index (bell_rules_list (rules, "shop"), 2), rule));
  g_assert_nonnull (bell_rules_find (rules, "shop", rule->id));
  bell_rules_remove (rules, "shop", rule->id);
  g_assert_null (bell_rules_find (rules, "shop", rule->id));
  bell_rules_insert (rules, "shop", rule, 99);
  g_assert_true (bell_rule_equal (g_ptr_array_index (bell_rules_list (rules, "shop"), 6), rule));
}

static const char *
find_example (GPtrArray *hints,
              const char *field)
{
  for (guint i = 0; i < hints->len; i++)
    if (g_strcmp0 (((BellFieldHint *) g_ptr_array_index (hints, i))->field, field) == 0)
      return ((BellFieldHint *) g_ptr_array_index (hints, i))->example;
  return NULL;
}

static void
test_hints (void)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) hints = NULL;

  g_ptr_array_add (entries, bell_entry_new ("a", "order", NULL, "Order 7", "", "7", "new", 1,
                                            "{\"order\":{\"id\":7,\"totalSum\":\"59.90\",\"currency\":\"EUR\",\"a.b\":1,"
                                            "\"formData\":[{\"marker\":\"phone\",\"value\":\"030 1\"}],"
                                            "\"attributes\":{\"note\":{\"identifier\":\"note\",\"value\":\"Ring\"}}}}"));
  g_ptr_array_add (entries, bell_entry_new ("a", "message", "hello", "Hello", "", NULL, NULL, 1, "not JSON"));
  hints = bell_field_hints_new (entries);
  g_assert_cmpstr (((BellFieldHint *) g_ptr_array_index (hints, 0))->field, ==, "amount");
  g_assert_cmpstr (find_example (hints, "amount"), ==, "59.90 EUR");
  g_assert_cmpstr (find_example (hints, "marker"), ==, "hello");
  g_assert_cmpstr (find_example (hints, "order.formData.phone"), ==, "030 1");
  g_assert_cmpstr (find_example (hints, "order.attributes.note"), ==, "Ring");
  g_assert_null (find_example (hints, "order.a.b"));
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/app/format-rule/sentences", test_sentences);
  g_test_add_func ("/app/format-rule/details", test_details);
  g_test_add_func ("/app/format-rule/switch", test_switch);
  g_test_add_func ("/app/format-rule/problems", test_problems);
  g_test_add_func ("/app/format-rule/statuses", test_statuses);
  g_test_add_func ("/app/format-rule/insert", test_insert);
  g_test_add_func ("/app/format-rule/hints", test_hints);
  return g_test_run ();
}
