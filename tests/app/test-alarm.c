/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-alarm.h"
#include "bell-announcer.h"
#include "bell-fake-clock.h"
#include "bell-fake-notifier.h"
#include "bell-fake-ringer.h"
#include "bell-test.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The way of an event behind the session, to the ringer. */
typedef struct
{
  char *folder;
  char *path;
  BellFakeClock *clock;
  BellSettings *settings;
  BellHistory *history;
  BellInbox *inbox;
  BellRules *rules;
  BellFakeNotifier *notifier;
  BellFakeRinger *ringer;
  BellAnnouncer *announcer;
  BellAlarm *alarm;
  guint arrived;
  guint raised;
  guint ringing_changes;
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
on_raise (BellAlarm *alarm,
          BellEntry *entry,
          Fixture *fixture)
{
  g_assert_true (BELL_IS_ENTRY (entry));
  fixture->raised++;
}

static void
on_ringing (BellAlarm *alarm,
            GParamSpec *pspec,
            Fixture *fixture)
{
  fixture->ringing_changes++;
}

static void
open_shop (Fixture *fixture)
{
  fixture->history = bell_history_new (fixture->path);
  fixture->inbox = bell_inbox_new (fixture->history, BELL_CLOCK (fixture->clock));
  fixture->rules = bell_rules_new (fixture->settings);
  fixture->notifier = bell_fake_notifier_new ();
  fixture->ringer = bell_fake_ringer_new ();
  fixture->announcer = bell_announcer_new (fixture->inbox, fixture->rules, BELL_NOTIFIER (fixture->notifier),
                                           BELL_CLOCK (fixture->clock));
  fixture->alarm = bell_alarm_new (fixture->inbox, fixture->rules, BELL_RINGER (fixture->ringer),
                                   BELL_NOTIFIER (fixture->notifier), BELL_CLOCK (fixture->clock));
  g_signal_connect (fixture->inbox, "arrived", G_CALLBACK (on_arrived), fixture);
  g_signal_connect (fixture->alarm, "raise", G_CALLBACK (on_raise), fixture);
  g_signal_connect (fixture->alarm, "notify::ringing", G_CALLBACK (on_ringing), fixture);
}

static void
close_shop (Fixture *fixture)
{
  bell_alarm_stop (fixture->alarm);
  bell_history_close (fixture->history);
  bell_test_drain ();
  g_object_unref (fixture->alarm);
  g_object_unref (fixture->announcer);
  g_assert_finalize_object (fixture->inbox);
  g_object_unref (fixture->rules);
  g_object_unref (fixture->notifier);
  g_assert_finalize_object (fixture->ringer);
  g_object_unref (fixture->history);
}

static gboolean
is_loaded (gpointer inbox)
{
  return bell_inbox_get_loaded (inbox);
}

static void
load (Fixture *fixture)
{
  bell_inbox_load (fixture->inbox);
  bell_test_await (is_loaded, fixture->inbox, 5000, "the inbox");
}

/* The words of the scenarios */

static void
add (Fixture *fixture,
     const char *kind,
     const char *id)
{
  g_autofree char *json = g_strdup_printf (strcmp (kind, "order") == 0     ? "[{\"order\":{\"id\":%s},\"user\":{}}]"
                                           : strcmp (kind, "product") == 0 ? "[{\"product\":{\"id\":%s}}]"
                                                                           : "[{\"formData\":[],\"id\":%s}]",
                                           id);
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  g_autoptr (OeEvent) event = oe_event_new ("notification", json_node_get_array (root));
  gint64 now = bell_clock_get_wall_us (BELL_CLOCK (fixture->clock));
  g_autoptr (BellVerdict) verdict = bell_rules_judge (fixture->rules, "shop1", event, now);
  guint n = fixture->arrived;

  g_assert_cmpstr (oe_kind_to_string (oe_event_get_kind (event)), ==, kind);
  bell_inbox_add (fixture->inbox, "shop1", event, now, verdict);
  bell_test_await_count (&fixture->arrived, n + 1, 5000, "an arrival");
}

static void
take (Fixture *fixture,
      const char *entity,
      const char *how)
{
  GListModel *waiting = bell_inbox_get_waiting (fixture->inbox);

  for (guint i = 0; i < g_list_model_get_n_items (waiting); i++)
    {
      g_autoptr (BellEntry) entry = g_list_model_get_item (waiting, i);

      if (g_strcmp0 (bell_entry_get_entity (entry), entity) != 0)
        continue;
      bell_inbox_acknowledge (fixture->inbox, entry, how);
      return;
    }
  g_assert_not_reached ();
}

/* KIND RING SOUND VOLUME REPEAT DELAY LOUDER WINDOW; "-" is the usual sound */
static void
change_rule (Fixture *fixture,
             const char *words)
{
  static const char *const rings[] = { "silent", "once", "until-taken", NULL };
  g_auto (GStrv) word = g_strsplit (words, " ", -1);
  g_autoptr (BellRule) rule = bell_rule_new (BELL_SCOPE_KIND, word[0]);

  g_assert_cmpuint (g_strv_length (word), ==, 8);
  g_assert_true (g_strv_contains (rings, word[1]));
  rule->ring = strcmp (word[1], "silent") == 0 ? BELL_RING_SILENT
               : strcmp (word[1], "once") == 0 ? BELL_RING_ONCE
                                               : BELL_RING_UNTIL_TAKEN;
  if (strcmp (word[2], "-") != 0)
    bell_rule_set_text (&rule->sound, word[2]);
  rule->volume = g_ascii_strtod (word[3], NULL);
  rule->repeat = atoi (word[4]);
  rule->escalation = (BellEscalation) { atoi (word[5]), atoi (word[6]), atoi (word[7]) };
  bell_rules_save (fixture->rules, "shop1", rule);
  bell_rules_move (fixture->rules, "shop1", rule->id, 0);
}

static void
fail (Fixture *fixture,
      const char *what)
{
  if (strcmp (what, "bubble") == 0)
    g_signal_emit_by_name (fixture->notifier, "failed", bell_fake_notifier_get_key (fixture->notifier), "It is gone");
  else if (strcmp (what, "disk") == 0)
    bell_history_close (fixture->history);
  else
    bell_fake_ringer_fail (fixture->ringer, strcmp (what, "device") == 0   ? BELL_RINGER_ERROR_DEVICE
                                            : strcmp (what, "plugin") == 0 ? BELL_RINGER_ERROR_PLUGIN
                                                                           : BELL_RINGER_ERROR_FILE);
}

static void
expect (Fixture *fixture,
        const char *what,
        const char *value)
{
  g_autofree char *log = NULL;

  if (strcmp (what, "heard") == 0)
    {
      log = bell_fake_ringer_take_log (fixture->ringer);
      g_assert_cmpstr (log, ==, value);
    }
  else if (strcmp (what, "ringing") == 0)
    g_assert_cmpint (bell_alarm_get_ringing (fixture->alarm), ==, strcmp (value, "yes") == 0);
  else if (strcmp (what, "trouble") == 0)
    g_assert_cmpint (bell_alarm_get_trouble (fixture->alarm) != NULL, ==, strcmp (value, "yes") == 0);
  else if (strcmp (what, "raised") == 0)
    g_assert_cmpuint (fixture->raised, ==, atoi (value));
  else if (strcmp (what, "bubbles") == 0)
    g_assert_cmpuint (bell_fake_notifier_get_n_shown (fixture->notifier), ==, atoi (value));
  else if (strcmp (what, "idle") == 0)
    g_assert_cmpint (bell_fake_clock_next_ms (fixture->clock), ==, -1);
  else
    g_assert_not_reached ();
}

static void
play_step (Fixture *fixture,
           const char *step)
{
  g_auto (GStrv) words = g_strsplit (step, " ", 2);
  const char *verb = words[0], *rest = words[1] != NULL ? words[1] : "";
  char id[8], how[16];

  if (strcmp (verb, "order") == 0 || strcmp (verb, "form") == 0 || strcmp (verb, "product") == 0)
    add (fixture, verb, rest);
  else if (strcmp (verb, "take") == 0 && sscanf (rest, "%7s %15s", id, how) == 2)
    take (fixture, id, how);
  else if (strcmp (verb, "click") == 0)
    bell_fake_notifier_activate (fixture->notifier, rest);
  else if (strcmp (verb, "rule") == 0)
    change_rule (fixture, rest);
  else if (strcmp (verb, "wait") == 0)
    bell_fake_clock_advance (fixture->clock, atoi (rest) * 1000);
  else if (strcmp (verb, "sleep") == 0)
    bell_fake_clock_jump (fixture->clock, atoi (rest) * 1000);
  else if (strcmp (verb, "over") == 0)
    bell_fake_ringer_finish (fixture->ringer);
  else if (strcmp (verb, "fail") == 0)
    fail (fixture, rest);
  else if (strcmp (verb, "silence") == 0)
    bell_alarm_silence (fixture->alarm, atoi (rest));
  else if (strcmp (verb, "play") == 0)
    bell_alarm_play (fixture->alarm, rest, 1);
  else if (strcmp (verb, "restart") == 0)
    {
      close_shop (fixture);
      open_shop (fixture);
      load (fixture);
    }
  else
    expect (fixture, verb, rest);
}

#define MAX_STEPS 24

typedef struct
{
  const char *name;
  const char *steps[MAX_STEPS];
} Scenario;

#define RING "heard play counter-bell 80"

static const Scenario scenarios[] = {
  { "rings-until-taken",
    { "idle", "order 1", RING, "ringing yes", "over", "wait 14", "heard ", "wait 1", RING, "over", "wait 15", RING,
      "take 1 window", "heard hush", "ringing no", "wait 600", "heard ", "idle" } },
  /* A flag that is set by the first and cleared by the first would leave the second in silence. */
  { "two-orders-one-taken",
    { "order 1", RING, "order 2", "heard ", "over", RING, "over", "take 1 window", "ringing yes", "heard ", "wait 15",
      RING, "over", "take 2 window", "ringing no", "wait 600", "heard " } },
  { "next-order-rings", { "order 1", RING, "over", "take 1 window", "heard ", "order 2", RING, "ringing yes" } },
  { "taken-in-bubble", { "order 1", RING, "over", "click acknowledge", "ringing no", "wait 60", "heard " } },
  { "taken-in-tray", { "order 1", RING, "over", "take 1 tray", "ringing no", "wait 60", "heard " } },
  { "taken-by-shortcut", { "order 1", RING, "over", "take 1 shortcut", "ringing no", "wait 60", "heard " } },
  { "taken-elsewhere", { "order 1", RING, "over", "take 1 elsewhere", "ringing no", "wait 60", "heard " } },
  { "looked-at-is-not-taken", { "order 1", RING, "over", "click default", "ringing yes", "wait 15", RING } },
  { "a-loaded-one-is-not-new", { "order 1", RING, "over", "take 1 window", "restart", "heard ", "idle" } },
  { "rings-after-restart",
    { "order 1", RING, "wait 5", "restart", RING, "ringing yes", "over", "wait 15", RING, "take 1 window", "heard hush" } },
  { "once-not-after-restart",
    { "rule product once two-tone 0.5 15 0 -1 -1", "product 1", "heard play two-tone 50", "over", "restart", "heard ",
      "idle" } },
  { "escalates",
    { "rule order until-taken - 0.4 30 10 60 120", "order 1", "heard ", "ringing no", "wait 9", "heard ", "wait 1",
      "heard play counter-bell 40", "ringing yes", "over", "wait 30", "heard play counter-bell 40", "over", "wait 20",
      "heard loop counter-bell 100", "raised 0", "wait 60", "raised 1", "wait 600", "raised 1", "take 1 window",
      "heard hush", "idle" } },
  { "escalates-over-sleep",
    { "rule order until-taken - 0.4 30 0 60 120", "order 1", "heard play counter-bell 40", "over", "sleep 7200", "wait 0",
      "heard loop counter-bell 100", "raised 1" } },
  { "escalates-over-restart",
    { "order 1", RING, "wait 50", "restart", RING, "over", "wait 10", "heard loop counter-bell 100" } },
  { "taken-before-it-sounds",
    { "rule order until-taken - 0.8 30 10 60 -1", "order 1", "wait 5", "take 1 window", "wait 60", "heard ", "idle" } },
  { "loudest-decides",
    { "rule form until-taken two-tone 0.9 20 0 -1 -1", "order 1", RING, "over", "form 2", "heard play two-tone 90",
      "over", "order 3", "heard play two-tone 90", "over", "take 2 window", "wait 15", RING } },
  { "newest-of-equals", { "rule form until-taken two-tone 0.8 20 0 -1 -1", "order 1", RING, "over", "wait 1", "form 2",
                          "heard play two-tone 80" } },
  { "once-beside-a-ring",
    { "rule product once two-tone 0.5 15 0 -1 -1", "order 1", RING, "over", "wait 5", "product 2",
      "heard play two-tone 50", "over", "wait 10", RING } },
  { "burst-does-not-stutter",
    { "order 1", RING, "order 2", "order 3", "order 4", "heard ", "over", RING, "over", "heard " } },
  { "silence",
    { "order 1", RING, "silence 300", "heard hush", "ringing no", "wait 299", "heard ", "wait 1",
      "heard loop counter-bell 100", "ringing yes", "silence 300", "heard hush", "silence 0",
      "heard loop counter-bell 100" } },
  { "new-in-silence",
    { "order 1", RING, "silence 300", "heard hush", "wait 10", "order 2", "heard play counter-bell 40", "over",
      "wait 200", "heard ", "ringing no", "take 1 window", "take 2 window", "wait 90", "heard ", "idle" } },
  { "alert-in-silence", { "silence 300", "play lost-the-shop", "heard play lost-the-shop 100", "over", "wait 300", "idle" } },
  { "alert-after-ring",
    { "order 1", RING, "play lost-the-shop", "heard ", "over", "heard play lost-the-shop 100", "over", "wait 15", RING } },
  { "silent-rule", { "rule order silent - 0.8 15 0 60 60", "order 1", "wait 600", "heard ", "raised 0", "ringing no" } },
  { "rule-changes-while-it-rings",
    { "order 1", RING, "over", "rule order silent - 0.8 15 0 60 60", "ringing no", "wait 60", "heard ",
      "rule order until-taken urgent 0.5 15 0 -1 -1", "heard play urgent 50", "ringing yes" } },
  { "no-bubbles", { "order 1", "fail bubble", RING, "over", "wait 15", RING } },
  { "no-disk", { "fail disk", "order 1", RING, "ringing yes", "over", "wait 15", RING } },
  { "no-sound",
    { "order 1", RING, "bubbles 1", "fail device", "trouble yes", "bubbles 2", "ringing yes", "wait 15", RING,
      "fail device", "bubbles 2", "wait 15", RING, "over", "trouble no", "take 1 window", "wait 60", "heard " } },
  { "own-sound-is-gone",
    { "rule order until-taken /nowhere.ogg 0.7 15 0 60 -1", "order 1", "heard play /nowhere.ogg 70", "fail file",
      "heard play counter-bell 70", "trouble yes", "bubbles 1", "over", "wait 15", "heard play counter-bell 70", "over",
      "trouble yes", "rule order until-taken urgent 0.7 15 0 60 -1", "trouble no" } },
  { "own-sound-is-gone-in-loop",
    { "rule order until-taken /nowhere.ogg 0.7 15 0 0 -1", "order 1", "heard loop /nowhere.ogg 100", "fail plugin",
      "heard loop counter-bell 100", "trouble yes" } },
  { "no-sound-at-all",
    { "order 1", RING, "fail file", "trouble yes", "bubbles 2", "heard ", "wait 15", RING } },
};

static void
test_scenario (gconstpointer data)
{
  const Scenario *scenario = data;
  g_autoptr (GError) error = NULL;
  Fixture fixture = { 0 };

  fixture.folder = g_dir_make_tmp ("shopbell-alarm-XXXXXX", &error);
  g_assert_no_error (error);
  fixture.path = g_build_filename (fixture.folder, "history.db", NULL);
  fixture.clock = bell_fake_clock_new ();
  fixture.settings = bell_settings_new_in_memory ();
  open_shop (&fixture);
  load (&fixture);
  for (guint i = 0; i < MAX_STEPS && scenario->steps[i] != NULL; i++)
    {
      g_test_message ("%s", scenario->steps[i]);
      play_step (&fixture, scenario->steps[i]);
    }
  close_shop (&fixture);

  g_object_unref (fixture.settings);
  g_object_unref (fixture.clock);
  g_unlink (fixture.path);
  g_rmdir (fixture.folder);
  g_free (fixture.path);
  g_free (fixture.folder);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (scenarios); i++)
    {
      g_autofree char *path = g_strdup_printf ("/alarm/%s", scenarios[i].name);

      g_test_add_data_func (path, &scenarios[i], test_scenario);
    }
  return g_test_run ();
}
