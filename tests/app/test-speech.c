/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-clock.h"
#include "bell-fake-notifier.h"
#include "bell-fake-ringer.h"
#include "bell-speech.h"
#include "bell-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define MS 20000

/* In place of speech-dispatcher's program: writes down what it is to say, a line each, and waits for leave to end. */
#define SCRIPT "#!/bin/sh\nfor word; do :; done; echo \"$word\" >>\"$SAID\"\nwhile [ ! -e \"$LEAVE\" ]; do sleep 0.02; done\n"

typedef struct
{
  char *folder;
  char *said;
  char *leave;
  BellFakeClock *clock;
  BellSettings *settings;
  BellHistory *history;
  BellInbox *inbox;
  BellRules *rules;
  BellFakeNotifier *notifier;
  BellFakeRinger *ringer;
  BellAlarm *alarm;
  BellSpeaker *speaker;
  BellSpeech *speech;
  guint arrived;
  guint finished;
} Fixture;

static void
count (guint *number)
{
  (*number)++;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autofree char *program = NULL;

  fixture->folder = bell_test_make_folder ();
  fixture->said = g_build_filename (fixture->folder, "said", NULL);
  fixture->leave = g_build_filename (fixture->folder, "leave", NULL);
  program = g_build_filename (fixture->folder, "speak", NULL);
  g_assert_true (g_file_set_contents_full (program, SCRIPT, -1, G_FILE_SET_CONTENTS_NONE, 0755, NULL));
  g_setenv ("SAID", fixture->said, TRUE);
  g_setenv ("LEAVE", fixture->leave, TRUE);
  fixture->clock = bell_fake_clock_new ();
  fixture->settings = bell_settings_new_in_memory ();
  g_object_set (fixture->settings, "speak", TRUE, NULL);
  fixture->history = bell_history_new (NULL);
  fixture->inbox = bell_inbox_new (fixture->history, BELL_CLOCK (fixture->clock));
  fixture->rules = bell_rules_new (fixture->settings);
  fixture->notifier = bell_fake_notifier_new ();
  fixture->ringer = bell_fake_ringer_new ();
  fixture->alarm = bell_alarm_new (fixture->inbox, fixture->rules, BELL_RINGER (fixture->ringer),
                                   BELL_NOTIFIER (fixture->notifier), BELL_CLOCK (fixture->clock));
  fixture->speaker = bell_speaker_new (program, BELL_CLOCK (fixture->clock));
  fixture->speech = bell_speech_new (fixture->inbox, fixture->alarm, fixture->settings, fixture->speaker);
  g_signal_connect_swapped (fixture->inbox, "arrived", G_CALLBACK (count), &fixture->arrived);
  g_signal_connect_swapped (fixture->speaker, "finished", G_CALLBACK (count), &fixture->finished);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  bell_speaker_stop (fixture->speaker);
  bell_alarm_stop (fixture->alarm);
  bell_history_close (fixture->history);
  bell_test_drain ();
  g_assert_finalize_object (fixture->speech);
  g_object_unref (fixture->speaker);
  g_object_unref (fixture->alarm);
  g_object_unref (fixture->rules);
  g_object_unref (fixture->inbox);
  g_object_unref (fixture->ringer);
  g_object_unref (fixture->notifier);
  g_object_unref (fixture->history);
  g_object_unref (fixture->settings);
  g_object_unref (fixture->clock);
  g_free (fixture->said);
  g_free (fixture->leave);
  g_free (fixture->folder);
}

static void
add (Fixture *fixture,
     guint number)
{
  g_autofree char *json = g_strdup_printf ("[{\"order\":{\"id\":%u}}]", number);
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  g_autoptr (OeEvent) event = oe_event_new ("notification", json_node_get_array (root));
  gint64 now = bell_clock_get_wall_us (BELL_CLOCK (fixture->clock));
  g_autoptr (BellVerdict) verdict = bell_rules_judge (fixture->rules, "shop1", event, now);
  guint n = fixture->arrived;

  bell_inbox_add (fixture->inbox, "shop1", event, now, verdict);
  bell_test_await_count (&fixture->arrived, n + 1, MS, "an arrival");
}

static void
let_end (Fixture *fixture)
{
  g_assert_true (g_file_set_contents (fixture->leave, "", 0, NULL));
}

static void
assert_said (Fixture *fixture,
             const char *expected)
{
  g_autofree char *said = NULL;

  g_file_get_contents (fixture->said, &said, NULL, NULL);
  g_assert_cmpstr (said != NULL ? said : "", ==, expected);
}

static void
test_one_after_the_other (Fixture *fixture,
                          gconstpointer data)
{
  for (guint i = 1; i <= 3; i++)
    add (fixture, i);
  let_end (fixture);
  bell_test_await_count (&fixture->finished, 3, MS, "three titles");
  assert_said (fixture, "Order 1\nOrder 2\nOrder 3\n");
}

static void
test_many (Fixture *fixture,
           gconstpointer data)
{
  for (guint i = 1; i <= 9; i++)
    add (fixture, i);
  let_end (fixture);
  bell_test_await_count (&fixture->finished, 2, MS, "a title and a number");
  assert_said (fixture, "Order 1\n8 new events\n");
}

static void
test_quiet (Fixture *fixture,
            gconstpointer data)
{
  let_end (fixture);
  g_object_set (fixture->settings, "speak", FALSE, NULL);
  add (fixture, 1);
  g_object_set (fixture->settings, "speak", TRUE, NULL);
  bell_alarm_silence (fixture->alarm, BELL_SILENCE_S);
  add (fixture, 2);
  bell_alarm_silence (fixture->alarm, 0);
  add (fixture, 3);
  bell_test_await_count (&fixture->finished, 1, MS, "the third title");
  assert_said (fixture, "Order 3\n");
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add ("/app/speech/one-after-the-other", Fixture, NULL, set_up, test_one_after_the_other, tear_down);
  g_test_add ("/app/speech/many", Fixture, NULL, set_up, test_many, tear_down);
  g_test_add ("/app/speech/quiet", Fixture, NULL, set_up, test_quiet, tear_down);
  return g_test_run ();
}
