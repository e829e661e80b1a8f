/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-history-query.h"
#include "generate.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <stdlib.h>

#define MAX_ROUNDS 200
#define STARTS 9
#define PAGE 100

static const guint sizes[] = { 0, 10000, 1000000 };
#define N_SIZES G_N_ELEMENTS (sizes)

/* One line of the table: of each size the median and the slowest, in ms. */
typedef struct
{
  const char *name;
  double median[N_SIZES];
  double slowest[N_SIZES];
} Line;

static void
store_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static int
compare (const void *a,
         const void *b)
{
  return *(const double *) a > *(const double *) b ? 1 : *(const double *) a < *(const double *) b ? -1 : 0;
}

static void
fill_in (Line *line,
         guint size,
         double *ms,
         guint n)
{
  qsort (ms, n, sizeof *ms, compare);
  line->median[size] = ms[n / 2];
  line->slowest[size] = ms[n - 1];
}

static guint
query (BellHistory *history,
       const BellHistoryFilter *filter,
       const BellHistoryKey *after)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) page = NULL;

  bell_history_query_async (history, filter, after, PAGE, NULL, store_cb, &result);
  page = bell_history_query_finish (history, await (&result), &error);
  if (page == NULL)
    g_error ("%s", error->message);
  return page->len;
}

static void
load (BellHistory *history,
      gboolean waiting)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  bell_history_load_async (history, waiting, 0, waiting ? 100000 : 500, NULL, store_cb, &result);
  entries = bell_history_load_finish (history, await (&result), NULL);
  if (entries == NULL)
    g_error ("The history cannot be loaded");
}

static double
ms_since (gint64 start)
{
  return (g_get_monotonic_time () - start) / 1000.0;
}

/* What the program does from its start to the first page: opening, the inbox, a page of the history. */
static void
bench_start (const char *path,
             guint size,
             Line *line)
{
  const BellHistoryFilter all = { 0 };
  double ms[STARTS];

  for (guint i = 0; i < STARTS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      BellHistory *history = bell_history_new (path);

      load (history, TRUE);
      load (history, FALSE);
      query (history, &all, NULL);
      ms[i] = ms_since (start);
      bell_history_close (history);
      g_object_unref (history);
    }
  fill_in (line, size, ms, STARTS);
}

static void
bench_search (BellHistory *history,
              guint size,
              const char *text,
              Line *line)
{
  BellHistoryFilter filter = { .text = (char *) text };
  double ms[MAX_ROUNDS];
  const guint n = 15;

  for (guint i = 0; i < n; i++)
    {
      gint64 start = g_get_monotonic_time ();

      query (history, &filter, NULL);
      ms[i] = ms_since (start);
    }
  fill_in (line, size, ms, n);
}

static BellHistoryMeasure *
bench_measure (BellHistory *history,
               guint size,
               const BellHistoryFilter *filter,
               Line *line)
{
  BellHistoryMeasure *measure = NULL;
  double ms[5];

  for (guint i = 0; i < G_N_ELEMENTS (ms); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      gint64 start = g_get_monotonic_time ();

      g_clear_pointer (&measure, bell_history_measure_free);
      bell_history_measure_async (history, filter, PAGE, NULL, store_cb, &result);
      measure = bell_history_measure_finish (history, await (&result), NULL);
      ms[i] = ms_since (start);
    }
  fill_in (line, size, ms, G_N_ELEMENTS (ms));
  return measure;
}

/* Anywhere in the list, as the scroll bar does it. */
static void
bench_scroll (BellHistory *history,
              guint size,
              BellHistoryMeasure *measure,
              Line *line)
{
  const BellHistoryFilter all = { 0 };
  double ms[MAX_ROUNDS];

  for (guint i = 0; i < MAX_ROUNDS; i++)
    {
      guint page = measure->keys->len > 0 ? (i * 7919) % measure->keys->len : 0;
      gint64 start = g_get_monotonic_time ();

      query (history, &all, measure->keys->len > 0 ? &g_array_index (measure->keys, BellHistoryKey, page) : NULL);
      ms[i] = ms_since (start);
    }
  fill_in (line, size, ms, MAX_ROUNDS);
}

static void
bench_days (BellHistory *history,
            guint size,
            Line *line)
{
  double ms[GENERATE_DAYS];

  for (guint i = 0; i < GENERATE_DAYS; i++)
    {
      BellHistoryFilter day = { .until = GENERATE_END - i * 24 * 3600 * (gint64) G_USEC_PER_SEC };
      gint64 start = g_get_monotonic_time ();

      query (history, &day, NULL);
      ms[i] = ms_since (start);
    }
  fill_in (line, size, ms, GENERATE_DAYS);
}

