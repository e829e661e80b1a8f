/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-clock.h"
#include "bell-fake-clock.h"
#include "bell-test.h"

typedef struct
{
  BellClock *clock;
  GString *order;
  guint again;
} Fixture;

static void
note_a (gpointer user_data)
{
  g_string_append_c (((Fixture *) user_data)->order, 'a');
}

static void
note_b (gpointer user_data)
{
  Fixture *fixture = user_data;

  g_string_append_c (fixture->order, 'b');
  fixture->again = bell_clock_add (fixture->clock, 5, note_a, fixture);
}

static void
test_fake (void)
{
  g_autoptr (BellFakeClock) fake = bell_fake_clock_new ();
  g_autoptr (GString) order = g_string_new (NULL);
  Fixture fixture = { BELL_CLOCK (fake), order, 0 };
  guint never;

  bell_clock_add (fixture.clock, 20, note_a, &fixture);
  bell_clock_add (fixture.clock, 10, note_b, &fixture);
  never = bell_clock_add (fixture.clock, 15, note_b, &fixture);
  bell_clock_clear (fixture.clock, &never);
  g_assert_cmpuint (never, ==, 0);

  bell_fake_clock_advance (fake, 9);
  g_assert_cmpstr (order->str, ==, "");
  g_assert_cmpint (bell_fake_clock_next_ms (fake), ==, 1);
  bell_fake_clock_advance (fake, 11);
  g_assert_cmpstr (order->str, ==, "baa");
  g_assert_cmpuint (bell_fake_clock_n_timers (fake), ==, 0);
}

static void
test_real (void)
{
  g_autoptr (BellClock) clock = bell_clock_new ();
  g_autoptr (GString) order = g_string_new (NULL);
  Fixture fixture = { clock, order, 0 };
  gint64 before = bell_clock_get_boot_us (clock);
  guint never = bell_clock_add (clock, 0, note_a, &fixture);

  bell_clock_clear (clock, &never);
  bell_clock_add (clock, 0, note_b, &fixture);
  while (order->len < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (order->str, ==, "ba");
  g_assert_cmpint (bell_clock_get_boot_us (clock) - before, >=, 5000);
  g_assert_cmpint (ABS (bell_clock_get_wall_us (clock) - g_get_real_time ()), <, G_USEC_PER_SEC);
}

static void
test_dropped_with_its_timers (void)
{
  BellClock *clock = bell_clock_new ();
  g_autoptr (GString) order = g_string_new (NULL);
  Fixture fixture = { clock, order, 0 };

  bell_clock_add (clock, 0, note_a, &fixture);
  g_object_unref (clock);
  bell_test_drain ();
  g_assert_cmpstr (order->str, ==, "");
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/base/clock/fake", test_fake);
  g_test_add_func ("/base/clock/real", test_real);
  g_test_add_func ("/base/clock/dropped-with-its-timers", test_dropped_with_its_timers);
  return g_test_run ();
}
