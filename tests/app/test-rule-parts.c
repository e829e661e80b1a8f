/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-quiet-hours.h"
#include "bell-rule-condition.h"
#include "bell-rule-template.h"
#include "bell-test.h"

#define ORDER \
  "[{\"order\":{\"id\":1042,\"totalSum\":\"59.90\",\"currency\":\"EUR\",\"statusIdentifier\":\"inProgress\"," \
  "\"formIdentifier\":\"delivery\",\"isGift\":true,\"note\":null,\"empty\":\"\",\"secret\":{\"password\":\"x1\"}," \
  "\"formData\":[{\"marker\":\"phone\",\"value\":\"0171 23\"},{\"marker\":\"note\",\"value\":\"<b>Fish</b> & Chips\"}]," \
  "\"products\":[{\"title\":\"Pink Planet\",\"quantity\":2},{\"title\":\"Blue Moon\"}]},\"data\":{\"n\":7.5}}]"

static OeEvent *
make_event (const char *json)
{
  g_autoptr (JsonNode) root = json_from_string (json, NULL);

  return oe_event_new ("order-created", json_node_get_array (root));
}

static void
test_fields (void)
{
  static const struct
  {
    const char *field;
    const char *expected;
  } cases[] = {
    { "id", "1042" },
    { "status", "inProgress" },
    { "kind", "order" },
    { "marker", "order-created" },
    { "amount", "59.90 EUR" },
    { "title", "Order 1042" },
    { "product", "Pink Planet, Blue Moon" },
    { "form", "delivery" },
    { "order.formData.0.value", "0171 23" },
    { "order.formData.phone", "0171 23" },
    { "order.formData.phone.value", "0171 23" },
    { "order.formData.1.value", "Fish & Chips" },
    { "order.products.1.title", "Blue Moon" },
    { "data.n", "7.5" },
    { "order.isGift", "true" },
    { "order.note", NULL },
    { "order.empty", NULL },
    { "order.secret.password", NULL }, /* masked */
    { "order.formData.2.value", NULL },
    { "order.formData.-1", NULL },
    { "order.formData.99999999999999999999", NULL },
    { "order.id.deeper", NULL },
    { "nothing.at.all", NULL },
    { "", NULL },
    { "..", NULL },
  };
  g_autoptr (OeEvent) event = make_event (ORDER);
  g_auto (BellFacts) facts;

  bell_facts_init_event (&facts, event, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = bell_facts_dup (&facts, cases[i].field);

      g_test_message ("%s", cases[i].field);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }

  g_assert_true (bell_facts_field_is_valid ("order.formData.0.value"));
  g_assert_false (bell_facts_field_is_valid (""));
  g_assert_false (bell_facts_field_is_valid (".a"));
  g_assert_false (bell_facts_field_is_valid ("a."));
  g_assert_false (bell_facts_field_is_valid ("a..b"));
  g_assert_false (bell_facts_field_is_valid ("a|b"));
}

/* An entry's payload is read when it is asked for, and may be anything. */
static void
test_facts_of_entries (void)
{
  static const char *const payloads[] = { NULL, "", "{", "[]", "7", "{\"order\":null}" };
  g_autoptr (BellEntry) entry = bell_entry_new ("s", "order", NULL, "T", "", NULL, NULL, 0, "{\"order\":{\"a\":1}}");
  g_auto (BellFacts) facts;
  g_autofree char *text = NULL;

  bell_facts_init_entry (&facts, entry);
  text = bell_facts_dup (&facts, "order.a");
  g_assert_cmpstr (text, ==, "1");
  for (gsize i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      g_autoptr (BellEntry) odd = bell_entry_new ("s", "order", NULL, "T", "", NULL, NULL, 0, payloads[i]);
      g_auto (BellFacts) none;

      bell_facts_init_entry (&none, odd);
      g_assert_null (bell_facts_dup (&none, "order.a"));
      g_assert_null (bell_facts_dup (&none, "amount"));
      g_assert_null (bell_facts_dup (&none, "product"));
    }
}

