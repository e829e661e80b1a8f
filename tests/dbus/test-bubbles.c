/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bubbles-fixture.h"

#include <string.h>

/* libnotify on its thread, a real bus, and a daemon of every temper (facts: desktop conventions §2, §14). */

#define TEXT "Fish & Chips <b>large</b>"

static void
test_arguments (BubblesFixture *fixture,
                gconstpointer data)
{
  gboolean markup = strstr (data, "body-markup") != NULL;
  gboolean has_actions = strstr (data, "actions") != NULL;
  g_autoptr (GVariant) last = NULL;
  g_autoptr (GVariant) hints = NULL;
  g_autofree const char **actions = NULL;
  const char *app_name, *icon, *summary, *body, *entry;
  gboolean silent = FALSE;
  guchar urgency = 0;
  guint before = fixture->shown;
  int timeout;

  bubbles_fixture_show (fixture, "k", TEXT, TEXT);
  bell_test_await_count (&fixture->shown, before + 1, 5000, "a bubble");
  g_assert_true (bell_notifier_get_available (fixture->notifier));
  last = bell_fake_daemon_get_last (fixture->daemon);
  g_variant_get (last, "(&su&s&s&s^a&s@a{sv}i)", &app_name, NULL, &icon, &summary, &body, &actions, &hints, &timeout);

  /* As typed: the summary always, the body by what the daemon reads. */
  g_assert_cmpstr (summary, ==, TEXT);
  g_assert_cmpstr (body, ==, markup ? "Fish &amp; Chips &lt;b&gt;large&lt;/b&gt;" : TEXT);
  g_assert_cmpstr (app_name, ==, "Shopbell");
  g_assert_cmpstr (icon, ==, "");
  g_assert_cmpint (timeout, ==, 0);
  g_assert_cmpuint (g_strv_length ((char **) actions), ==, has_actions ? 4 : 0);
  g_assert_true (g_variant_lookup (hints, "desktop-entry", "&s", &entry));
  g_assert_cmpstr (entry, ==, "io.github.shopbell.Shopbell");
  g_assert_true (g_variant_lookup (hints, "suppress-sound", "b", &silent));
  g_assert_true (silent);
  g_assert_true (g_variant_lookup (hints, "urgency", "y", &urgency));
  g_assert_cmpuint (urgency, ==, 2);
}

static void
test_click (BubblesFixture *fixture,
            gconstpointer data)
{
  bubbles_fixture_show (fixture, "k", "t", "b");
  bell_test_await_count (&fixture->shown, 1, 5000, "a bubble");
  bell_fake_daemon_click (fixture->daemon, bell_fake_daemon_get_last_id (fixture->daemon), "acknowledge", "tok");
  bell_test_await_count (&fixture->activated, 1, 5000, "a click");
  g_assert_cmpstr (fixture->what, ==, "k acknowledge tok");
  /* Somebody else's bubble is none of ours. */
  bell_fake_daemon_click (fixture->daemon, 9999, "default", NULL);
  bell_fake_daemon_click (fixture->daemon, bell_fake_daemon_get_last_id (fixture->daemon), "default", NULL);
  bell_test_await_count (&fixture->activated, 2, 5000, "a click");
  g_assert_cmpuint (fixture->activated, ==, 2);
}

static void
test_replace_and_withdraw (BubblesFixture *fixture,
                           gconstpointer data)
{
  guint id;

  bubbles_fixture_show (fixture, "k", "one", "b");
  bell_test_await_count (&fixture->shown, 1, 5000, "a bubble");
  id = bell_fake_daemon_get_last_id (fixture->daemon);
  bubbles_fixture_show (fixture, "k", "two", "b");
  bell_test_await_count (&fixture->shown, 2, 5000, "a bubble");
  g_assert_cmpuint (bell_fake_daemon_get_last_id (fixture->daemon), ==, id);
  bell_notifier_withdraw (fixture->notifier, "k");
  bell_test_await_count (&fixture->closed, 1, 5000, "an end");
  g_assert_cmpuint (fixture->reason, ==, 3);
  g_assert_cmpuint (bell_fake_daemon_get_n_closed (fixture->daemon), ==, 1);
  bell_notifier_withdraw (fixture->notifier, "k");
  bubbles_fixture_show (fixture, "k", "three", "b");
  bell_test_await_count (&fixture->shown, 3, 5000, "a bubble");
  g_assert_cmpuint (bell_fake_daemon_get_last_id (fixture->daemon), !=, id);
}

