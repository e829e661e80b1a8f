/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Input: an address's template on the first line; then rules as people write them, in JSON; behind a line "%%" an event
 * as fuzz-event has it, which every rule judges.
 */
#include "fuzz.h"

#include "bell-json.h"
#include "bell-open-address.h"
#include "bell-rule-json.h"
#include "bell-rule-template.h"
#include "bell-verdict.h"

#include <string.h>

#define SPLIT "\n%%\n"
#define BASE "https://shop.example.com"
#define RECEIVED (G_GINT64_CONSTANT (1795600800) * G_USEC_PER_SEC)

static OeEvent *
make_event (const guint8 *data,
            gsize size)
{
  g_autofree char *name = fuzz_take_line (&data, &size);
  g_autoptr (JsonNode) root = bell_json_parse ((const char *) data, size, G_MAXSIZE, NULL);

  return oe_event_new (name, root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL);
}

/* What a customer wrote leads nobody to another server, and makes no second line of a command or a header. */
static void
check_address (const char *template,
               BellFacts *facts)
{
  g_autofree char *problem = bell_open_address_dup_problem (template);
  g_autofree char *address = bell_open_address_make (template, BASE, facts);
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_ENCODED, NULL);

  fuzz_assert_plain_line (problem, 500);
  g_assert_nonnull (uri);
  g_assert_true (g_str_equal (g_uri_get_scheme (uri), "https") || g_str_equal (g_uri_get_scheme (uri), "http"));
  for (const char *p = address; *p != '\0'; p++)
    g_assert_true ((guchar) *p > ' ' && *p != 0x7f);
  if (problem == NULL && *template == '/')
    {
      g_assert_cmpstr (g_uri_get_host (uri), ==, "shop.example.com");
      g_assert_null (g_uri_get_userinfo (uri));
    }
}

static void
check_verdict (const BellRule *rule,
               BellFacts *facts)
{
  g_autoptr (BellVerdict) verdict = bell_rule_judge (rule, facts, NULL);

  bell_rule_matches (rule, facts);
  bell_rule_takes (rule, facts->status);
  g_assert_cmpstr (verdict->title, !=, "");
  fuzz_assert_plain_line (verdict->title, BELL_MAX_TEMPLATE);
  fuzz_assert_plain_line (verdict->body, BELL_MAX_TEMPLATE);
  g_assert_true (verdict->volume >= 0 && verdict->volume <= 1);
  g_assert_true (verdict->announce || verdict->ring == BELL_RING_SILENT);
}

/* What is read can be written, and read again as the same. */
static void
check_rules (const char *text,
             gsize length,
             BellFacts *facts)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rules = bell_rules_from_json (text, length, &error);
  g_autoptr (GPtrArray) again = NULL;
  g_autofree char *written = NULL;

  g_assert_true ((rules == NULL) == (error != NULL));
  if (rules == NULL)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return;
    }
  for (guint i = 0; i < rules->len; i++)
    {
      g_assert_true (bell_rule_validate (g_ptr_array_index (rules, i), NULL));
      check_verdict (g_ptr_array_index (rules, i), facts);
    }
  written = bell_rules_to_json (rules, TRUE);
  again = bell_rules_from_json (written, strlen (written), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, rules->len);
  for (guint i = 0; i < rules->len; i++)
    g_assert_true (bell_rule_equal (g_ptr_array_index (rules, i), g_ptr_array_index (again, i)));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize size)
{
  g_autofree char *template = fuzz_take_line (&data, &size);
  const guint8 *split = size > 0 ? memmem (data, size, SPLIT, strlen (SPLIT)) : NULL;
  gsize length = split != NULL ? (gsize) (split - data) : size;
  const guint8 *rest = split != NULL ? split + strlen (SPLIT) : data + size;
  g_autoptr (OeEvent) event = make_event (rest, size - (gsize) (rest - data));
  g_auto (BellFacts) facts = { 0 };

  bell_facts_init_event (&facts, event, RECEIVED);
  if (g_utf8_validate (template, -1, NULL))
    {
      g_autofree char *filled = bell_template_fill (template, &facts, BELL_MAX_TEMPLATE);
      g_autofree char *problem = bell_template_dup_problem (template);

      fuzz_assert_plain_line (filled, BELL_MAX_TEMPLATE);
      fuzz_assert_plain_line (problem, 500);
      check_address (template, &facts);
    }
  check_rules ((const char *) data, length, &facts);
  return 0;
}
