/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-clock.h"
#include "bell-history-query.h"
#include "bell-inbox.h"
#include "bell-payloads.h"
#include "bell-ringing-set.h"
#include "bell-rules.h"
#include "bell-taker.h"
#include "bell-test.h"

#include <string.h>

#define WAIT 60000
#define FLOOD (BELL_PAYLOADS_MAX + 100)
#define LARGE \
  "{\"format\":\"shopbell-rules\",\"version\":1,\"rules\":[{\"kind\":\"order\",\"ring\":\"%s\",\"take\":[\"done\"]," \
  "\"conditions\":[{\"field\":\"amount\",\"operator\":\"greater\",\"value\":\"100\"}]},{\"kind\":\"order\",\"ring\":\"silent\",\"take\":[]}]}"

/* An inbox that many orders come into; only the first costs more than a hundred. */
typedef struct
{
  BellFakeClock *clock;
  BellSettings *settings;
  BellHistory *history;
  BellInbox *inbox;
  BellRules *rules;
  guint arrived;
  guint acknowledged;
  guint calmed;
} Fixture;

static void
on_arrived (BellInbox *inbox,
            BellEntry *entry,
            gboolean recorded,
            Fixture *fixture)
{
  fixture->arrived++;
}

static void
on_acknowledged (BellInbox *inbox,
                 BellEntry *entry,
                 Fixture *fixture)
{
  fixture->acknowledged++;
}

static void
on_calmed (Fixture *fixture)
{
  fixture->calmed++;
}

static void
set_rules (Fixture *fixture,
           const char *ring)
{
  g_autofree char *text = g_strdup_printf (LARGE, ring);
  g_autoptr (GError) error = NULL;

  bell_rules_import (fixture->rules, "shop1", text, strlen (text), &error);
  g_assert_no_error (error);
}

static gboolean
is_loaded (gpointer inbox)
{
  return bell_inbox_get_loaded (inbox);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->clock = bell_fake_clock_new ();
  fixture->settings = bell_settings_new_in_memory ();
  fixture->history = bell_history_new (NULL);
  fixture->inbox = bell_inbox_new (fixture->history, BELL_CLOCK (fixture->clock));
  fixture->rules = bell_rules_new (fixture->settings);
  set_rules (fixture, "silent");
  g_signal_connect (fixture->inbox, "arrived", G_CALLBACK (on_arrived), fixture);
  g_signal_connect (fixture->inbox, "acknowledged", G_CALLBACK (on_acknowledged), fixture);
  bell_inbox_load (fixture->inbox);
  bell_test_await (is_loaded, fixture->inbox, WAIT, "the inbox");
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  bell_history_close (fixture->history);
  bell_test_drain ();
  g_assert_finalize_object (fixture->inbox);
  g_object_unref (fixture->rules);
  g_object_unref (fixture->history);
  g_object_unref (fixture->settings);
  g_object_unref (fixture->clock);
}

static void
add_event (Fixture *fixture,
           guint id,
           const char *more,
           gboolean waits)
{
  g_autofree char *json = g_strdup_printf ("[{\"order\":{\"id\":%u,%s},\"user\":{}}]", id, more);
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  g_autoptr (OeEvent) event = oe_event_new ("notification", json_node_get_array (root));
  g_autoptr (BellVerdict) verdict = bell_verdict_new ();

  bell_fake_clock_advance (fixture->clock, 1);
  verdict->announce = verdict->waits = waits;
  verdict->ring = waits ? BELL_RING_UNTIL_TAKEN : BELL_RING_SILENT;
  bell_inbox_add (fixture->inbox, "shop1", event, bell_clock_get_wall_us (BELL_CLOCK (fixture->clock)), verdict);
}

static void
add (Fixture *fixture,
     guint id,
     const char *more)
{
  add_event (fixture, id, more, TRUE);
}

static void
flood (Fixture *fixture)
{
  add (fixture, 1, "\"totalSum\":\"200.00\"");
  for (guint i = 2; i <= FLOOD; i++)
    add (fixture, i, "\"totalSum\":\"5.00\"");
  bell_test_await_count (&fixture->arrived, FLOOD, WAIT, "the flood");
}

/* The order that came first. */
static BellEntry *
get_oldest (Fixture *fixture)
{
  GListModel *waiting = bell_inbox_get_waiting (fixture->inbox);
  g_autoptr (BellEntry) entry = g_list_model_get_item (waiting, g_list_model_get_n_items (waiting) - 1);

  g_assert_cmpstr (bell_entry_get_entity (entry), ==, "1");
  return entry;
}

