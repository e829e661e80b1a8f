/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-day-view.h"
#include "bell-format-today.h"
#include "bell-test.h"

#include <stdlib.h>
#include <string.h>

#define SECOND ((gint64) G_USEC_PER_SEC)
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/* 2026-11-24, UTC */
#define TODAY (1795478400 * SECOND)

static void
kind_free (gpointer data)
{
  g_free (((BellDayKind *) data)->kind);
  g_free (data);
}

static void
span_free (gpointer data)
{
  BellLinkSpan *span = data;

  g_free (span->shop);
  g_free (span->state);
  g_free (span->reason);
  g_free (span);
}

static BellDayReport *
report_new (void)
{
  BellDayReport *report = g_new0 (BellDayReport, 1);

  report->since = TODAY;
  report->until = TODAY + DAY;
  report->n_hours = 24;
  report->median_us = report->slowest_us = report->round_trip_us = -1;
  report->kinds = g_ptr_array_new_with_free_func (kind_free);
  report->links = g_ptr_array_new_with_free_func (span_free);
  return report;
}

static void
add_span (BellDayReport *report,
          const char *shop,
          const char *state,
          const char *reason,
          gint64 since,
          gint64 until,
          gboolean open)
{
  BellLinkSpan *span = g_new0 (BellLinkSpan, 1);

  span->shop = g_strdup (shop);
  span->state = g_strdup (state);
  span->reason = g_strdup (reason);
  span->since = TODAY + since;
  span->until = TODAY + until;
  span->open = open;
  g_ptr_array_add (report->links, span);
}

static void
add_kind (BellDayReport *report,
          const char *name,
          guint hour,
          guint count)
{
  BellDayKind *kind = g_new0 (BellDayKind, 1);

  kind->kind = g_strdup (name);
  kind->count = count;
  kind->hours[hour] = count;
  g_ptr_array_add (report->kinds, kind);
}

/* The minutes from on, a letter each. (transfer full) */
static char *
minutes (const BellDayView *view,
         guint from,
         guint n)
{
  static const char letters[] = ".hpu#";
  GString *text = g_string_new (NULL);

  for (guint i = from; i < from + n; i++)
    g_string_append_c (text, letters[bell_day_view_get_minute (view, i)]);
  return g_string_free (text, FALSE);
}

/* Gaps as "letter seconds-seconds state reason". (transfer full) */
static char *
gaps (const BellDayView *view)
{
  static const char letters[] = ".hpu#";
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < view->gaps->len; i++)
    {
      const BellGap *gap = g_ptr_array_index (view->gaps, i);

      g_string_append_printf (text, "%s%c %d-%d%s %s %s", i > 0 ? ", " : "", letters[gap->hearing],
                              (int) ((gap->since - TODAY) / SECOND), (int) ((gap->until - TODAY) / SECOND),
                              gap->open ? "+" : "", gap->state != NULL ? gap->state : "-",
                              gap->reason != NULL ? gap->reason : "-");
    }
  return g_string_free (text, FALSE);
}

