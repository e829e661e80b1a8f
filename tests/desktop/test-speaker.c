/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-clock.h"
#include "bell-speaker.h"
#include "bell-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define MS 20000

/* A program in place of speech-dispatcher's; it writes down what it was told, or hangs. */
typedef struct
{
  char *folder;
  char *program;
  char *said;
  BellFakeClock *clock;
  BellSpeaker *speaker;
  guint finished;
} Fixture;

static void
count (guint *number)
{
  (*number)++;
}

static void
set_up (Fixture *fixture,
        gconstpointer script)
{
  fixture->folder = bell_test_make_folder ();
  fixture->program = g_build_filename (fixture->folder, "speak", NULL);
  fixture->said = g_build_filename (fixture->folder, "said", NULL);
  g_assert_true (g_file_set_contents_full (fixture->program, script, -1, G_FILE_SET_CONTENTS_NONE, 0755, NULL));
  g_setenv ("SAID", fixture->said, TRUE);
  fixture->clock = bell_fake_clock_new ();
  fixture->speaker = bell_speaker_new (fixture->program, BELL_CLOCK (fixture->clock));
  g_signal_connect_swapped (fixture->speaker, "finished", G_CALLBACK (count), &fixture->finished);
}

static void
tear_down (Fixture *fixture,
           gconstpointer script)
{
  bell_speaker_stop (fixture->speaker);
  g_assert_cmpuint (bell_fake_clock_n_timers (fixture->clock), ==, 0);
  bell_test_drain ();
  g_object_unref (fixture->speaker);
  g_object_unref (fixture->clock);
  g_free (fixture->program);
  g_free (fixture->said);
  g_free (fixture->folder);
}

static char *
read_said (Fixture *fixture)
{
  char *text = NULL;

  g_assert_true (g_file_get_contents (fixture->said, &text, NULL, NULL));
  return text;
}

/* One at a time; and a title is text: neither an option nor a shell's. */
static void
test_says (Fixture *fixture,
           gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_true (bell_speaker_get_available (fixture->speaker));
  g_assert_true (bell_speaker_say (fixture->speaker, "Order 1042; $(true) `x`"));
  g_assert_false (bell_speaker_say (fixture->speaker, "Order 1043"));
  bell_test_await_count (&fixture->finished, 1, MS, "the end of the first");
  first = read_said (fixture);
  g_assert_nonnull (strstr (first, "<-->\n<Order 1042; $(true) `x`>\n"));
  g_assert_true (bell_speaker_say (fixture->speaker, "--help"));
  bell_test_await_count (&fixture->finished, 2, MS, "the end of the second");
  second = read_said (fixture);
  g_assert_nonnull (strstr (second, "<-->\n<--help>\n"));
  g_assert_false (bell_speaker_say (fixture->speaker, "  "));
}

static void
test_bounded (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *text = g_strnfill (5000, 'x');
  g_autofree char *said = NULL;

  g_assert_true (bell_speaker_say (fixture->speaker, text));
  bell_test_await_count (&fixture->finished, 1, MS, "the end");
  said = read_said (fixture);
  g_assert_cmpuint (strlen (said), <, 500);
}

/* What hangs is ended, and the next is said. */
static void
test_hangs (Fixture *fixture,
            gconstpointer data)
{
  g_assert_true (bell_speaker_say (fixture->speaker, "Order 1"));
  bell_fake_clock_advance (fixture->clock, 31 * 1000);
  bell_test_await_count (&fixture->finished, 1, MS, "the end of what hung");
  g_assert_true (bell_speaker_say (fixture->speaker, "Order 2"));
}

static void
test_fails (Fixture *fixture,
            gconstpointer data)
{
  g_assert_true (bell_speaker_say (fixture->speaker, "Order 1"));
  bell_test_await_count (&fixture->finished, 1, MS, "the failure");
}

static void
test_absent (void)
{
  g_autoptr (BellFakeClock) clock = bell_fake_clock_new ();
  g_autoptr (BellSpeaker) speaker = bell_speaker_new ("/there/is/no/such/program", BELL_CLOCK (clock));

  g_assert_false (bell_speaker_get_available (speaker));
  g_assert_false (bell_speaker_say (speaker, "Order 1"));
}

#define WRITES "#!/bin/sh\nfor word; do printf '<%s>\\n' \"$word\"; done >\"$SAID\"\n"

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add ("/desktop/speaker/says", Fixture, WRITES, set_up, test_says, tear_down);
  g_test_add ("/desktop/speaker/bounded", Fixture, WRITES, set_up, test_bounded, tear_down);
  g_test_add ("/desktop/speaker/hangs", Fixture, "#!/bin/sh\nexec sleep 1000\n", set_up, test_hangs, tear_down);
  g_test_add ("/desktop/speaker/fails", Fixture, "#!/bin/sh\nexit 1\n", set_up, test_fails, tear_down);
  g_test_add_func ("/desktop/speaker/absent", test_absent);
  return g_test_run ();
}