static BellEntry *
find_whole (Fixture *fixture,
            gint64 id,
            GError **error)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  bell_inbox_find_whole_async (fixture->inbox, id, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, WAIT, "an event");
  return bell_inbox_find_whole_finish (fixture->inbox, result, error);
}

/* In memory are the payloads of the newest; the rest are read when they are asked for. */
static void
test_payloads (Fixture *fixture,
               gconstpointer data)
{
  GListModel *waiting = bell_inbox_get_waiting (fixture->inbox);
  g_autoptr (BellEntry) newest = NULL;
  g_autoptr (BellEntry) whole = NULL;
  g_autoptr (BellEntry) own = NULL;
  g_autoptr (GError) error = NULL;
  BellEntry *oldest;
  guint n = 0;

  flood (fixture);
  for (guint i = 0; i < FLOOD; i++)
    {
      g_autoptr (BellEntry) entry = g_list_model_get_item (waiting, i);

      n += bell_entry_is_whole (entry);
    }
  g_assert_cmpuint (n, ==, BELL_PAYLOADS_MAX);
  oldest = get_oldest (fixture);
  g_assert_null (bell_entry_get_payload (oldest));
  whole = find_whole (fixture, bell_entry_get_id (oldest), &error);
  g_assert_no_error (error);
  g_assert_true (whole != oldest);
  g_assert_nonnull (strstr (bell_entry_get_payload (whole), "200.00"));
  g_assert_true (bell_entry_has_same_payload (whole, oldest));

  newest = g_list_model_get_item (waiting, 0);
  own = find_whole (fixture, bell_entry_get_id (newest), &error);
  g_assert_true (own == newest);
  g_assert_false (bell_entry_has_same_payload (newest, oldest));
  g_assert_null (find_whole (fixture, 4711, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* A few large ones are as many as a thousand small ones. */
static void
test_large (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *text = g_strnfill (BELL_PAYLOADS_MAX_SIZE / 3, 'x');
  g_autofree char *more = g_strdup_printf ("\"note\":\"%s\"", text);

  add (fixture, 1, more);
  add (fixture, 2, more);
  bell_test_await_count (&fixture->arrived, 2, WAIT, "two orders");
  g_assert_true (bell_entry_is_whole (get_oldest (fixture)));
  add (fixture, 3, more);
  bell_test_await_count (&fixture->arrived, 3, WAIT, "three orders");
  g_assert_false (bell_entry_is_whole (get_oldest (fixture)));
}

/* Another till's work is about any of them. */
static void
test_taken_elsewhere (Fixture *fixture,
                      gconstpointer data)
{
  g_autoptr (BellTaker) taker = bell_taker_new (fixture->inbox, fixture->rules);
  g_autoptr (BellEntry) whole = NULL;
  g_autoptr (GError) error = NULL;
  BellEntry *oldest;

  flood (fixture);
  oldest = get_oldest (fixture);
  add (fixture, 1, "\"totalSum\":\"200.00\",\"statusIdentifier\":\"done\"");
  bell_test_await_count (&fixture->acknowledged, 1, WAIT, "the order to be taken");
  g_assert_cmpstr (bell_entry_get_acknowledged_how (oldest), ==, "elsewhere");
  /* Of a small order the rule says nothing about that. */
  add (fixture, 2, "\"totalSum\":\"5.00\",\"statusIdentifier\":\"done\"");
  add (fixture, 9999, "\"totalSum\":\"5.00\"");
  bell_test_await_count (&fixture->arrived, FLOOD + 3, WAIT, "the rest");
  /* Its payload was asked for before this one's. */
  whole = find_whole (fixture, bell_entry_get_id (oldest), &error);
  g_assert_no_error (error);
  bell_test_drain ();
  g_assert_cmpuint (fixture->acknowledged, ==, 1);
}

typedef struct
{
  BellRingingSet *set;
  BellEntry *expected; /* NULL: nothing rings */
  gint64 now;
} Ringing;

static gboolean
rings (gpointer user_data)
{
  Ringing *ringing = user_data;
  const BellRingingEvent *event = bell_ringing_set_choose (ringing->set, ringing->now, FALSE);

  return ringing->expected != NULL ? event != NULL && event->entry == ringing->expected : event == NULL;
}

/* Other rules hold for what waits, too, also where they look at what is in memory no longer. */
static void
test_other_rules (Fixture *fixture,
                  gconstpointer data)
{
  g_autoptr (BellRingingSet) set = bell_ringing_set_new (fixture->inbox, fixture->rules, BELL_CLOCK (fixture->clock));
  Ringing ringing = { set, NULL, 0 };

  flood (fixture);
  ringing.now = bell_clock_get_boot_us (BELL_CLOCK (fixture->clock));
  g_assert_true (rings (&ringing));
  set_rules (fixture, "until-taken");
  ringing.expected = get_oldest (fixture);
  bell_test_await (rings, &ringing, WAIT, "the large order to ring");
  set_rules (fixture, "silent");
  ringing.expected = NULL;
  bell_test_await (rings, &ringing, WAIT, "silence");
}

static gboolean
has_more (gpointer user_data)
{
  return g_list_model_get_n_items (bell_inbox_get_earlier (user_data)) == 700;
}

static gboolean
is_all_taken (gpointer user_data)
{
  return bell_inbox_get_waiting_count (((Fixture *) user_data)->inbox) == 0;
}

/* Of what was taken the list has its beginning, and more when somebody scrolls there. */
static void
test_earlier (Fixture *fixture,
              gconstpointer data)
{
  GListModel *earlier = bell_inbox_get_earlier (fixture->inbox);
  g_autoptr (BellEntry) whole = NULL;
  g_autoptr (GError) error = NULL;
  gint64 oldest;

  flood (fixture);
  oldest = bell_entry_get_id (get_oldest (fixture));
  bell_inbox_acknowledge_all (fixture->inbox, "window");
  bell_test_await (is_all_taken, fixture, WAIT, "all to be taken");
  g_assert_cmpuint (fixture->acknowledged, ==, FLOOD);
  g_assert_cmpuint (bell_inbox_get_waiting_count (fixture->inbox), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (earlier), ==, 500);
  g_assert_null (bell_inbox_find (fixture->inbox, oldest));
  whole = find_whole (fixture, oldest, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (bell_entry_get_acknowledged_how (whole), ==, "window");
  bell_inbox_load_earlier (fixture->inbox);
  bell_test_await (has_more, fixture->inbox, WAIT, "more of them");

  /* From there it is taken back as any other. */
  bell_inbox_give_back (fixture->inbox, whole);
  g_assert_cmpuint (bell_inbox_get_waiting_count (fixture->inbox), ==, 1);
  g_assert_true (bell_inbox_find (fixture->inbox, oldest) == whole);
}

/* Thousands that nobody waits for go through the list. */
static void
add_thousands (Fixture *fixture)
{
  g_signal_connect_swapped (fixture->inbox, "calmed", G_CALLBACK (on_calmed), fixture);
  for (guint i = 1; i <= 6; i++)
    {
      for (guint k = 0; k < 1000; k++)
        add_event (fixture, i * 1000 + k, "\"totalSum\":\"5.00\"", FALSE);
      bell_test_await_count (&fixture->arrived, i * 1000, WAIT, "a thousand");
    }
}

/* Once, when it has been calm for a while. */
static void
test_calmed (Fixture *fixture,
             gconstpointer data)
{
  add_thousands (fixture);
  bell_fake_clock_advance (fixture->clock, 5000);
  g_assert_cmpuint (fixture->calmed, ==, 0);
  bell_fake_clock_advance (fixture->clock, 5000);
  bell_fake_clock_advance (fixture->clock, 10000);
  g_assert_cmpuint (fixture->calmed, ==, 1);
}

/* A shop in which something happens every few seconds is never as calm as that; it is once after a minute. */
static void
test_busy (Fixture *fixture,
           gconstpointer data)
{
  add_thousands (fixture);
  for (guint i = 1; i <= 24; i++)
    {
      add_event (fixture, 10000 + i, "\"totalSum\":\"5.00\"", FALSE);
      bell_test_await_count (&fixture->arrived, 6000 + i, WAIT, "one more");
      bell_fake_clock_advance (fixture->clock, 5000);
      /* The six thousand themselves took some of its first ms. */
      g_assert_cmpuint (fixture->calmed, ==, i >= 12);
    }
}

#define ADD(path, func) g_test_add ("/inbox-memory/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  ADD ("payloads", test_payloads);
  ADD ("large", test_large);
  ADD ("taken-elsewhere", test_taken_elsewhere);
  ADD ("other-rules", test_other_rules);
  ADD ("earlier", test_earlier);
  ADD ("calmed", test_calmed);
  ADD ("busy", test_busy);
  return g_test_run ();
}
