/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history-fixture.h"

#define SECOND ((gint64) G_USEC_PER_SEC)

static gint64
at (const char *when)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (when, NULL);

  g_assert_nonnull (time);
  return g_date_time_to_unix (time) * SECOND;
}

static void
set_zone (const char *zone)
{
  g_setenv ("TZ", zone, TRUE);
  tzset ();
}

static const struct
{
  const char *zone;
  const char *moment;
  const char *since;
  const char *until;
} days[] = {
  { "UTC", "2026-11-24T10:00:00Z", "2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z" },
  { "UTC", "2026-12-31T23:59:59Z", "2026-12-31T00:00:00Z", "2027-01-01T00:00:00Z" },
  { "Europe/Berlin", "2026-11-24T23:30:00Z", "2026-11-24T23:00:00Z", "2026-11-25T23:00:00Z" },
  /* Of 23 hours, of 25, and one whose midnight is left out. */
  { "Europe/Berlin", "2026-03-29T10:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z" },
  { "Europe/Berlin", "2026-10-25T10:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z" },
  { "America/Sao_Paulo", "2018-11-04T12:00:00Z", "2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z" },
};

static void
test_day (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  BellHistoryDay day;

  set_zone (days[i].zone);
  day = bell_history_day_of (at (days[i].moment));
  g_assert_cmpint (day.since, ==, at (days[i].since));
  g_assert_cmpint (day.until, ==, at (days[i].until));
  set_zone ("UTC");
}

static void
store (BellHistory *history,
       const char *shop,
       const char *when)
{
  g_autoptr (BellEntry) entry = bell_entry_new (shop, "order", NULL, "Title", "", NULL, NULL, at (when), NULL);

  g_assert_cmpint (history_store (history, entry, NULL), >, 0);
}

static void
check_days (BellHistory *history,
            const BellHistoryFilter *filter,
            const char *expected)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) list = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  bell_history_days_async (history, filter, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, 5000, "the days");
  list = bell_history_days_finish (history, result, NULL);
  g_assert_nonnull (list);
  for (guint i = 0; i < list->len; i++)
    {
      BellHistoryDay *day = &g_array_index (list, BellHistoryDay, i);
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (day->since / SECOND);

      g_string_append_printf (text, "%s%d:%u", i > 0 ? " " : "", g_date_time_get_day_of_month (time), day->count);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_list (void)
{
  g_autoptr (BellHistory) history = bell_history_new (NULL);
  BellHistoryFilter all = { 0 };
  BellHistoryFilter one = { .shop = (char *) "one" };
  BellHistoryFilter typed = { .text = (char *) "title" };
  BellHistoryFilter nothing = { .shop = (char *) "none" };

  store (history, "one", "2026-11-03T00:00:00Z");
  store (history, "one", "2026-11-05T23:59:59Z");
  store (history, "two", "2026-11-05T00:00:00Z");
  /* The clock was set back. */
  store (history, "one", "2026-11-04T12:00:00Z");
  store (history, "two", "2026-11-03T12:00:00Z");
  store (history, "one", "2026-11-06T12:00:00Z");

  check_days (history, &all, "6:1 5:2 4:1 3:2");
  check_days (history, &one, "6:1 5:1 4:1 3:1");
  check_days (history, &typed, "6:1 5:2 4:1 3:2");
  check_days (history, &nothing, "");
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *name = g_strdup_printf ("/store/history-days/of/%u", i);

      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_day);
    }
  g_test_add_func ("/store/history-days/list", test_list);
  return g_test_run ();
}
