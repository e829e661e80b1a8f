/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"
#include "bell-announcer.h"
#include "bell-fake-clock.h"
#include "bell-fake-notifier.h"
#include "bell-inbox.h"
#include "bell-test.h"

#include <glib/gstdio.h>

/* The way of an event behind the session: history, inbox, rules, bubble. */
typedef struct
{
  BellFakeClock *clock;
  BellHistory *history;
  BellInbox *inbox;
  BellRules *rules;
  BellFakeNotifier *notifier;
  BellAnnouncer *announcer;
  guint arrived;
  gboolean recorded; /* of the last that arrived */
  gint64 id_at_arrival;
  gint64 opened;
} Fixture;

static void
on_arrived (BellInbox *inbox,
            BellEntry *entry,
            gboolean recorded,
            Fixture *fixture)
{
  fixture->arrived++;
  fixture->recorded = recorded;
  fixture->id_at_arrival = bell_entry_get_id (entry);
}

static void
on_open (BellAnnouncer *announcer,
         gint64 id,
         const char *token,
         Fixture *fixture)
{
  g_assert_cmpstr (token, ==, "token-1");
  fixture->opened = id;
}

static void
open_inbox (Fixture *fixture,
            const char *path)
{
  g_autoptr (BellSettings) settings = bell_settings_new_in_memory ();

  fixture->clock = bell_fake_clock_new ();
  fixture->history = bell_history_new (path);
  fixture->inbox = bell_inbox_new (fixture->history, BELL_CLOCK (fixture->clock));
  fixture->rules = bell_rules_new (settings);
  fixture->notifier = bell_fake_notifier_new ();
  g_signal_connect (fixture->inbox, "arrived", G_CALLBACK (on_arrived), fixture);
  fixture->announcer = bell_announcer_new (fixture->inbox, fixture->rules, BELL_NOTIFIER (fixture->notifier),
                                           BELL_CLOCK (fixture->clock));
  g_signal_connect (fixture->announcer, "open", G_CALLBACK (on_open), fixture);
}

static void
close_inbox (Fixture *fixture)
{
  bell_history_close (fixture->history);
  bell_test_drain ();
  g_object_unref (fixture->announcer);
  g_assert_finalize_object (fixture->inbox);
  g_object_unref (fixture->rules);
  g_object_unref (fixture->notifier);
  g_object_unref (fixture->history);
  g_object_unref (fixture->clock);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  open_inbox (fixture, data);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  close_inbox (fixture);
}

static void
add (Fixture *fixture,
     const char *name,
     const char *json,
     gboolean waits)
{
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  g_autoptr (OeEvent) event = oe_event_new (name, json_node_get_array (root));
  g_autoptr (BellVerdict) verdict = bell_verdict_new ();

  verdict->announce = verdict->waits = waits;
  verdict->ring = BELL_RING_UNTIL_TAKEN;
  bell_inbox_add (fixture->inbox, "shop1", event, bell_clock_get_wall_us (BELL_CLOCK (fixture->clock)), verdict);
}

#define ORDER "[{\"order\":{\"id\":7},\"user\":{}}]"

static void
test_stored_before_shown (Fixture *fixture,
                          gconstpointer data)
{
  add (fixture, "notification", ORDER, TRUE);
  /* Nothing is shown in the same turn: it is not stored yet. */
  g_assert_cmpuint (fixture->arrived, ==, 0);
  g_assert_cmpuint (bell_inbox_get_waiting_count (fixture->inbox), ==, 0);
  bell_test_await_count (&fixture->arrived, 1, 5000, "an arrival");
  g_assert_true (fixture->recorded);
  g_assert_cmpint (fixture->id_at_arrival, >, 0);
  g_assert_cmpuint (bell_inbox_get_waiting_count (fixture->inbox), ==, 1);
  g_assert_nonnull (bell_inbox_find (fixture->inbox, fixture->id_at_arrival));
  g_assert_cmpuint (bell_fake_notifier_get_n_shown (fixture->notifier), ==, 1);
  g_assert_cmpstr (bell_fake_notifier_get_title (fixture->notifier), ==, "Order 7");
  g_assert_null (bell_inbox_get_trouble (fixture->inbox));
}

