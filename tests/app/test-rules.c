/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "bell-fake-clock.h"
#include "bell-rules.h"
#include "bell-taker.h"
#include "bell-test.h"

#include <string.h>

typedef struct
{
  BellSettings *settings;
  BellRules *rules;
  guint changed;
} Fixture;

static void
on_changed (BellRules *rules,
            const char *shop,
            Fixture *fixture)
{
  g_assert_cmpstr (shop, ==, "shop1");
  fixture->changed++;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->settings = bell_settings_new_in_memory ();
  fixture->rules = bell_rules_new (fixture->settings);
  g_signal_connect (fixture->rules, "changed", G_CALLBACK (on_changed), fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->rules);
  g_object_unref (fixture->settings);
}

static BellEntry *
make_entry (const char *kind,
            const char *status,
            const char *payload)
{
  return bell_entry_new ("shop1", kind, "marker1", "Title", "Body", "7", status, G_USEC_PER_SEC, payload);
}

static BellVerdict *
judge (Fixture *fixture,
       const char *kind,
       const char *status,
       const char *payload)
{
  g_autoptr (BellEntry) entry = make_entry (kind, status, payload);

  return bell_rules_judge_entry (fixture->rules, entry);
}

static void
test_defaults (Fixture *fixture,
               gconstpointer data)
{
  static const struct
  {
    const char *kind;
    const char *status;
    BellRing ring;
    BellUrgency urgency;
    gboolean waits;
    gboolean takes;
  } cases[] = {
    { "order", NULL, BELL_RING_UNTIL_TAKEN, BELL_URGENCY_NORMAL, TRUE, FALSE },
    { "order", "created", BELL_RING_UNTIL_TAKEN, BELL_URGENCY_NORMAL, TRUE, FALSE },
    { "order", "inProgress", BELL_RING_UNTIL_TAKEN, BELL_URGENCY_NORMAL, TRUE, FALSE },
    { "order", "Cancelled", BELL_RING_SILENT, BELL_URGENCY_LOW, FALSE, TRUE },
    { "order", "com_pleted", BELL_RING_SILENT, BELL_URGENCY_LOW, FALSE, TRUE },
    { "form", NULL, BELL_RING_UNTIL_TAKEN, BELL_URGENCY_NORMAL, TRUE, FALSE },
    { "product", "done", BELL_RING_SILENT, BELL_URGENCY_LOW, TRUE, FALSE },
    { "user", NULL, BELL_RING_SILENT, BELL_URGENCY_LOW, TRUE, FALSE },
    { "message", NULL, BELL_RING_SILENT, BELL_URGENCY_LOW, TRUE, FALSE },
    { "other", NULL, BELL_RING_SILENT, BELL_URGENCY_LOW, TRUE, FALSE },
  };

  for (guint twice = 0; twice < 2; twice++)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
        {
          g_autoptr (BellVerdict) verdict = judge (fixture, cases[i].kind, cases[i].status, NULL);

          g_test_message ("%s %s", cases[i].kind, cases[i].status);
          g_assert_true (verdict->announce && verdict->bubble);
          g_assert_cmpint (verdict->ring, ==, cases[i].ring);
          g_assert_cmpint (verdict->urgency, ==, cases[i].urgency);
          g_assert_cmpint (verdict->waits, ==, cases[i].waits);
          g_assert_cmpint (verdict->takes, ==, cases[i].takes);
          g_assert_cmpstr (verdict->title, ==, "Title");
          g_assert_cmpstr (verdict->body, ==, "Body");
          g_assert_cmpstr (verdict->sound, ==, "counter-bell");
        }
      /* Once more, with every rule deleted: no event is lost. */
      while (bell_rules_list (fixture->rules, "shop1")->len > 0)
        bell_rules_remove (fixture->rules, "shop1",
                           ((BellRule *) g_ptr_array_index (bell_rules_list (fixture->rules, "shop1"), 0))->id);
    }
}

