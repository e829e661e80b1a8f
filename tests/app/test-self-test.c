/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"
#include "bell-self-test.h"

#define MS 30000

static const char *const letters = ".+-!"; /* pending, passed, left out, failed */

/* The outcomes of all stages, a letter each. (transfer full) */
static char *
outcomes (BellSelfTest *test)
{
  char text[BELL_SELF_TEST_N_STAGES + 1] = "";

  for (guint i = 0; i < BELL_SELF_TEST_N_STAGES; i++)
    text[i] = letters[bell_self_test_get_outcome (test, (BellSelfTestStage) i)];
  return g_strdup (text);
}

static void
check (BellSelfTest *test,
       const char *expected)
{
  g_autofree char *text = outcomes (test);

  g_assert_cmpstr (text, ==, expected);
}

static gboolean
is_stored (gpointer user_data)
{
  return bell_self_test_get_outcome (user_data, BELL_SELF_TEST_STORED) != BELL_SELF_TEST_PENDING;
}

static BellSelfTest *
run (AppFixture *fixture)
{
  BellSelfTest *test = bell_self_test_new (fixture->context, fixture->shop);

  bell_self_test_start (test);
  bell_test_await (is_stored, test, MS, "the test to be stored");
  return test;
}

static guint
count_waiting (AppFixture *fixture)
{
  return bell_inbox_get_waiting_count (bell_context_get_inbox (fixture->context));
}

/* The shop's rules for orders, changed. */
static void
set_rule (AppFixture *fixture,
          gboolean announce,
          BellRing ring,
          int sound_after)
{
  BellRules *rules = bell_context_get_rules (fixture->context);
  g_autoptr (BellRule) rule = bell_rule_copy (
    bell_rules_find_for (rules, bell_shop_get_id (fixture->shop), BELL_SCOPE_KIND, "order"));

  rule->announce = announce;
  rule->ring = ring;
  rule->escalation.sound = sound_after;
  bell_rules_save (rules, bell_shop_get_id (fixture->shop), rule);
}

static void
test_all_is_well (void)
{
  AppFixture fixture;
  g_autoptr (BellSelfTest) test = NULL;
  g_autoptr (BellEntry) entry = NULL;
  g_autofree char *summary = NULL;

  app_fixture_set_up (&fixture, NULL);
  app_fixture_go_online (&fixture);
  test = run (&fixture);
  check (test, "+++++.");
  g_assert_true (bell_self_test_get_running (test));
  g_assert_cmpstr (bell_fake_notifier_get_title (fixture.notifier), ==, "Test order");
  bell_fake_clock_advance (fixture.clock, 40);
  bell_fake_ringer_start (fixture.ringer);
  check (test, "++++++");
  g_assert_cmpint (bell_self_test_get_time (test, BELL_SELF_TEST_SOUND), ==, 40 * 1000);
  g_assert_false (bell_self_test_get_running (test));
  summary = bell_self_test_dup_summary (test);
  g_assert_true (g_str_has_prefix (summary, "All works"));

  /* Seen and heard for a moment, then it is gone, and is no order. */
  entry = g_list_model_get_item (bell_inbox_get_waiting (bell_context_get_inbox (fixture.context)), 0);
  g_assert_cmpstr (bell_entry_get_kind (entry), ==, "test");
  g_assert_true (bell_entry_get_ringing (entry));
  bell_fake_clock_advance (fixture.clock, 8000);
  g_assert_cmpuint (count_waiting (&fixture), ==, 0);
  g_assert_cmpstr (bell_entry_get_acknowledged_how (entry), ==, "test");
  g_assert_cmpuint (bell_fake_notifier_get_n_visible (fixture.notifier), ==, 0);
  g_clear_object (&test);
  app_fixture_tear_down (&fixture);
}

static void
test_not_connected (void)
{
  AppFixture fixture;
  g_autoptr (BellSelfTest) test = NULL;
  g_autofree char *summary = NULL;

  app_fixture_set_up (&fixture, NULL);
  test = run (&fixture);
  check (test, "!++++.");
  bell_fake_ringer_start (fixture.ringer);
  summary = bell_self_test_dup_summary (test);
  g_assert_true (g_str_has_prefix (summary, "Something is in the way"));
  g_assert_true (g_str_has_prefix (bell_self_test_get_sentence (test, BELL_SELF_TEST_LISTENING), "Nobody is signed in"));
  g_clear_object (&test);
  app_fixture_tear_down (&fixture);
}

static void
test_refused_bubble (void)
{
  AppFixture fixture;
  g_autoptr (BellSelfTest) test = NULL;

  app_fixture_set_up (&fixture, NULL);
  app_fixture_go_online (&fixture);
  bell_fake_notifier_set_refuses (fixture.notifier, TRUE);
  test = run (&fixture);
  check (test, "++++!.");
  g_assert_nonnull (strstr (bell_self_test_get_sentence (test, BELL_SELF_TEST_BUBBLE), "“refused”"));
  g_clear_object (&test);
  app_fixture_tear_down (&fixture);
}

static void
test_no_loudspeaker (void)
{
  AppFixture fixture;
  g_autoptr (BellSelfTest) test = NULL;

  app_fixture_set_up (&fixture, NULL);
  app_fixture_go_online (&fixture);
  test = run (&fixture);
  bell_fake_ringer_fail (fixture.ringer, BELL_RINGER_ERROR_DEVICE);
  check (test, "+++++!");
  g_assert_nonnull (strstr (bell_self_test_get_sentence (test, BELL_SELF_TEST_SOUND), "no sound device"));
  g_clear_object (&test);
  app_fixture_tear_down (&fixture);
}