static void
test_numbers (void)
{
  static const struct
  {
    const char *text;
    gboolean plain;
    gboolean is_number;
    double expected;
  } cases[] = {
    { "59.90", TRUE, TRUE, 59.9 },
    { " -3 ", TRUE, TRUE, -3 },
    { "59,90", TRUE, TRUE, 59.9 },
    { "1,234", TRUE, TRUE, 1234 },
    { "1.234", TRUE, TRUE, 1.234 },
    { "1.234,50", TRUE, TRUE, 1234.5 },
    { "1,234.50", TRUE, TRUE, 1234.5 },
    { "1.234.567", TRUE, TRUE, 1234567 },
    { "1 200,00", TRUE, TRUE, 1200 },
    { "1\xc2\xa0" "200 \xe2\x82\xac", FALSE, TRUE, 1200 },
    { "EUR 59.90", FALSE, TRUE, 59.9 },
    { "59.90 EUR", FALSE, TRUE, 59.9 },
    { "59.90 EUR", TRUE, FALSE, 0 },
    { "2026-11-23", FALSE, FALSE, 0 },
    { "12:30", FALSE, FALSE, 0 },
    { "four", FALSE, FALSE, 0 },
    { "", FALSE, FALSE, 0 },
    { "1e999", FALSE, FALSE, 0 },
    { "call me at 7 or at some later time", FALSE, FALSE, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double number = 0;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (bell_condition_read_number (cases[i].text, cases[i].plain, &number), ==, cases[i].is_number);
      if (cases[i].is_number)
        g_assert_cmpfloat_with_epsilon (number, cases[i].expected, 1e-9);
    }
}

static void
test_conditions (void)
{
  static const struct
  {
    const char *field;
    const char *operator;
    const char *value;
    gboolean holds;
  } cases[] = {
    { "status", "equals", "INPROGRESS", TRUE },
    { "status", "not-equals", "done", TRUE },
    { "amount", "greater", "59.89", TRUE },
    { "amount", "greater", "59,90", FALSE },
    { "amount", "not-greater", "59.90", TRUE },
    { "amount", "less", "100", TRUE },
    { "amount", "less", "9", FALSE }, /* as texts "59.90" would be less */
    { "amount", "not-less", "59.90", TRUE },
    { "order.totalSum", "equals", "59.9", TRUE },
    { "data.n", "equals", "7,5", TRUE },
    { "product", "contains", "pink", TRUE },
    { "product", "not-contains", "green", TRUE },
    { "form", "exists", "", TRUE },
    { "order.note", "exists", "", FALSE },
    { "order.note", "not-exists", "", TRUE },
    { "nothing", "equals", "", FALSE },
    { "nothing", "not-equals", "x", TRUE },
    { "nothing", "greater", "0", FALSE },
    { "nothing", "not-greater", "0", TRUE },
    { "status", "greater", "0", FALSE },
  };
  g_autoptr (OeEvent) event = make_event (ORDER);
  g_auto (BellFacts) facts;
  BellOperator operator;

  bell_facts_init_event (&facts, event, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BellCondition) condition = NULL;

      g_test_message ("%s %s %s", cases[i].field, cases[i].operator, cases[i].value);
      g_assert_true (bell_operator_from_string (cases[i].operator, &operator));
      g_assert_cmpstr (bell_operator_to_string (operator), ==, cases[i].operator);
      condition = bell_condition_new (cases[i].field, operator, cases[i].value);
      g_assert_cmpint (bell_condition_holds (condition, &facts), ==, cases[i].holds);
    }
  g_assert_false (bell_operator_from_string ("is", &operator));
}