static void
test_bubble (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (BellEntry) entry = NULL;

  add (fixture, "notification", ORDER, TRUE);
  bell_test_await_count (&fixture->arrived, 1, 5000, "an arrival");
  bell_fake_notifier_activate (fixture->notifier, "default");
  g_assert_cmpint (fixture->opened, ==, fixture->id_at_arrival);
  g_assert_cmpuint (bell_inbox_get_waiting_count (fixture->inbox), ==, 1);

  bell_fake_notifier_activate (fixture->notifier, "acknowledge");
  g_assert_cmpuint (bell_inbox_get_waiting_count (fixture->inbox), ==, 0);
  g_assert_cmpuint (bell_fake_notifier_get_n_withdrawn (fixture->notifier), ==, 1);
  entry = g_list_model_get_item (bell_inbox_get_earlier (fixture->inbox), 0);
  g_assert_cmpstr (bell_entry_get_acknowledged_how (entry), ==, "bubble");
}

/* A bubble changes once a second: who takes it takes what it speaks of, and nothing that came since. */
static void
test_bubble_late (Fixture *fixture,
                  gconstpointer data)
{
  add (fixture, "notification", ORDER, TRUE);
  bell_test_await_count (&fixture->arrived, 1, 5000, "an arrival");
  add (fixture, "notification", "[{\"order\":{\"id\":7,\"statusIdentifier\":\"paid\"},\"user\":{}}]", TRUE);
  bell_test_await_count (&fixture->arrived, 2, 5000, "another of the same order");
  g_assert_cmpuint (bell_fake_notifier_get_n_shown (fixture->notifier), ==, 1);
  bell_fake_notifier_activate (fixture->notifier, "acknowledge");
  g_assert_cmpuint (bell_inbox_get_waiting_count (fixture->inbox), ==, 1);

  bell_fake_clock_advance (fixture->clock, 1000);
  g_assert_cmpuint (bell_fake_notifier_get_n_shown (fixture->notifier), ==, 2);
  bell_fake_notifier_activate (fixture->notifier, "acknowledge");
  g_assert_cmpuint (bell_inbox_get_waiting_count (fixture->inbox), ==, 0);
}

static gboolean
announced (Fixture *fixture,
           const char *shop,
           const char *name)
{
  g_autoptr (JsonNode) root = json_from_string (ORDER, NULL);
  g_autoptr (OeEvent) event = oe_event_new (name, json_node_get_array (root));
  g_autoptr (BellVerdict) verdict = bell_rules_judge (fixture->rules, shop, event, 0);

  return verdict->announce;
}

static void
test_rules (Fixture *fixture,
            gconstpointer data)
{
  app_fixture_save_rule (fixture->rules, "shop1", BELL_SCOPE_KIND, "order", FALSE, BELL_URGENCY_LOW);
  add (fixture, "order_created", ORDER, FALSE);
  bell_test_await_count (&fixture->arrived, 1, 5000, "an arrival");
  g_assert_cmpuint (bell_fake_notifier_get_n_shown (fixture->notifier), ==, 0);
  g_assert_cmpuint (bell_inbox_get_waiting_count (fixture->inbox), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (bell_inbox_get_earlier (fixture->inbox)), ==, 1);

  /* The marker's line wins over the kind's, for this shop only. */
  app_fixture_save_rule (fixture->rules, "shop1", BELL_SCOPE_MARKER, "order_created", TRUE, BELL_URGENCY_CRITICAL);
  g_assert_true (announced (fixture, "shop1", "order_created"));
  g_assert_false (announced (fixture, "shop1", "other"));
  g_assert_false (announced (fixture, "shop1", "notification"));
  g_assert_true (announced (fixture, "shop2", "notification"));
  add (fixture, "order_created", ORDER, TRUE);
  bell_test_await_count (&fixture->arrived, 2, 5000, "an arrival");
  g_assert_cmpint (bell_fake_notifier_get_urgency (fixture->notifier), ==, BELL_URGENCY_CRITICAL);
}