static void
test_first_match (Fixture *fixture,
                  gconstpointer data)
{
  g_autoptr (BellRule) large = bell_rule_new (BELL_SCOPE_KIND, "order");
  g_autoptr (BellRule) any = bell_rule_new (BELL_SCOPE_ANY, NULL);
  g_autoptr (BellVerdict) big = NULL;
  g_autoptr (BellVerdict) small = NULL;
  g_autoptr (BellVerdict) all = NULL;
  g_autoptr (BellVerdict) without = NULL;

  bell_rule_set_text (&large->name, "Large");
  g_ptr_array_add (large->conditions, bell_condition_new ("amount", BELL_OPERATOR_GREATER, "100"));
  large->urgency = BELL_URGENCY_CRITICAL;
  bell_rule_set_text (&large->title, "Large: {amount}");
  large->print = TRUE;
  bell_rules_save (fixture->rules, "shop1", large);
  bell_rules_move (fixture->rules, "shop1", large->id, 0);
  g_assert_cmpuint (fixture->changed, ==, 2);

  big = judge (fixture, "order", NULL, "{\"order\":{\"totalSum\":\"250.00\"}}");
  g_assert_cmpstr (big->rule_name, ==, "Large");
  g_assert_cmpstr (big->rule_id, ==, large->id);
  g_assert_cmpstr (big->title, ==, "Large: 250.00");
  g_assert_cmpstr (big->printer, ==, "");
  g_assert_cmpint (big->urgency, ==, BELL_URGENCY_CRITICAL);
  small = judge (fixture, "order", NULL, "{\"order\":{\"totalSum\":\"25.00\"}}");
  g_assert_cmpstr (small->rule_name, ==, "");
  g_assert_null (small->printer);

  any->announce = FALSE;
  bell_rules_save (fixture->rules, "shop1", any);
  bell_rules_move (fixture->rules, "shop1", any->id, 0);
  all = judge (fixture, "order", NULL, NULL);
  g_assert_false (all->announce || all->bubble || all->waits);
  g_assert_cmpint (all->ring, ==, BELL_RING_SILENT);
  any->enabled = FALSE;
  bell_rules_save (fixture->rules, "shop1", any);
  without = judge (fixture, "order", NULL, NULL);
  g_assert_true (without->announce);
}

static void
test_quiet (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (BellRule) rule = bell_rule_new (BELL_SCOPE_KIND, "order");
  g_autoptr (BellEntry) entry = make_entry ("order", NULL, NULL);
  g_autoptr (BellVerdict) silent = NULL;
  g_autoptr (BellVerdict) nothing = NULL;
  gboolean matches;

  rule->quiet = (BellQuietHours) { BELL_ALL_DAYS, 0, 0, BELL_QUIET_SILENT };
  silent = bell_rules_preview (rule, entry, &matches);
  g_assert_true (matches);
  g_assert_true (silent->quiet && silent->bubble && silent->waits);
  g_assert_cmpint (silent->ring, ==, BELL_RING_SILENT);
  g_assert_cmpint (silent->escalation.window, ==, -1);
  rule->quiet.way = BELL_QUIET_NOTHING;
  rule->subject[0] = 'x';
  nothing = bell_rules_preview (rule, entry, &matches);
  g_assert_false (matches);
  g_assert_true (nothing->waits);
  g_assert_false (nothing->bubble);
}

/* Rules outlive the program; what cannot be read is said, and the defaults hold. */
static void
test_stored (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (BellRules) again = NULL;
  g_autoptr (BellRules) broken = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *file = NULL;

  app_fixture_save_rule (fixture->rules, "shop1", BELL_SCOPE_MARKER, "b-marker", TRUE, BELL_URGENCY_LOW);
  app_fixture_save_rule (fixture->rules, "shop1", BELL_SCOPE_MARKER, "a-marker", TRUE, BELL_URGENCY_LOW);
  again = bell_rules_new (fixture->settings);
  g_assert_nonnull (bell_rules_find_for (again, "shop1", BELL_SCOPE_MARKER, "a-marker"));
  g_assert_cmpint (bell_rules_find_for (again, "shop1", BELL_SCOPE_MARKER, "b-marker")->urgency, ==, BELL_URGENCY_LOW);

  file = bell_rules_export (again, "shop1");
  g_assert_false (bell_rules_import (again, "shop1", file, strlen (file) - 3, &error));
  g_assert_error (error, BELL_RULES_ERROR, BELL_RULES_ERROR_SYNTAX);
  g_assert_cmpuint (bell_rules_list (again, "shop1")->len, ==, 8);
  g_assert_true (bell_rules_import (again, "shop2", file, strlen (file), NULL));
  g_assert_cmpint (bell_rules_find_for (again, "shop2", BELL_SCOPE_MARKER, "b-marker")->urgency, ==, BELL_URGENCY_LOW);
  bell_rules_reset (again, "shop2");
  g_assert_cmpuint (bell_rules_list (again, "shop2")->len, ==, 6);

  bell_settings_set_rules (fixture->settings, "shop1", "{\"format\":\"shopbell-rules\",\"version\":9}");
  broken = bell_rules_new (fixture->settings);
  g_assert_nonnull (bell_rules_get_problem (broken, "shop1"));
  g_assert_cmpuint (bell_rules_list (broken, "shop1")->len, ==, 6);
  g_assert_null (bell_rules_get_problem (broken, "shop2"));
}

