/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-history-report.h"
#include "history-fixture.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define HOUR (3600 * SECOND)
#define DAY (24 * HOUR)

/* 2026-11-24, UTC */
#define TODAY (1795478400 * SECOND)

static BellDayReport *
report (BellHistory *history,
        const char *shop,
        gint64 moment)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BellDayReport *day;

  bell_history_report_async (history, shop, moment, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, 5000, "a report");
  day = bell_history_report_finish (history, result, &error);
  g_assert_no_error (error);
  return day;
}

static void
store (BellHistory *history,
       const char *shop,
       const char *kind,
       gint64 received,
       gint64 taken_after,
       const char *silenced)
{
  g_autoptr (BellEntry) entry = bell_entry_new (shop, kind, NULL, "Title", "", NULL, NULL, received, NULL);

  bell_entry_set_silenced (entry, silenced);
  if (taken_after >= 0)
    bell_entry_set_acknowledged (entry, received + taken_after, g_strcmp0 (silenced, "rule") == 0 ? "rule" : "window");
  g_assert_cmpint (history_store (history, entry, NULL), >, 0);
}

static void
test_counts (void)
{
  g_autoptr (BellHistory) history = bell_history_new (NULL);
  g_autoptr (BellDayReport) all = NULL;
  g_autoptr (BellDayReport) two = NULL;
  g_autoptr (BellDayReport) yesterday = NULL;
  BellDayKind *kind;

  store (history, "one", "order", TODAY - 1, -1, NULL);
  store (history, "one", "order", TODAY, 10 * SECOND, NULL);
  store (history, "one", "order", TODAY + HOUR - 1, 30 * SECOND, NULL);
  store (history, "one", "order", TODAY + HOUR, 20 * SECOND, "coalesced");
  store (history, "one", "product", TODAY + 23 * HOUR, 0, "rule");
  store (history, "two", "form", TODAY + 23 * HOUR, -1, "quiet");
  store (history, "two", "form", TODAY + 23 * HOUR, -1, NULL);
  store (history, "two", "form", TODAY + DAY, -1, NULL);
  store (history, "two", "test", TODAY + 3 * HOUR, -1, NULL);
  store (history, "two", "test", TODAY + 3 * HOUR, HOUR, NULL);

  all = report (history, NULL, TODAY + 12 * HOUR);
  g_assert_cmpint (all->since, ==, TODAY);
  g_assert_cmpint (all->until, ==, TODAY + DAY);
  g_assert_cmpuint (all->n_hours, ==, 24);
  g_assert_cmpuint (all->received, ==, 6);
  g_assert_cmpuint (all->shown, ==, 3);
  g_assert_cmpuint (all->silenced, ==, 2);
  g_assert_cmpuint (all->coalesced, ==, 1);
  g_assert_cmpuint (all->taken, ==, 3);
  g_assert_cmpuint (all->waiting, ==, 2);
  g_assert_cmpuint (all->waiting_in_all, ==, 4);
  g_assert_cmpint (all->median_us, ==, 20 * SECOND);
  g_assert_cmpint (all->slowest_us, ==, 30 * SECOND);

  g_assert_cmpuint (all->kinds->len, ==, 3);
  kind = g_ptr_array_index (all->kinds, 1);
  g_assert_cmpstr (kind->kind, ==, "order");
  g_assert_cmpuint (kind->count, ==, 3);
  g_assert_cmpuint (kind->hours[0], ==, 2);
  g_assert_cmpuint (kind->hours[1], ==, 1);
  kind = g_ptr_array_index (all->kinds, 2);
  g_assert_cmpuint (kind->hours[23], ==, 1);

  two = report (history, "two", TODAY);
  g_assert_cmpuint (two->received, ==, 2);
  g_assert_cmpuint (two->waiting_in_all, ==, 3);
  g_assert_cmpint (two->median_us, ==, -1);
  g_assert_cmpint (two->slowest_us, ==, -1);

  yesterday = report (history, NULL, TODAY - 1);
  g_assert_cmpuint (yesterday->received, ==, 1);
  g_assert_cmpuint (yesterday->links->len, ==, 0);
}