/* A history that cannot be opened silences nothing. */
static void
test_not_recorded (Fixture *fixture,
                   gconstpointer data)
{
  add (fixture, "notification", ORDER, TRUE);
  bell_test_await_count (&fixture->arrived, 1, 5000, "an arrival");
  g_assert_false (fixture->recorded);
  g_assert_cmpuint (bell_fake_notifier_get_n_shown (fixture->notifier), ==, 1);
  g_assert_cmpuint (bell_inbox_get_waiting_count (fixture->inbox), ==, 1);
  g_assert_nonnull (bell_inbox_get_trouble (fixture->inbox));
  /* Tried again, and still there once. */
  bell_fake_clock_advance (fixture->clock, 5000);
  add (fixture, "notification", "[{\"order\":{\"id\":8}}]", TRUE);
  bell_test_await_count (&fixture->arrived, 2, 5000, "an arrival");
  g_assert_cmpuint (bell_inbox_get_waiting_count (fixture->inbox), ==, 2);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

/* Slow: rung at once when the half second is over, recorded later, counted once. */
static void
test_overdue (Fixture *fixture,
              gconstpointer data)
{
  guint changes = 0;

  g_signal_connect_swapped (fixture->inbox, "notify::trouble", G_CALLBACK (count_cb), &changes);
  for (guint i = 0; i < 40; i++)
    add (fixture, "notification", ORDER, TRUE);
  bell_fake_clock_advance (fixture->clock, 500);
  g_assert_cmpuint (fixture->arrived, ==, 40);
  g_assert_false (fixture->recorded);
  g_assert_nonnull (bell_inbox_get_trouble (fixture->inbox));
  bell_inbox_acknowledge_all (fixture->inbox, "window");
  while (bell_inbox_get_trouble (fixture->inbox) != NULL)
    g_main_context_iteration (NULL, TRUE);
  /* Said once and taken back once, not per event. */
  g_assert_cmpuint (changes, ==, 2);
  g_assert_cmpuint (fixture->arrived, ==, 40);
  g_assert_cmpuint (bell_inbox_get_waiting_count (fixture->inbox), ==, 0);
}

static void
test_reopened (void)
{
  g_autofree char *folder = bell_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "history.db", NULL);
  Fixture fixture = { 0 };

  open_inbox (&fixture, path);
  add (&fixture, "notification", ORDER, TRUE);
  add (&fixture, "notification", "[{\"order\":{\"id\":8}}]", TRUE);
  bell_test_await_count (&fixture.arrived, 2, 5000, "two arrivals");
  bell_inbox_acknowledge (fixture.inbox, bell_inbox_find (fixture.inbox, 1), "window");
  close_inbox (&fixture);

  open_inbox (&fixture, path);
  bell_inbox_load (fixture.inbox);
  while (!bell_inbox_get_loaded (fixture.inbox))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (bell_inbox_get_waiting_count (fixture.inbox), ==, 1);
  g_assert_cmpstr (bell_entry_get_entity (bell_inbox_find (fixture.inbox, 2)), ==, "8");
  g_assert_cmpstr (bell_entry_get_acknowledged_how (bell_inbox_find (fixture.inbox, 1)), ==, "window");
  g_assert_true (bell_entry_get_ringing (bell_inbox_find (fixture.inbox, 2)));
  /* Loaded, not announced again. */
  g_assert_cmpuint (bell_fake_notifier_get_n_shown (fixture.notifier), ==, 0);
  close_inbox (&fixture);
}

/* The disk is back, and the program ends before it tried again. */
static void
test_saves_rest (void)
{
  g_autofree char *folder = bell_test_make_folder ();
  g_autofree char *obstacle = g_build_filename (folder, "data", NULL);
  g_autofree char *path = g_build_filename (obstacle, "history.db", NULL);
  Fixture fixture = { 0 };

  g_assert_true (g_file_set_contents (obstacle, "", 0, NULL));
  open_inbox (&fixture, path);
  add (&fixture, "notification", ORDER, TRUE);
  bell_test_await_count (&fixture.arrived, 1, 5000, "an arrival");
  g_assert_false (fixture.recorded);
  g_assert_cmpint (g_unlink (obstacle), ==, 0);
  g_assert_cmpint (g_mkdir (obstacle, 0700), ==, 0);
  bell_inbox_save_rest (fixture.inbox);
  close_inbox (&fixture);

  open_inbox (&fixture, path);
  bell_inbox_load (fixture.inbox);
  while (!bell_inbox_get_loaded (fixture.inbox))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (bell_inbox_get_waiting_count (fixture.inbox), ==, 1);
  close_inbox (&fixture);
}

