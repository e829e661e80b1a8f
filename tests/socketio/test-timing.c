/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-clock.h"
#include "bell-test.h"
#include "sio-backoff.h"
#include "sio-heartbeat.h"

static void
test_backoff (void)
{
  const SioBackoff library = SIO_BACKOFF_DEFAULT;
  const SioBackoff session = { 1000, 30000, 0.5, 1.0, 60000, 0 };
  static const guint steps[] = { 0, 1, 2, 3, 4, 5, 6, 7, 10, 40, G_MAXINT, G_MAXUINT };
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      gint64 capped = steps[i] > 5 ? 60000 : MIN (1000 << steps[i], 60000);
      gint64 sum = 0;

      for (guint sample = 0; sample < 1000; sample++)
        {
          gint64 delay = sio_backoff_draw (&library, steps[i], rand);

          g_assert_cmpint (delay, >=, capped / 2);
          g_assert_cmpint (delay, <=, capped * 3 / 2);
          sum += delay;

          delay = sio_backoff_draw (&session, steps[i], rand);
          g_assert_cmpint (delay, >=, MIN (capped, 30000) / 2);
          g_assert_cmpint (delay, <=, MIN (capped, 30000));
        }
      g_assert_cmpint (ABS (sum / 1000 - capped), <=, capped / 20);
    }
}

static void
note_expired (gpointer user_data)
{
  ++*(guint *) user_data;
}

static void
test_heartbeat (void)
{
  g_autoptr (BellFakeClock) clock = bell_fake_clock_new ();
  guint expired = 0;
  SioHeartbeat *heartbeat = sio_heartbeat_new (BELL_CLOCK (clock), 45000, note_expired, &expired);

  /* Whatever is heard moves the deadline. */
  bell_fake_clock_advance (clock, 44000);
  sio_heartbeat_heard (heartbeat);
  bell_fake_clock_advance (clock, 44999);
  g_assert_cmpuint (expired, ==, 0);
  bell_fake_clock_advance (clock, 1);
  g_assert_cmpuint (expired, ==, 1);
  sio_heartbeat_free (heartbeat);
  g_assert_cmpuint (bell_fake_clock_n_timers (clock), ==, 0);
}

/* A quiet connection is woken by its pings alone, and a burst does not pay for a timer with every byte. */
static void
test_quiet (void)
{
  g_autoptr (BellFakeClock) clock = bell_fake_clock_new ();
  guint expired = 0;
  SioHeartbeat *heartbeat = sio_heartbeat_new (BELL_CLOCK (clock), 45000, note_expired, &expired);

  for (guint ping = 0; ping < 10; ping++)
    {
      bell_fake_clock_advance (clock, 25000);
      g_assert_cmpint (bell_fake_clock_next_ms (clock), ==, 20000);
      sio_heartbeat_heard (heartbeat);
      g_assert_cmpint (bell_fake_clock_next_ms (clock), ==, 45000);
      g_assert_cmpuint (bell_fake_clock_n_timers (clock), ==, 1);
    }
  for (guint ms = 0; ms < 1000; ms++)
    {
      bell_fake_clock_advance (clock, 1);
      sio_heartbeat_heard (heartbeat);
    }
  g_assert_cmpint (bell_fake_clock_next_ms (clock), ==, 44000);
  bell_fake_clock_advance (clock, 44999);
  g_assert_cmpuint (expired, ==, 0);
  bell_fake_clock_advance (clock, 1);
  g_assert_cmpuint (expired, ==, 1);
  sio_heartbeat_free (heartbeat);
}

static void
test_sleep (void)
{
  g_autoptr (BellFakeClock) clock = bell_fake_clock_new ();
  guint expired = 0;
  SioHeartbeat *heartbeat = sio_heartbeat_new (BELL_CLOCK (clock), 45000, note_expired, &expired);

  /* Slept past the deadline: what lies in the kernel has a second to count. */
  bell_fake_clock_jump (clock, 3600 * 1000);
  bell_fake_clock_advance (clock, 0);
  g_assert_cmpuint (expired, ==, 0);
  sio_heartbeat_heard (heartbeat);
  bell_fake_clock_advance (clock, 1000);
  g_assert_cmpuint (expired, ==, 0);

  bell_fake_clock_jump (clock, 3600 * 1000);
  bell_fake_clock_advance (clock, 999);
  g_assert_cmpuint (expired, ==, 0);
  bell_fake_clock_advance (clock, 1);
  g_assert_cmpuint (expired, ==, 1);
  sio_heartbeat_free (heartbeat);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/socketio/req-58/backoff", test_backoff);
  g_test_add_func ("/socketio/req-19/heartbeat", test_heartbeat);
  g_test_add_func ("/socketio/req-19/quiet", test_quiet);
  g_test_add_func ("/socketio/req-20/sleep", test_sleep);
  return g_test_run ();
}
