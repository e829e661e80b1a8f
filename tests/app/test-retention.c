/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-clock.h"
#include "bell-history-query.h"
#include "bell-retention.h"
#include "bell-test.h"

#define DAY (24 * 3600 * (gint64) G_USEC_PER_SEC)
#define HOUR_MS (3600 * (gint64) 1000)

static gint64
count (BellHistory *history)
{
  BellHistoryFilter all = { 0 };
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  bell_history_count_async (history, &all, 0, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, 5000, "a count");
  return bell_history_count_finish (history, result, NULL);
}

static void
await_count (BellHistory *history,
             gint64 expected)
{
  gint64 deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (count (history) != expected)
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
}

/* An event of each of the last n days, all but the oldest acknowledged. */
static void
fill (BellHistory *history,
      gint64 now,
      int n)
{
  for (int days = n - 1; days >= 0; days--)
    {
      g_autoptr (BellEntry) entry = bell_entry_new ("shop", "order", NULL, "Title", "", NULL, NULL,
                                                    now - days * DAY - 1, NULL);

      if (days < n - 1)
        bell_entry_set_acknowledged (entry, now, "window");
      bell_history_append_async (history, entry, NULL, NULL, NULL);
    }
}

static void
test_retention (void)
{
  g_autoptr (BellFakeClock) clock = bell_fake_clock_new ();
  g_autoptr (BellHistory) history = bell_history_new (NULL);
  g_autoptr (BellSettings) settings = bell_settings_new_in_memory ();
  BellRetention *retention;

  fill (history, bell_clock_get_wall_us (BELL_CLOCK (clock)), 100);
  retention = bell_retention_new (history, settings, BELL_CLOCK (clock));
  g_assert_cmpint (count (history), ==, 100);
  bell_fake_clock_advance (clock, 59 * 1000);
  g_assert_cmpint (count (history), ==, 100);
  /* Not at once at the start, and never what waits. */
  bell_fake_clock_advance (clock, 1000);
  await_count (history, 91);

  g_object_set (settings, "history-limit", 50, NULL);
  bell_fake_clock_advance (clock, 60 * 1000);
  await_count (history, 51);

  g_object_set (settings, "history-limit", 0, "history-days", 0, NULL);
  bell_fake_clock_advance (clock, 1000 * 24 * HOUR_MS);
  g_assert_cmpint (count (history), ==, 51);

  g_object_set (settings, "history-days", 1030, NULL);
  bell_fake_clock_advance (clock, 60 * 1000);
  await_count (history, 31);
  /* And four times a day. */
  bell_fake_clock_advance (clock, 10 * 24 * HOUR_MS);
  await_count (history, 21);
  bell_retention_stop (retention);
  bell_fake_clock_advance (clock, 10 * 24 * HOUR_MS);
  g_assert_cmpint (count (history), ==, 21);
  g_assert_finalize_object (retention);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/app/retention", test_retention);
  return g_test_run ();
}