/* Taken by mistake: it waits again, also after the next start. */
static void
test_give_back (void)
{
  g_autofree char *folder = bell_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "history.db", NULL);
  Fixture fixture = { 0 };
  guint returned = 0;

  open_inbox (&fixture, path);
  add (&fixture, "notification", ORDER, TRUE);
  bell_test_await_count (&fixture.arrived, 1, 20000, "an arrival");
  g_signal_connect_swapped (fixture.inbox, "returned", G_CALLBACK (count_cb), &returned);
  bell_inbox_give_back (fixture.inbox, bell_inbox_find (fixture.inbox, 1));
  g_assert_cmpuint (returned, ==, 0);
  bell_inbox_acknowledge (fixture.inbox, bell_inbox_find (fixture.inbox, 1), "window");
  bell_inbox_give_back (fixture.inbox, bell_inbox_find (fixture.inbox, 1));
  g_assert_cmpuint (returned, ==, 1);
  g_assert_cmpuint (bell_inbox_get_waiting_count (fixture.inbox), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (bell_inbox_get_earlier (fixture.inbox)), ==, 0);
  g_assert_null (bell_entry_get_acknowledged_how (bell_inbox_find (fixture.inbox, 1)));
  close_inbox (&fixture);

  open_inbox (&fixture, path);
  bell_inbox_load (fixture.inbox);
  while (!bell_inbox_get_loaded (fixture.inbox))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (bell_inbox_get_waiting_count (fixture.inbox), ==, 1);
  close_inbox (&fixture);
}

/* Not stored when it was taken and given back: what is stored at last is what holds. */
static void
test_give_back_unrecorded (Fixture *fixture,
                           gconstpointer data)
{
  g_autoptr (BellEntry) entry = NULL;
  g_autoptr (GPtrArray) stored = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *pending = NULL;

  add (fixture, "notification", ORDER, TRUE);
  bell_fake_clock_advance (fixture->clock, 500);
  g_assert_cmpuint (fixture->arrived, ==, 1);
  entry = g_list_model_get_item (bell_inbox_get_waiting (fixture->inbox), 0);
  bell_inbox_acknowledge (fixture->inbox, entry, "window");
  bell_inbox_give_back (fixture->inbox, entry);
  g_assert_cmpuint (bell_inbox_get_waiting_count (fixture->inbox), ==, 1);
  while (bell_entry_get_id (entry) == 0)
    g_main_context_iteration (NULL, TRUE);
  bell_history_load_async (fixture->history, TRUE, 0, 10, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, 20000, "what waits");
  stored = bell_history_load_finish (fixture->history, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (stored->len, ==, 1);
}

/* A deleted history takes its bubble along. */
static void
test_forgotten (Fixture *fixture,
                gconstpointer data)
{
  add (fixture, "notification", ORDER, TRUE);
  bell_test_await_count (&fixture->arrived, 1, 20000, "an arrival");
  bell_inbox_forget_shop (fixture->inbox, "another");
  g_assert_cmpuint (bell_inbox_get_waiting_count (fixture->inbox), ==, 1);
  bell_inbox_forget_shop (fixture->inbox, "shop1");
  g_assert_cmpuint (bell_inbox_get_waiting_count (fixture->inbox), ==, 0);
  g_assert_cmpuint (bell_fake_notifier_get_n_withdrawn (fixture->notifier), ==, 1);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add ("/app/inbox/stored-before-shown", Fixture, NULL, set_up, test_stored_before_shown, tear_down);
  g_test_add ("/app/inbox/bubble", Fixture, NULL, set_up, test_bubble, tear_down);
  g_test_add ("/app/inbox/bubble-late", Fixture, NULL, set_up, test_bubble_late, tear_down);
  g_test_add ("/app/inbox/rules", Fixture, NULL, set_up, test_rules, tear_down);
  g_test_add ("/app/inbox/not-recorded", Fixture, "/proc/no/history.db", set_up, test_not_recorded, tear_down);
  g_test_add ("/app/inbox/overdue", Fixture, NULL, set_up, test_overdue, tear_down);
  g_test_add_func ("/app/inbox/reopened", test_reopened);
  g_test_add_func ("/app/inbox/saves-rest", test_saves_rest);
  g_test_add_func ("/app/inbox/give-back", test_give_back);
  g_test_add ("/app/inbox/give-back-unrecorded", Fixture, NULL, set_up, test_give_back_unrecorded, tear_down);
  g_test_add ("/app/inbox/forgotten", Fixture, NULL, set_up, test_forgotten, tear_down);
  return g_test_run ();
}