static void
test_day (void)
{
  g_autoptr (BellDayReport) report = report_new ();
  g_autoptr (BellDayView) view = NULL;
  g_autofree char *painted = NULL;
  g_autofree char *listed = NULL;

  add_span (report, "other", "online", NULL, 0, DAY, FALSE);
  add_span (report, "one", "connecting", NULL, 2 * MINUTE, 2 * MINUTE + SECOND / 2, FALSE);
  add_span (report, "one", "online", NULL, 2 * MINUTE + SECOND / 2, 5 * MINUTE, FALSE);
  add_span (report, "one", "connecting", NULL, 5 * MINUTE, 5 * MINUTE + 2 * SECOND, FALSE);
  add_span (report, "one", "waiting", "refused by peer", 5 * MINUTE + 2 * SECOND, 6 * MINUTE + 30 * SECOND, FALSE);
  add_span (report, "one", "connecting", NULL, 6 * MINUTE + 30 * SECOND, 6 * MINUTE + 31 * SECOND, FALSE);
  add_span (report, "one", "online", NULL, 6 * MINUTE + 31 * SECOND, 8 * MINUTE, FALSE);
  add_span (report, "one", "connecting", NULL, 8 * MINUTE, 8 * MINUTE + SECOND / 2, FALSE);
  add_span (report, "one", "online", NULL, 8 * MINUTE + SECOND / 2, 9 * MINUTE, FALSE);
  add_span (report, "one", "stopped", NULL, 9 * MINUTE, 10 * MINUTE, FALSE);
  add_span (report, "one", "online", NULL, 10 * MINUTE, 10 * MINUTE, TRUE);
  view = bell_day_view_new (report, "one", TRUE, TODAY + 11 * MINUTE + SECOND);
  painted = minutes (view, 0, 13);
  g_assert_cmpstr (painted, ==, "uuhhh##hhphh.");
  listed = gaps (view);
  g_assert_cmpstr (listed, ==, "u 0-120 - -, # 300-391 waiting refused by peer, p 540-600 stopped -");
  g_assert_cmpuint (view->reconnects, ==, 3);
  g_assert_cmpint (view->total[BELL_HEARING_DEAF], ==, 91 * SECOND);
  g_assert_cmpint (view->total[BELL_HEARING_UNKNOWN], ==, 120 * SECOND);
  g_assert_cmpint (view->total[BELL_HEARING_PAUSED], ==, 60 * SECOND);
  g_assert_cmpint (view->total[BELL_HEARING_HEARD], ==, (11 * 60 + 1 - 91 - 120 - 60) * SECOND);
  g_assert_cmpuint (view->n_minutes, ==, 1440);
  g_assert_nonnull (bell_day_view_find_gap (view, 6));
  g_assert_null (bell_day_view_find_gap (view, 7));
  g_assert_null (bell_day_view_find_gap (view, 1439));
}

static const struct
{
  const char *name;
  gboolean open;
  gboolean listed;
  gint64 now;
  const char *minutes;
  const char *gaps;
} ends[] = {
  { "goes-on", TRUE, TRUE, 3 * MINUTE, "###.", "# 0-180+ offline -" },
  /* Ended by force: until when it was last written, and nothing is known afterwards. */
  { "was-killed", FALSE, TRUE, 3 * MINUTE, "#uu.", "# 0-60 offline -, u 60-180 - -" },
  { "was-removed", TRUE, FALSE, 3 * MINUTE, "#uu.", "# 0-60 offline -, u 60-180 - -" },
  /* A day that is over ends at its end. */
  { "yesterday", TRUE, TRUE, 2 * DAY, "####", "# 0-86400 offline -" },
  /* A clock that was set back: the day has not begun. */
  { "before", TRUE, TRUE, -HOUR, "....", "# 0-0+ offline -" },
};

static void
test_end (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (BellDayReport) report = report_new ();
  g_autoptr (BellDayView) view = NULL;
  g_autofree char *painted = NULL;
  g_autofree char *listed = NULL;

  add_span (report, "one", "offline", NULL, -HOUR, MINUTE, ends[i].open);
  view = bell_day_view_new (report, "one", ends[i].listed, TODAY + ends[i].now);
  listed = gaps (view);
  g_assert_cmpstr (listed, ==, ends[i].gaps);
  if (ends[i].now < 0)
    return;
  painted = minutes (view, 0, 4);
  g_assert_cmpstr (painted, ==, ends[i].minutes);
}

/* Nothing was written: nothing is known. */
static void
test_nothing (void)
{
  g_autoptr (BellDayReport) report = report_new ();
  g_autoptr (BellDayView) view = bell_day_view_new (report, "one", TRUE, TODAY + DAY + HOUR);
  g_autoptr (GPtrArray) shops = bell_day_view_list_shops (report);
  g_autofree char *listed = gaps (view);
  g_autofree char *chart = bell_format_chart (report);

  g_assert_cmpstr (listed, ==, "u 0-86400 - -");
  g_assert_cmpuint (shops->len, ==, 0);
  g_assert_cmpstr (chart, ==, "Nothing was received on this day.");
}

static void
test_chart_words (void)
{
  g_autoptr (BellDayReport) report = report_new ();
  g_autofree char *chart = NULL;
  g_autofree char *busy = NULL;
  g_autofree char *one = NULL;
  g_autofree char *calm = NULL;

  add_kind (report, "form", 9, 1);
  add_kind (report, "order", 10, 3);
  add_kind (report, "product", 10, 2);
  chart = bell_format_chart (report);
  busy = bell_format_hour (report, 10);
  one = bell_format_hour_events (report, 9);
  calm = bell_format_hour_events (report, 11);
  g_assert_true (g_str_has_prefix (chart, "Received: 6 events: 3 orders, 2 products, 1 form. Most of it at "));
  g_assert_true (g_str_has_suffix (chart, ": 5 events."));
  g_assert_true (g_str_has_suffix (busy, ": 5 events: 3 orders, 2 products"));
  g_assert_cmpstr (one, ==, "1 form");
  g_assert_cmpstr (calm, ==, "no events");
}

