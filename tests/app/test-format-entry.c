/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-format-entry.h"
#include "bell-format-rules.h"
#include "bell-format-shops.h"
#include "bell-test.h"

#define SECOND G_TIME_SPAN_SECOND
#define NOW (G_GINT64_CONSTANT (1795428000) * G_USEC_PER_SEC) /* 2026-11-23 10:00:00 UTC */

static void
test_duration (void)
{
  static const struct
  {
    gint64 us;
    const char *expected;
  } cases[] = {
    { -5, "0 s" },
    { 999999, "0 s" },
    { 41 * SECOND, "41 s" },
    { 59 * SECOND, "59 s" },
    { 60 * SECOND, "1 min" },
    { 59 * G_TIME_SPAN_MINUTE, "59 min" },
    { G_TIME_SPAN_HOUR, "1 h" },
    { G_TIME_SPAN_HOUR + 5 * G_TIME_SPAN_MINUTE, "1 h 5 min" },
    { 24 * G_TIME_SPAN_HOUR, "1 d" },
    { 75 * G_TIME_SPAN_HOUR, "3 d" },
    { G_MAXINT64, "89478485 d" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = bell_format_duration (cases[i].us);

      g_assert_cmpstr (got, ==, cases[i].expected);
    }
}

static void
test_taken (void)
{
  static const struct
  {
    gint64 acknowledged;
    const char *how;
    const char *expected;
  } cases[] = {
    { 0, NULL, "waits" },
    { NOW + 41 * SECOND, "window", "taken after 41 s" },
    { NOW - SECOND, "bubble", "taken after 0 s" },
    { NOW, "rule", "" },
    { NOW + 41 * SECOND, "elsewhere", "taken elsewhere after 41 s" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = bell_format_taken (NOW, cases[i].acknowledged, cases[i].how);

      g_assert_cmpstr (got, ==, cases[i].expected);
    }
}

static void
test_entry (void)
{
  g_autoptr (BellEntry) entry = bell_entry_new ("shop", "order", NULL, "Order 7", "2 items", NULL, NULL, NOW, NULL);
  g_autoptr (BellEntry) bare = bell_entry_new ("shop", "new-kind", NULL, "Something", "", NULL, NULL, NOW, NULL);
  g_autofree char *text = bell_format_entry_text (entry, "Café");
  g_autofree char *bare_text = bell_format_entry_text (bare, "Café");
  g_autofree char *label = bell_format_entry_label (entry, "Café", NOW + 90 * SECOND);

  g_assert_cmpstr (text, ==, "Order 7\n2 items\nOrder · Café\nMonday, 23 November 2026, 10:00:00\n");
  g_assert_cmpstr (bare_text, ==, "Something\nEvent · Café\nMonday, 23 November 2026, 10:00:00\n");
  g_assert_cmpstr (label, ==, "Order 7. 2 items. Café, 1 min ago");
}

/* Which of two troubles is the one to show. */
static void
test_severity (void)
{
  static const BellSessionState ascending[] = {
    BELL_SESSION_ONLINE,  BELL_SESSION_STOPPED, BELL_SESSION_CONNECTING, BELL_SESSION_SIGNING_IN, BELL_SESSION_WAITING,
    BELL_SESSION_OFFLINE, BELL_SESSION_LOCKED,  BELL_SESSION_REFUSED,    BELL_SESSION_EXPIRED,
  };
  BellGlance glance = { .shop = "Café", .heard_ago = -1, .next_in = -1 };
  int last = -1;

  for (guint i = 0; i < G_N_ELEMENTS (ascending); i++)
    {
      int severity;

      glance.state = ascending[i];
      severity = bell_format_severity (&glance);
      g_assert_cmpint (severity, >, last);
      last = severity;
    }
  glance.state = BELL_SESSION_WAITING;
  glance.deaf_for = BELL_DEAF_AFTER_S;
  g_assert_cmpint (bell_format_severity (&glance), ==, 6);
}

static void
test_strip (void)
{
  static const struct
  {
    gboolean worst;
    BellSessionState state;
    const char *trouble;
    gboolean back;
    gboolean ending;
    gboolean saved;
    BellStripKind expected;
  } cases[] = {
    { FALSE, BELL_SESSION_ONLINE, NULL, FALSE, FALSE, TRUE, BELL_STRIP_NONE },
    { FALSE, BELL_SESSION_ONLINE, "disk full", FALSE, FALSE, TRUE, BELL_STRIP_NOT_SAVED },
    { TRUE, BELL_SESSION_ONLINE, NULL, FALSE, FALSE, TRUE, BELL_STRIP_NONE },
    { TRUE, BELL_SESSION_EXPIRED, "disk full", TRUE, FALSE, FALSE, BELL_STRIP_SHOP },
    { TRUE, BELL_SESSION_STOPPED, NULL, TRUE, FALSE, TRUE, BELL_STRIP_SHOP },
    { TRUE, BELL_SESSION_STOPPED, "disk full", FALSE, FALSE, TRUE, BELL_STRIP_NOT_SAVED },
    { TRUE, BELL_SESSION_ONLINE, "disk full", TRUE, FALSE, FALSE, BELL_STRIP_NOT_SAVED },
    { TRUE, BELL_SESSION_ONLINE, NULL, TRUE, FALSE, FALSE, BELL_STRIP_BACK },
    { TRUE, BELL_SESSION_ONLINE, NULL, TRUE, TRUE, TRUE, BELL_STRIP_BACK },
    { TRUE, BELL_SESSION_WAITING, NULL, FALSE, TRUE, TRUE, BELL_STRIP_SHOP },
    { TRUE, BELL_SESSION_ONLINE, NULL, FALSE, TRUE, FALSE, BELL_STRIP_APP_TOKEN },
    { TRUE, BELL_SESSION_ONLINE, NULL, FALSE, FALSE, FALSE, BELL_STRIP_NOT_KEPT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BellGlance glance = { .state = cases[i].state, .shop = "Café", .heard_ago = 1, .next_in = -1 };

      g_assert_cmpint (bell_format_strip (cases[i].worst ? &glance : NULL, cases[i].trouble, cases[i].back,
                                          cases[i].ending, cases[i].saved),
                       ==, cases[i].expected);
    }
  g_assert_false (bell_format_back_matters (2 * SECOND));
  g_assert_true (bell_format_back_matters (4 * G_TIME_SPAN_MINUTE));
}

static void
test_calm (void)
{
  static const struct
  {
    BellSessionState state;
    gboolean earlier;
    const char *title;
    const char *sentence;
    const char *icon;
  } cases[] = {
    { BELL_SESSION_ONLINE, FALSE, "Nothing yet", "Listening to Café. The next order shows here and rings.",
      "bell-calm-symbolic" },
    { BELL_SESSION_ONLINE, TRUE, "Nothing waits", "All events are taken. Listening to Café.", "bell-calm-symbolic" },
    { BELL_SESSION_CONNECTING, FALSE, "Almost there", "Connecting to Café…", "bell-calm-symbolic" },
    { BELL_SESSION_STOPPED, TRUE, "Not listening", "You paused Café. It does not ring.", "bell-calm-symbolic" },
    { BELL_SESSION_EXPIRED, TRUE, "Not listening",
      "Café ended the sign-in. New orders do not ring until somebody signs in again.", "bell-deaf-symbolic" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BellGlance glance = { .state = cases[i].state, .shop = "Café", .heard_ago = 1, .next_in = -1 };
      g_autofree char *title = bell_format_calm_title (&glance, cases[i].earlier);
      g_autofree char *sentence = bell_format_calm_sentence (&glance, cases[i].earlier);

      g_assert_cmpstr (title, ==, cases[i].title);
      g_assert_cmpstr (sentence, ==, cases[i].sentence);
      g_assert_cmpstr (bell_format_calm_icon (&glance), ==, cases[i].icon);
    }
}

static void
test_marker_problem (void)
{
  g_assert_null (bell_format_marker_problem (""));
  g_assert_null (bell_format_marker_problem ("order_created"));
  g_assert_nonnull (bell_format_marker_problem ("order created"));
  g_assert_nonnull (bell_format_marker_problem ("disconnect"));
}

static void
test_taken_long (void)
{
  static const struct
  {
    gint64 acknowledged;
    const char *how;
    const char *expected;
  } cases[] = {
    { 0, NULL, "Waits: nobody has taken it yet" },
    { NOW, "rule", "Only kept: a rule says that it does not wait" },
    { NOW + 41 * SECOND, "bubble", "Taken at 10:00 in the bubble, after 41 s" },
    { NOW + 41 * SECOND, "window", "Taken at 10:00 in the window, after 41 s" },
    { NOW + 60 * SECOND, "elsewhere", "Taken at 10:01 elsewhere, after 1 min" },
    { NOW + 60 * SECOND, "by pigeon", "Taken at 10:01, after 1 min" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = bell_format_taken_long (NOW, cases[i].acknowledged, cases[i].how);

      g_assert_cmpstr (got, ==, cases[i].expected);
    }
}

static void
test_got_it (void)
{
  g_autoptr (BellEntry) entry = bell_entry_new ("a", "order", NULL, "Order 7 <b>", "", NULL, NULL, NOW, NULL);
  g_autofree char *one = bell_format_got_it (entry, 1);
  g_autofree char *some = bell_format_got_it (entry, 3);

  g_assert_cmpstr (one, ==, "Got it: Order 7 <b>");
  g_assert_cmpstr (some, ==, "Got it: 3 events");
}

static void
test_arrived (void)
{
  g_autoptr (BellEntry) entry = bell_entry_new ("a", "order", NULL, "Order 7", "3 items", NULL, NULL, NOW, NULL);
  g_autoptr (BellEntry) bare = bell_entry_new ("a", "order", NULL, "Order 8", "", NULL, NULL, NOW, NULL);
  g_autofree char *one = bell_format_arrived (entry, 1);
  g_autofree char *short_one = bell_format_arrived (bare, 1);
  g_autofree char *some = bell_format_arrived (entry, 12);

  g_assert_cmpstr (one, ==, "Order 7. 3 items");
  g_assert_cmpstr (short_one, ==, "Order 8");
  g_assert_cmpstr (some, ==, "12 new events");
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/app/format-entry/duration", test_duration);
  g_test_add_func ("/app/format-entry/taken", test_taken);
  g_test_add_func ("/app/format-entry/taken-long", test_taken_long);
  g_test_add_func ("/app/format-entry/got-it", test_got_it);
  g_test_add_func ("/app/format-entry/arrived", test_arrived);
  g_test_add_func ("/app/format-entry/entry", test_entry);
  g_test_add_func ("/app/format-shops/severity", test_severity);
  g_test_add_func ("/app/format-shops/strip", test_strip);
  g_test_add_func ("/app/format-shops/calm", test_calm);
  g_test_add_func ("/app/format-rules/marker-problem", test_marker_problem);
  return g_test_run ();
}