/* What version 0.1 kept is read, and moved when something changes. */
static void
test_migrated (void)
{
  g_autoptr (GSettings) shop = g_settings_new_with_path (BELL_BASE_ID ".Shop", BELL_BASE_PATH "/shops/shop1/");
  g_autoptr (BellSettings) settings = bell_settings_new ("");
  g_autoptr (BellRules) rules = bell_rules_new (settings);
  g_autoptr (BellRules) again = NULL;
  g_autoptr (GVariant) left = NULL;

  g_settings_set_value (shop, "rules", g_variant_new_parsed ("[(false, 'order', true, 0), (true, 'sale', false, 99),"
                                                             " (true, 'no marker', true, 1), (false, '?', true, 1)]"));
  g_assert_cmpuint (bell_rules_list (rules, "shop1")->len, ==, 7);
  g_assert_cmpint (bell_rules_find_for (rules, "shop1", BELL_SCOPE_KIND, "order")->urgency, ==, BELL_URGENCY_LOW);
  g_assert_false (bell_rules_find_for (rules, "shop1", BELL_SCOPE_MARKER, "sale")->announce);
  g_assert_cmpint (bell_rules_find_for (rules, "shop1", BELL_SCOPE_MARKER, "sale")->urgency, ==, BELL_URGENCY_CRITICAL);

  app_fixture_save_rule (rules, "shop1", BELL_SCOPE_KIND, "form", TRUE, BELL_URGENCY_CRITICAL);
  left = g_settings_get_user_value (shop, "rules");
  g_assert_null (left);
  again = bell_rules_new (settings);
  g_assert_cmpuint (bell_rules_list (again, "shop1")->len, ==, 7);
  g_assert_false (bell_rules_find_for (again, "shop1", BELL_SCOPE_MARKER, "sale")->announce);
  g_assert_cmpint (bell_rules_find_for (again, "shop1", BELL_SCOPE_KIND, "form")->urgency, ==, BELL_URGENCY_CRITICAL);
  g_settings_reset (shop, "rule-list");
}

/* One till's work silences all tills. */
static void
test_take (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (BellFakeClock) clock = bell_fake_clock_new ();
  g_autoptr (BellHistory) history = bell_history_new (NULL);
  g_autoptr (BellInbox) inbox = bell_inbox_new (history, BELL_CLOCK (clock));
  g_autoptr (BellTaker) taker = bell_taker_new (inbox, fixture->rules);
  static const char *const events[] = {
    "[{\"order\":{\"id\":7}}]", "[{\"order\":{\"id\":8}}]", "[{\"order\":{\"id\":7,\"statusIdentifier\":\"cooking\"}}]",
    "[{\"product\":{\"id\":7,\"statusIdentifier\":\"done\"}}]", "[{\"order\":{\"id\":7,\"statusIdentifier\":\"done\"}}]",
  };
  static const guint waiting[] = { 1, 2, 3, 4, 2 };

  for (gsize i = 0; i < G_N_ELEMENTS (events); i++)
    {
      g_autoptr (JsonNode) root = json_from_string (events[i], NULL);
      g_autoptr (OeEvent) event = oe_event_new ("notification", json_node_get_array (root));
      g_autoptr (BellVerdict) verdict = bell_rules_judge (fixture->rules, "shop1", event, 1);

      bell_inbox_add (inbox, "shop1", event, 1, verdict);
      /* Unrecorded in time is good enough here: it arrives. */
      bell_fake_clock_advance (clock, 500);
      g_assert_cmpuint (bell_inbox_get_waiting_count (inbox), ==, waiting[i]);
    }
  bell_history_close (history);
  bell_test_drain ();
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add ("/app/rules/defaults", Fixture, NULL, set_up, test_defaults, tear_down);
  g_test_add ("/app/rules/first-match", Fixture, NULL, set_up, test_first_match, tear_down);
  g_test_add ("/app/rules/quiet", Fixture, NULL, set_up, test_quiet, tear_down);
  g_test_add ("/app/rules/stored", Fixture, NULL, set_up, test_stored, tear_down);
  g_test_add_func ("/app/rules/migrated", test_migrated);
  g_test_add ("/app/rules/take", Fixture, NULL, set_up, test_take, tear_down);
  return g_test_run ();
}