static void
test_strip_words (void)
{
  g_autoptr (BellDayReport) report = report_new ();
  g_autoptr (BellDayView) view = NULL;
  g_autofree char *day = NULL;
  g_autofree char *deaf = NULL;
  g_autofree char *heard = NULL;
  g_autofree char *later = NULL;

  add_span (report, "one", "online", NULL, 0, HOUR, FALSE);
  add_span (report, "one", "waiting", "<b>HTTP 503</b>", HOUR, HOUR + 4 * MINUTE, FALSE);
  add_span (report, "one", "online", NULL, HOUR + 4 * MINUTE, HOUR + 4 * MINUTE, TRUE);
  view = bell_day_view_new (report, "one", TRUE, TODAY + 2 * HOUR);
  day = bell_format_strip_day (view, "Café");
  deaf = bell_format_minute (view, 61);
  heard = bell_format_minute (view, 30);
  later = bell_format_minute (view, 1000);
  g_assert_cmpstr (day, ==, "Could Café be heard? Heard: 1 h 56 min. Not heard: 4 min.");
  g_assert_nonnull (strstr (deaf, "4 min: Not heard. The shop did not answer. Events of that time may be missing. "
                                  "(<b>HTTP 503</b>)"));
  g_assert_true (g_str_has_suffix (heard, ": Heard"));
  g_assert_true (g_str_has_suffix (later, ": Not yet"));
}

static const struct
{
  gint64 round_trip;
  gint64 skew;
  const char *trip;
  const char *clock;
} measures[] = {
  { -1, 0, "–", "–" },
  { 84 * 1000, 900 * 1000, "84 ms", "right" },
  { 1240 * 1000, 3 * MINUTE, "1.2 s", "3 min slow" },
  { 0, -5 * SECOND, "0 ms", "5 s fast" },
};

static void
test_numbers (void)
{
  g_autoptr (BellDayReport) report = report_new ();
  g_autofree char *nothing = bell_format_number (BELL_NUMBER_MEDIAN, report, 0, 0);

  g_assert_cmpstr (nothing, ==, "–");
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    {
      g_autofree char *trip = NULL;
      g_autofree char *clock = NULL;

      report->round_trip_us = measures[i].round_trip;
      report->skew_us = measures[i].skew;
      trip = bell_format_number (BELL_NUMBER_ROUND_TRIP, report, 0, 0);
      clock = bell_format_number (BELL_NUMBER_SKEW, report, 0, 0);
      g_assert_cmpstr (trip, ==, measures[i].trip);
      g_assert_cmpstr (clock, ==, measures[i].clock);
    }
  report->received = 12;
  report->median_us = 41 * SECOND;
  for (guint i = 0; i < BELL_N_NUMBERS; i++)
    {
      g_autofree char *value = bell_format_number ((BellNumber) i, report, 25 * MINUTE, 7);

      g_assert_cmpstr (value, !=, "");
      g_assert_cmpstr (bell_format_number_name ((BellNumber) i), !=, "");
      g_assert_cmpstr (bell_format_number_hint ((BellNumber) i), !=, "");
      if (i == BELL_NUMBER_RECEIVED)
        g_assert_cmpstr (value, ==, "12");
      if (i == BELL_NUMBER_MEDIAN)
        g_assert_cmpstr (value, ==, "41 s");
      if (i == BELL_NUMBER_DEAF)
        g_assert_cmpstr (value, ==, "25 min");
      if (i == BELL_NUMBER_RECONNECTS)
        g_assert_cmpstr (value, ==, "7");
    }
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/day-view/day", test_day);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *path = g_strdup_printf ("/day-view/end/%s", ends[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_end);
    }
  g_test_add_func ("/day-view/nothing", test_nothing);
  g_test_add_func ("/day-view/chart-words", test_chart_words);
  g_test_add_func ("/day-view/strip-words", test_strip_words);
  g_test_add_func ("/day-view/numbers", test_numbers);
  return g_test_run ();
}