static void
test_restart (BubblesFixture *fixture,
              gconstpointer data)
{
  bubbles_fixture_show (fixture, "k", "t", "b");
  bell_test_await_count (&fixture->shown, 1, 5000, "a bubble");
  bell_fake_daemon_stop (fixture->daemon);
  bell_test_await_count (&fixture->closed, 1, 5000, "the end of the bubble");
  bubbles_fixture_await_available (fixture, FALSE);
  bubbles_fixture_show (fixture, "lost", "t", "b");
  bell_test_await_count (&fixture->failed, 1, 5000, "a failure");

  fixture->daemon = bell_fake_daemon_start (bubbles_fixture_get_address (), data);
  bubbles_fixture_await_available (fixture, TRUE);
  bubbles_fixture_show (fixture, "k", "t", "b");
  bell_test_await_count (&fixture->shown, 2, 5000, "a bubble");
}

typedef struct
{
  gint64 last;
  gint64 worst;
  guint n;
} Tick;

static gboolean
tick_cb (gpointer user_data)
{
  Tick *tick = user_data;
  gint64 now = g_get_monotonic_time ();

  tick->worst = MAX (tick->worst, now - tick->last);
  tick->last = now;
  tick->n++;
  return G_SOURCE_CONTINUE;
}

/* A daemon that never answers: the main loop does not notice, and the end is not held up. */
static void
test_silent (BubblesFixture *fixture,
             gconstpointer data)
{
  Tick tick = { g_get_monotonic_time (), 0, 0 };
  guint source;
  gint64 began;

  bubbles_fixture_show (fixture, "first", "t", "b");
  bell_test_await_count (&fixture->shown, 1, 5000, "a bubble");
  bell_fake_daemon_set_mood (fixture->daemon, BELL_DAEMON_SILENT);
  tick.last = g_get_monotonic_time ();
  source = g_timeout_add (10, tick_cb, &tick);
  for (int i = 0; i < 300; i++)
    {
      g_autofree char *key = g_strdup_printf ("k%d", i);

      bubbles_fixture_show (fixture, key, "t", "b");
    }
  bell_test_await_count (&tick.n, 50, 10000, "50 ticks");
  g_source_remove (source);
  /* It would be held up for the 25 s that a call may take. */
  g_assert_cmpint (tick.worst, <, 10 * G_USEC_PER_SEC);
  /* The queue is bounded: the oldest were given up. */
  g_assert_cmpuint (fixture->failed, >=, 95);

  began = g_get_monotonic_time ();
  bell_notifier_stop (fixture->notifier);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 15 * G_USEC_PER_SEC);
}

#define ALL "actions,body,body-markup,persistence"
#define ADD(path, data, func) \
  g_test_add ("/dbus/bubbles/" path, BubblesFixture, data, bubbles_fixture_set_up, func, bubbles_fixture_tear_down)

int
main (int argc,
      char **argv)
{
  bubbles_fixture_init (&argc, &argv);
  ADD ("arguments", ALL, test_arguments);
  ADD ("arguments-plain", "body", test_arguments);
  ADD ("click", ALL, test_click);
  ADD ("replace-and-withdraw", ALL, test_replace_and_withdraw);
  ADD ("restart", ALL, test_restart);
  ADD ("silent", ALL, test_silent);
  return bubbles_fixture_run ();
}
