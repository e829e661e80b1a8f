/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-announcer.h"
#include "bell-fake-clock.h"
#include "bell-fake-notifier.h"
#include "bell-test.h"

#include <string.h>

#define N_BURST 20000

typedef struct
{
  BellFakeClock *clock;
  BellHistory *history;
  BellInbox *inbox;
  BellSettings *settings;
  BellRules *rules;
  BellFakeNotifier *notifier;
  BellAnnouncer *announcer;
  guint arrived;
  guint silenced;
  gint64 opened;
  gint64 visited;
} Fixture;

static void
on_arrived (BellInbox *inbox,
            BellEntry *entry,
            gboolean recorded,
            Fixture *fixture)
{
  g_assert_true (recorded);
  fixture->arrived++;
}

static void
on_silence (BellAnnouncer *announcer,
            Fixture *fixture)
{
  fixture->silenced++;
}

static void
on_open (BellAnnouncer *announcer,
         gint64 id,
         const char *token,
         Fixture *fixture)
{
  fixture->opened = id;
}

static void
on_visit (BellAnnouncer *announcer,
          gint64 id,
          const char *token,
          Fixture *fixture)
{
  fixture->visited = id;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->clock = bell_fake_clock_new ();
  fixture->history = bell_history_new (NULL);
  fixture->inbox = bell_inbox_new (fixture->history, BELL_CLOCK (fixture->clock));
  fixture->settings = bell_settings_new_in_memory ();
  fixture->rules = bell_rules_new (fixture->settings);
  fixture->notifier = bell_fake_notifier_new ();
  fixture->announcer = bell_announcer_new (fixture->inbox, fixture->rules, BELL_NOTIFIER (fixture->notifier),
                                           BELL_CLOCK (fixture->clock));
  g_signal_connect (fixture->inbox, "arrived", G_CALLBACK (on_arrived), fixture);
  g_signal_connect (fixture->announcer, "silence", G_CALLBACK (on_silence), fixture);
  g_signal_connect (fixture->announcer, "open", G_CALLBACK (on_open), fixture);
  g_signal_connect (fixture->announcer, "visit", G_CALLBACK (on_visit), fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  bell_history_close (fixture->history);
  bell_test_drain ();
  g_assert_finalize_object (fixture->announcer);
  g_object_unref (fixture->rules);
  g_assert_finalize_object (fixture->inbox);
  g_object_unref (fixture->settings);
  g_object_unref (fixture->notifier);
  g_object_unref (fixture->history);
  g_assert_cmpuint (bell_fake_clock_n_timers (fixture->clock), ==, 0);
  g_object_unref (fixture->clock);
}

static void
add (Fixture *fixture,
     guint id)
{
  g_autofree char *json = g_strdup_printf ("[{\"order\":{\"id\":%u}}]", id);
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  g_autoptr (OeEvent) event = oe_event_new ("notification", json_node_get_array (root));
  gint64 now = bell_clock_get_wall_us (BELL_CLOCK (fixture->clock));
  g_autoptr (BellVerdict) verdict = bell_rules_judge (fixture->rules, "shop1", event, now);

  bell_inbox_add (fixture->inbox, "shop1", event, now, verdict);
}

static void
add_some (Fixture *fixture,
          guint n)
{
  guint before = fixture->arrived;

  for (guint i = 0; i < n; i++)
    add (fixture, 1000 + before + i);
  /* A timer costs a file descriptor: not one per event that is on its way to the disk. */
  g_assert_cmpuint (bell_fake_clock_n_timers (fixture->clock), <=, 2);
  bell_test_await_count (&fixture->arrived, before + n, 60000, "arrivals");
}

static void
test_buttons (Fixture *fixture,
              gconstpointer data)
{
  add_some (fixture, 1);
  g_assert_cmpstr (bell_fake_notifier_get_actions (fixture->notifier), ==,
                   "default Open open Open acknowledge Got it silence Silence");
  bell_fake_notifier_activate (fixture->notifier, "silence");
  g_assert_cmpuint (fixture->silenced, ==, 1);
  g_assert_cmpuint (bell_inbox_get_waiting_count (fixture->inbox), ==, 1);
  /* The bubble itself shows the event; its button the shop's page of it. */
  bell_fake_notifier_activate (fixture->notifier, "open");
  g_assert_cmpint (fixture->visited, ==, 1);
  g_assert_cmpint (fixture->opened, ==, 0);
  bell_fake_notifier_activate (fixture->notifier, "default");
  g_assert_cmpint (fixture->opened, ==, 1);
  bell_fake_notifier_activate (fixture->notifier, "acknowledge");
  g_assert_cmpuint (bell_inbox_get_waiting_count (fixture->inbox), ==, 0);
  g_assert_cmpuint (bell_fake_notifier_get_n_visible (fixture->notifier), ==, 0);
  /* A click that was on its way. */
  bell_fake_notifier_activate (fixture->notifier, "acknowledge");
}

static void
test_taken_elsewhere (Fixture *fixture,
                      gconstpointer data)
{
  add_some (fixture, 3);
  g_assert_cmpuint (bell_fake_notifier_get_n_visible (fixture->notifier), ==, 3);
  bell_inbox_acknowledge_all (fixture->inbox, "window");
  g_assert_cmpuint (bell_fake_notifier_get_n_visible (fixture->notifier), ==, 0);
}

static gboolean
is_empty (gpointer user_data)
{
  return bell_inbox_get_waiting_count (user_data) == 0;
}

/* Everything is in the history once, and on the screen there are never more than three bubbles. */
static void
test_burst (Fixture *fixture,
            gconstpointer data)
{
  add_some (fixture, N_BURST);
  g_assert_cmpuint (fixture->arrived, ==, N_BURST);
  g_assert_cmpuint (bell_inbox_get_waiting_count (fixture->inbox), ==, N_BURST);
  bell_fake_clock_advance (fixture->clock, 1000);
  g_assert_cmpstr (bell_fake_notifier_get_title (fixture->notifier), ==, "20000 orders");
  g_assert_cmpuint (bell_fake_notifier_get_max_visible (fixture->notifier), <=, 3);
  g_assert_cmpuint (bell_fake_notifier_get_n_bubbles (fixture->notifier), ==, 4);
  g_assert_cmpuint (bell_fake_notifier_get_n_shown (fixture->notifier), <=, 5);
  g_assert_cmpuint (bell_fake_clock_n_timers (fixture->clock), ==, 0);

  /* Of several there is no one page. */
  fixture->opened = -1;
  bell_fake_notifier_activate (fixture->notifier, "open");
  g_assert_cmpint (fixture->opened, ==, 0);
  g_assert_cmpint (fixture->visited, ==, 0);
  bell_fake_notifier_activate (fixture->notifier, "acknowledge");
  bell_test_await (is_empty, fixture->inbox, 120000, "all to be taken");
  g_assert_cmpuint (bell_fake_notifier_get_n_visible (fixture->notifier), ==, 0);
}

/* A daemon that refuses costs nothing but its bubbles, and what it missed comes in one. */
static void
test_refusing (Fixture *fixture,
               gconstpointer data)
{
  bell_fake_notifier_set_refuses (fixture->notifier, TRUE);
  add_some (fixture, 500);
  bell_fake_clock_advance (fixture->clock, 10 * 60 * 1000);
  g_assert_cmpuint (bell_inbox_get_waiting_count (fixture->inbox), ==, 500);
  g_assert_cmpuint (bell_fake_notifier_get_n_shown (fixture->notifier), <, 20);
  g_assert_cmpuint (bell_fake_clock_n_timers (fixture->clock), ==, 0);

  bell_fake_notifier_set_refuses (fixture->notifier, FALSE);
  bell_fake_notifier_set_available (fixture->notifier, FALSE);
  bell_fake_notifier_set_available (fixture->notifier, TRUE);
  g_assert_cmpuint (bell_fake_notifier_get_n_visible (fixture->notifier), ==, 1);
  g_assert_cmpstr (bell_fake_notifier_get_title (fixture->notifier), ==, "500 orders");
}

static void
test_restarting (Fixture *fixture,
                 gconstpointer data)
{
  add_some (fixture, 1);
  bell_fake_notifier_close (fixture->notifier, 4);
  bell_fake_notifier_set_available (fixture->notifier, FALSE);
  g_assert_cmpuint (bell_fake_notifier_get_n_visible (fixture->notifier), ==, 0);
  bell_fake_notifier_set_available (fixture->notifier, TRUE);
  g_assert_cmpuint (bell_fake_notifier_get_n_visible (fixture->notifier), ==, 1);
  g_assert_cmpstr (bell_fake_notifier_get_title (fixture->notifier), ==, "Order 1000");

  /* One that somebody closed stays away. */
  bell_fake_notifier_close (fixture->notifier, 2);
  bell_fake_notifier_set_available (fixture->notifier, FALSE);
  bell_fake_notifier_set_available (fixture->notifier, TRUE);
  g_assert_cmpuint (bell_fake_notifier_get_n_visible (fixture->notifier), ==, 0);
  g_assert_cmpuint (bell_inbox_get_waiting_count (fixture->inbox), ==, 1);
}

static void
test_reconnect (Fixture *fixture,
                gconstpointer data)
{
  bell_announcer_note_reconnect (fixture->announcer);
  add_some (fixture, 2);
  g_assert_cmpuint (bell_fake_notifier_get_n_visible (fixture->notifier), ==, 1);
  g_assert_cmpstr (bell_fake_notifier_get_title (fixture->notifier), ==, "2 orders");
  g_assert_nonnull (strstr (bell_fake_notifier_get_actions (fixture->notifier), "Got it to all"));
  bell_announcer_set_reserved (fixture->announcer, 2);
  g_assert_cmpuint (bell_fake_notifier_get_n_visible (fixture->notifier), ==, 1);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add ("/app/announcer/buttons", Fixture, NULL, set_up, test_buttons, tear_down);
  g_test_add ("/app/announcer/taken-elsewhere", Fixture, NULL, set_up, test_taken_elsewhere, tear_down);
  g_test_add ("/app/announcer/burst", Fixture, NULL, set_up, test_burst, tear_down);
  g_test_add ("/app/announcer/refusing", Fixture, NULL, set_up, test_refusing, tear_down);
  g_test_add ("/app/announcer/restarting", Fixture, NULL, set_up, test_restarting, tear_down);
  g_test_add ("/app/announcer/u08/reconnect", Fixture, NULL, set_up, test_reconnect, tear_down);
  return g_test_run ();
}