/* A file of the user's is replaced by the bell, and then it sounds. */
static void
test_replaced_sound (void)
{
  AppFixture fixture;
  g_autoptr (BellSelfTest) test = NULL;
  g_autoptr (BellRule) rule = NULL;
  BellRules *shop_rules;

  app_fixture_set_up (&fixture, NULL);
  app_fixture_go_online (&fixture);
  shop_rules = bell_context_get_rules (fixture.context);
  rule = bell_rule_copy (bell_rules_find_for (shop_rules, bell_shop_get_id (fixture.shop), BELL_SCOPE_KIND, "order"));
  bell_rule_set_text (&rule->sound, "/nowhere/bell.flac");
  bell_rules_save (shop_rules, bell_shop_get_id (fixture.shop), rule);
  test = run (&fixture);
  bell_fake_ringer_fail (fixture.ringer, BELL_RINGER_ERROR_FILE);
  check (test, "+++++.");
  bell_fake_ringer_start (fixture.ringer);
  check (test, "++++++");
  g_clear_object (&test);
  app_fixture_tear_down (&fixture);
}

static const struct
{
  const char *name;
  gboolean announce;
  BellRing ring;
  int sound_after;
  const char *expected;
} rules[] = {
  { "kept-only", FALSE, BELL_RING_UNTIL_TAKEN, 0, "++-+--" },
  { "silent", TRUE, BELL_RING_SILENT, 0, "+++++-" },
  { "once", TRUE, BELL_RING_ONCE, 0, "+++++." },
  { "never-sounds", TRUE, BELL_RING_UNTIL_TAKEN, -1, "+++++-" },
  { "late", TRUE, BELL_RING_UNTIL_TAKEN, 60, "+++++-" },
};

static void
test_rule (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  AppFixture fixture;
  g_autoptr (BellSelfTest) test = NULL;

  app_fixture_set_up (&fixture, NULL);
  app_fixture_go_online (&fixture);
  set_rule (&fixture, rules[i].announce, rules[i].ring, rules[i].sound_after);
  test = run (&fixture);
  check (test, rules[i].expected);
  g_clear_object (&test);
  app_fixture_tear_down (&fixture);
}

/* Nothing answers: every stage is said to have failed, and nothing goes on waiting. */
static void
test_deadline (void)
{
  AppFixture fixture;
  g_autoptr (BellSelfTest) test = NULL;

  app_fixture_set_up (&fixture, NULL);
  app_fixture_go_online (&fixture);
  test = run (&fixture);
  bell_fake_clock_advance (fixture.clock, 30000);
  check (test, "+++++!");
  bell_fake_clock_advance (fixture.clock, 8000);
  g_assert_cmpuint (count_waiting (&fixture), ==, 0);
  g_clear_object (&test);
  app_fixture_tear_down (&fixture);
}

/* Somebody takes it in the bubble; somebody closes the page. */
static void
test_taken_early (void)
{
  AppFixture fixture;
  g_autoptr (BellSelfTest) test = NULL;

  app_fixture_set_up (&fixture, NULL);
  app_fixture_go_online (&fixture);
  test = run (&fixture);
  bell_fake_notifier_activate (fixture.notifier, "acknowledge");
  g_assert_cmpuint (count_waiting (&fixture), ==, 0);
  g_assert_false (bell_self_test_get_running (test));
  g_clear_object (&test);

  test = run (&fixture);
  g_assert_cmpuint (count_waiting (&fixture), ==, 1);
  g_clear_object (&test);
  g_assert_cmpuint (count_waiting (&fixture), ==, 0);
  app_fixture_tear_down (&fixture);
}

static void
test_words (void)
{
  g_autoptr (BellVerdict) verdict = bell_verdict_new ();
  g_autofree char *milli = bell_format_self_test_time (12345);
  g_autofree char *seconds = bell_format_self_test_time (1440000);
  g_autofree char *judged = NULL;

  g_assert_cmpstr (milli, ==, "12 ms");
  g_assert_cmpstr (seconds, ==, "1.4 s");
  verdict->ring = BELL_RING_UNTIL_TAKEN;
  g_free (verdict->rule_name);
  verdict->rule_name = g_strdup ("Large & <loud>");
  judged = bell_format_self_test_judged (verdict);
  g_assert_cmpstr (judged, ==, "The rule “Large & <loud>” rings until somebody takes the order.");
  for (guint i = 0; i < BELL_SELF_TEST_N_STAGES; i++)
    g_assert_cmpstr (bell_format_self_test_stage ((BellSelfTestStage) i), !=, "");
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/self-test/all-is-well", test_all_is_well);
  g_test_add_func ("/self-test/not-connected", test_not_connected);
  g_test_add_func ("/self-test/refused-bubble", test_refused_bubble);
  g_test_add_func ("/self-test/no-loudspeaker", test_no_loudspeaker);
  g_test_add_func ("/self-test/replaced-sound", test_replaced_sound);
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *path = g_strdup_printf ("/self-test/rule/%s", rules[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_rule);
    }
  g_test_add_func ("/self-test/deadline", test_deadline);
  g_test_add_func ("/self-test/taken-early", test_taken_early);
  g_test_add_func ("/self-test/words", test_words);
  return g_test_run ();
}