static void
test_templates (void)
{
  static const struct
  {
    const char *template;
    const char *expected;
    gboolean fine;
  } cases[] = {
    { "Order {id}: {amount}", "Order 1042: 59.90 EUR", TRUE },
    { "{order.formData.phone}", "0171 23", TRUE },
    { "{nothing}", "", TRUE },
    { "a{nothing}b", "ab", TRUE },
    { "{nothing|status|id}", "inProgress", TRUE },
    { "{nothing|\"no | note }\"}!", "no | note }!", TRUE },
    { "{ nothing | \"none\" }", "none", TRUE },
    { "{{id}} {id}", "{id} 1042", TRUE },
    { "100 % {id} %s %n", "100 % 1042 %s %n", TRUE },
    { "{order.formData.note.value}", "Fish & Chips", TRUE },
    { "<b>{id}</b>", "<b>1042</b>", TRUE }, /* plain text: whoever shows it escapes it */
    { "two\nlines", "two lines", TRUE },
    { "{id", "{id", FALSE },
    { "{}", "", FALSE },
    { "{a..b}", "", FALSE },
    { "}", "}", TRUE },
    { "", "", TRUE },
  };
  g_autoptr (OeEvent) event = make_event (ORDER);
  g_autofree char *long_template = g_strnfill (BELL_MAX_TEMPLATE + 1, 'x');
  g_autofree char *problem = bell_template_dup_problem (long_template);
  g_autofree char *cut = NULL;
  g_auto (BellFacts) facts;

  bell_facts_init_event (&facts, event, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = bell_template_fill (cases[i].template, &facts, 100);
      g_autofree char *why = bell_template_dup_problem (cases[i].template);

      g_assert_cmpstr (text, ==, cases[i].expected);
      g_assert_cmpint (why == NULL, ==, cases[i].fine);
    }
  g_assert_nonnull (problem);
  cut = bell_template_fill (long_template, &facts, 20);
  g_assert_cmpuint (g_utf8_strlen (cut, -1), ==, 20);
}

static void
test_quiet_hours (void)
{
  static const struct
  {
    guint days;
    int from, to;
    const char *when; /* 2026-11-23 is a Monday */
    gboolean holds;
  } cases[] = {
    { 0, 0, 0, "2026-11-23T12:00:00Z", FALSE },
    { 0x01, 540, 600, "2026-11-23T08:59:59Z", FALSE },
    { 0x01, 540, 600, "2026-11-23T09:00:00Z", TRUE },
    { 0x01, 540, 600, "2026-11-23T10:00:00Z", FALSE },
    { 0x02, 540, 600, "2026-11-23T09:30:00Z", FALSE },
    { 0x01, 1320, 420, "2026-11-23T23:00:00Z", TRUE },
    { 0x01, 1320, 420, "2026-11-24T06:59:00Z", TRUE },
    { 0x01, 1320, 420, "2026-11-24T07:00:00Z", FALSE },
    { 0x01, 1320, 420, "2026-11-24T23:00:00Z", FALSE },
    { 0x40, 1320, 420, "2026-11-23T03:00:00Z", TRUE }, /* Sunday's night */
    { 0x01, 0, 0, "2026-11-23T23:59:00Z", TRUE },      /* the whole day */
    { 0x01, 0, 0, "2026-11-24T00:00:00Z", FALSE },
  };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GTimeZone) later = g_time_zone_new_offset (2 * 60 * 60);
  BellQuietHours morning = { 0x01, 540, 600, BELL_QUIET_SILENT };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (cases[i].when, utc);
      BellQuietHours hours = { cases[i].days, cases[i].from, cases[i].to, BELL_QUIET_SILENT };

      g_test_message ("%u %d-%d %s", cases[i].days, cases[i].from, cases[i].to, cases[i].when);
      g_assert_cmpint (bell_quiet_hours_hold (&hours, g_date_time_to_unix (time) * G_USEC_PER_SEC, utc), ==,
                       cases[i].holds);
    }
  /* 07:30 UTC is 09:30 there. */
  g_assert_true (bell_quiet_hours_hold (&morning, G_GINT64_CONSTANT (1795419000) * G_USEC_PER_SEC, later));
  g_assert_false (bell_quiet_hours_hold (&morning, G_GINT64_CONSTANT (1795419000) * G_USEC_PER_SEC, utc));
  g_assert_false (bell_quiet_hours_hold (&morning, G_MAXINT64, utc));
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/app/rule-parts/fields", test_fields);
  g_test_add_func ("/app/rule-parts/facts-of-entries", test_facts_of_entries);
  g_test_add_func ("/app/rule-parts/numbers", test_numbers);
  g_test_add_func ("/app/rule-parts/conditions", test_conditions);
  g_test_add_func ("/app/rule-parts/templates", test_templates);
  g_test_add_func ("/app/rule-parts/quiet-hours", test_quiet_hours);
  return g_test_run ();
}