/* Spans as "state since-until" in hours of the day, "+" where they are open. (transfer full) */
static char *
spans (BellHistory *history,
       const char *shop,
       gint64 moment)
{
  g_autoptr (BellDayReport) day = report (history, shop, moment);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < day->links->len; i++)
    {
      BellLinkSpan *span = g_ptr_array_index (day->links, i);

      g_string_append_printf (text, "%s%s%s%s %d-%d%s", i > 0 ? ", " : "", span->state,
                              span->reason != NULL ? " " : "", span->reason != NULL ? span->reason : "",
                              (int) ((span->since - TODAY) / HOUR), (int) ((span->until - TODAY) / HOUR),
                              span->open ? "+" : "");
    }
  return g_string_free (text, FALSE);
}

static void
check_spans (BellHistory *history,
             const char *shop,
             gint64 moment,
             const char *expected)
{
  g_autofree char *text = spans (history, shop, moment);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_link (void)
{
  g_autofree char *path = history_make_path ();
  BellHistory *history = bell_history_new (path);

  bell_history_note_heard (history, "one", TODAY); /* of nothing: means nothing */
  bell_history_note_link (history, "one", TODAY - 2 * HOUR, "online", NULL);
  bell_history_note_link (history, "one", TODAY + 1 * HOUR, "waiting", "lost");
  bell_history_note_link (history, "two", TODAY + 1 * HOUR, "online", NULL);
  bell_history_note_link (history, "one", TODAY + 2 * HOUR, "online", NULL);
  bell_history_note_heard (history, "one", TODAY + 5 * HOUR);
  bell_history_note_heard (history, "one", TODAY + 4 * HOUR);
  check_spans (history, "one", TODAY, "online -2-1, waiting lost 1-2, online 2-5+");
  check_spans (history, "two", TODAY, "online 1-1+");
  check_spans (history, "one", TODAY - 1, "online -2-1");
  check_spans (history, NULL, TODAY - DAY - 1, "");
  check_spans (history, "one", TODAY + DAY, "online 2-5+");
  g_object_unref (history);

  /* It was ended by force: what was open ends when it was last heard, and then there is a gap. */
  history = bell_history_new (path);
  check_spans (history, "one", TODAY, "online -2-1, waiting lost 1-2, online 2-5+");
  bell_history_note_link (history, "one", TODAY + 9 * HOUR, "connecting", NULL);
  check_spans (history, "one", TODAY, "online -2-1, waiting lost 1-2, online 2-5, connecting 9-9+");
  bell_history_note_link (history, "one", TODAY + 10 * HOUR, NULL, NULL);
  check_spans (history, "one", TODAY, "online -2-1, waiting lost 1-2, online 2-5, connecting 9-10");

  /* It goes with what is old, and with the shop. */
  g_assert_cmpint (history_prune (history, TODAY + 2 * HOUR, 0), ==, 0);
  check_spans (history, "one", TODAY, "waiting lost 1-2, online 2-5, connecting 9-10");
  history_delete_shop (history, "one");
  check_spans (history, NULL, TODAY, "online 1-1+");
  g_object_unref (history);
}

static void
test_measures (void)
{
  g_autoptr (BellHistory) history = bell_history_new (NULL);
  g_autoptr (BellDayReport) one = NULL;
  g_autoptr (BellDayReport) none = NULL;
  g_autoptr (BellDayReport) gone = NULL;

  bell_history_note_measure (history, "one", TODAY - 1, 1, 1);
  bell_history_note_measure (history, "one", TODAY + 3 * HOUR, 90000, -2 * SECOND);
  bell_history_note_measure (history, "one", TODAY + HOUR, 40000, 5 * SECOND);
  bell_history_note_measure (history, "one", TODAY + 2 * HOUR, 50000, 6 * SECOND);
  bell_history_note_measure (history, "two", TODAY + 4 * HOUR, 7, 7);
  one = report (history, "one", TODAY);
  g_assert_cmpuint (one->measures, ==, 3);
  g_assert_cmpint (one->round_trip_us, ==, 50000);
  g_assert_cmpint (one->skew_us, ==, -2 * SECOND);
  none = report (history, "one", TODAY + 2 * DAY);
  g_assert_cmpuint (none->measures, ==, 0);
  g_assert_cmpint (none->round_trip_us, ==, -1);

  /* They go with what is old, and with the shop. */
  history_prune (history, TODAY + 3 * HOUR, 0);
  history_delete_shop (history, "two");
  gone = report (history, NULL, TODAY);
  g_assert_cmpuint (gone->measures, ==, 1);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/store/history-report/counts", test_counts);
  g_test_add_func ("/store/history-report/link", test_link);
  g_test_add_func ("/store/history-report/measures", test_measures);
  return g_test_run ();
}
