/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-format-history.h"
#include "bell-test.h"

#define NOW (G_GINT64_CONSTANT (1795428000) * G_USEC_PER_SEC) /* 2026-11-23 10:00:00 UTC */
#define DAY (24 * 3600 * (gint64) G_USEC_PER_SEC)

static void
test_parts (void)
{
  static const char *const expected[BELL_N_HISTORY_PARTS] = { "Café", "Orders", "order_created", "Waiting", "Yesterday" };
  g_autoptr (BellHistoryFilter) filter = bell_history_filter_new ();

  g_assert_false (bell_history_filter_is_set (filter));
  for (int part = 0; part < BELL_N_HISTORY_PARTS; part++)
    g_assert_null (bell_format_history_part (filter, (BellHistoryPart) part, "Café", NOW));
  filter->shop = g_strdup ("a");
  filter->kind = g_strdup ("order");
  filter->marker = g_strdup ("order_created");
  filter->state = BELL_HISTORY_WAITING;
  filter->from = NOW - DAY;
  filter->until = NOW;
  for (int part = 0; part < BELL_N_HISTORY_PARTS; part++)
    {
      g_autofree char *label = bell_format_history_part (filter, (BellHistoryPart) part, "Café", NOW);

      g_assert_cmpstr (label, ==, expected[part]);
      g_assert_true (bell_history_filter_is_set (filter));
      bell_history_part_clear (filter, (BellHistoryPart) part);
      g_assert_false (bell_history_part_is_set (filter, (BellHistoryPart) part));
    }
  g_assert_false (bell_history_filter_is_set (filter));
  filter->text = g_strdup (" \t");
  g_assert_false (bell_history_filter_is_set (filter));
}

static void
test_removed_shop (void)
{
  BellHistoryFilter filter = { .shop = (char *) "gone" };
  g_autofree char *label = bell_format_history_part (&filter, BELL_PART_SHOP, NULL, NOW);

  g_assert_cmpstr (label, ==, "Another shop");
}

static void
test_empty (void)
{
  BellHistoryFilter filter = { 0 };

  g_assert_cmpstr (bell_format_history_empty_title (&filter), ==, "No events yet");
  filter.state = BELL_HISTORY_TAKEN;
  g_assert_cmpstr (bell_format_history_empty_title (&filter), ==, "Nothing found");
  g_assert_true (g_str_has_prefix (bell_format_history_empty_sentence (&filter), "No event fits"));
  filter.text = (char *) "loaf";
  g_assert_true (g_str_has_prefix (bell_format_history_empty_sentence (&filter), "No event has all of these words"));
}

static void
test_export (void)
{
  BellHistoryFilter filter = { 0 };
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "No space left");
  g_autofree char *today = bell_format_export_name (&filter, BELL_EXPORT_CSV, NOW);
  g_autofree char *done = bell_format_exported (1, "a.csv");
  g_autofree char *several = bell_format_exported (20, "a.csv");
  g_autofree char *failed = bell_format_export_failed ("a.csv", error);
  g_autofree char *day = NULL;

  g_assert_cmpstr (today, ==, "shopbell-2026-11-23.csv");
  filter.from = NOW - 3 * DAY;
  day = bell_format_export_name (&filter, BELL_EXPORT_JSON_LINES, NOW);
  g_assert_cmpstr (day, ==, "shopbell-2026-11-20.jsonl");
  g_assert_cmpstr (done, ==, "1 event saved in a.csv");
  g_assert_cmpstr (several, ==, "20 events saved in a.csv");
  g_assert_cmpstr (failed, ==, "a.csv could not be saved: No space left");
}

/* What nobody took is never deleted without a word about it. */
static void
test_delete (void)
{
  g_autofree char *calm = bell_format_delete_question (12, 0);
  g_autofree char *one = bell_format_delete_question (12, 1);
  g_autofree char *some = bell_format_delete_question (12, 3);

  g_assert_cmpstr (calm, ==, "12 events are deleted from this computer, and cannot be brought back.");
  g_assert_true (g_str_has_suffix (one, "brought back. 1 of them still waits: nobody has taken it."));
  g_assert_true (g_str_has_suffix (some, "brought back. 3 of them still wait: nobody has taken them."));
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/app/format-history/parts", test_parts);
  g_test_add_func ("/app/format-history/removed-shop", test_removed_shop);
  g_test_add_func ("/app/format-history/empty", test_empty);
  g_test_add_func ("/app/format-history/export", test_export);
  g_test_add_func ("/app/format-history/delete", test_delete);
  return g_test_run ();
}