/* An order that comes while somebody searches as broadly as can be. */
static void
bench_append (BellHistory *history,
              guint size,
              Line *line)
{
  const BellHistoryFilter broad = { .shop = (char *) "none", .text = (char *) "o" };
  double ms[50];

  for (guint i = 0; i < G_N_ELEMENTS (ms); i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) searched = NULL;
      g_autoptr (GAsyncResult) appended = NULL;
      g_autoptr (BellEntry) entry = NULL;
      gint64 start;

      entry = bell_entry_new ("shopone1", "order", NULL, "Order", "", NULL, NULL, GENERATE_END + i, "{}");
      bell_history_query_async (history, &broad, NULL, PAGE, cancellable, store_cb, &searched);
      start = g_get_monotonic_time ();
      bell_history_append_async (history, entry, NULL, store_cb, &appended);
      if (bell_history_append_finish (history, await (&appended), NULL) <= 0)
        g_error ("The history cannot be written");
      ms[i] = ms_since (start);
      g_cancellable_cancel (cancellable);
      await (&searched);
    }
  fill_in (line, size, ms, G_N_ELEMENTS (ms));
}

static const char *const searches[] = { "o", "order", "order 1003", "müller", "customer42@example.com",
                                        "pink ann 100777", "nothingatall" };

enum
{
  START,
  MEASURE,
  DAYS,
  SCROLL,
  APPEND,
  MEASURE_WORD,
  SEARCH,
  N_LINES = SEARCH + G_N_ELEMENTS (searches)
};

static void
bench (const char *path,
       guint size,
       Line *lines)
{
  const BellHistoryFilter all = { 0 };
  const BellHistoryFilter word = { .text = (char *) "order" };
  g_autoptr (BellHistory) history = NULL;
  g_autoptr (BellHistoryMeasure) measure = NULL;
  g_autoptr (BellHistoryMeasure) of_word = NULL;

  bench_start (path, size, &lines[START]);
  history = bell_history_new (path);
  measure = bench_measure (history, size, &all, &lines[MEASURE]);
  bench_days (history, size, &lines[DAYS]);
  bench_scroll (history, size, measure, &lines[SCROLL]);
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    bench_search (history, size, searches[i], &lines[SEARCH + i]);
  of_word = bench_measure (history, size, &word, &lines[MEASURE_WORD]);
  bench_append (history, size, &lines[APPEND]);
  bell_history_close (history);
}

static void
clean_up (const char *path)
{
  static const char *const ends[] = { "", "-wal", "-shm" };
  g_autofree char *folder = g_path_get_dirname (path);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *name = g_strconcat (path, ends[i], NULL);

      g_unlink (name);
    }
  g_rmdir (folder);
}

int
main (int argc,
      char **argv)
{
  Line lines[N_LINES] = { { "start to first page" }, { "measure everything" }, { "jump to a day" },
                          { "scroll to any page" }, { "append while a search runs" }, { "measure “order”" } };
  double seconds[N_SIZES], megabytes[N_SIZES];

  setlocale (LC_ALL, "");
  /* bench-history FILE N only makes one: for start.py. */
  if (argc == 3)
    {
      generate_history (argv[1], (guint) g_ascii_strtoull (argv[2], NULL, 10));
      return 0;
    }
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    lines[SEARCH + i].name = g_strdup_printf ("search “%s”", searches[i]);
  for (guint size = 0; size < N_SIZES; size++)
    {
      g_autofree char *folder = g_dir_make_tmp ("bench-history-XXXXXX", NULL);
      g_autofree char *path = g_build_filename (folder, "history.db", NULL);
      gint64 start = g_get_monotonic_time ();
      GStatBuf info;

      generate_history (path, sizes[size]);
      seconds[size] = ms_since (start) / 1000;
      bench (path, size, lines);
      megabytes[size] = g_stat (path, &info) == 0 ? info.st_size / 1e6 : 0;
      clean_up (path);
    }

  g_print ("| median / slowest, ms | %u | %u | %u |\n|---|---|---|---|\n", sizes[0], sizes[1], sizes[2]);
  for (guint i = 0; i < N_LINES; i++)
    {
      g_print ("| %s |", lines[i].name);
      for (guint size = 0; size < N_SIZES; size++)
        g_print (" %.1f / %.1f |", lines[i].median[size], lines[i].slowest[size]);
      g_print ("\n");
    }
  g_print ("| file, MB | %.1f | %.1f | %.1f |\n", megabytes[0], megabytes[1], megabytes[2]);
  g_print ("| made in, s | %.1f | %.1f | %.1f |\n", seconds[0], seconds[1], seconds[2]);
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    g_free ((char *) lines[SEARCH + i].name);
  return 0;
}
