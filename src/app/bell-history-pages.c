/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-history-pages.h"

/* 3000 rows: what a list view keeps around what it shows, ten times. */
#define MAX_PAGES 30

typedef struct
{
  guint number;
  guint64 used;
  GPtrArray *rows; /* of BellHistoryRow */
} Page;

struct _BellHistoryPages
{
  BellHistory *history;
  BellInbox *inbox;
  BellHistoryFilter *filter;
  BellHistoryMeasure *measure;
  BellHistoryPagesFailed failed;
  gpointer user_data;

  GCancellable *cancellable;
  GHashTable *pages; /* number → Page */
  guint64 uses;
};

/* A page on its way. pages is there unless the call was cancelled. */
typedef struct
{
  BellHistoryPages *pages;
  guint number;
  GPtrArray *rows;
} Reading;

static void
page_free (gpointer data)
{
  g_ptr_array_unref (((Page *) data)->rows);
  g_free (data);
}

static void
reading_free (Reading *reading)
{
  g_ptr_array_unref (reading->rows);
  g_free (reading);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

BellHistoryPages *
bell_history_pages_new (BellHistory *history,
                        BellInbox *inbox,
                        const BellHistoryFilter *filter,
                        BellHistoryMeasure *measure,
                        BellHistoryPagesFailed failed,
                        gpointer user_data)
{
  BellHistoryPages *pages = g_new0 (BellHistoryPages, 1);

  pages->history = g_object_ref (history);
  pages->inbox = g_object_ref (inbox);
  pages->filter = bell_history_filter_copy (filter);
  pages->measure = measure;
  pages->failed = failed;
  pages->user_data = user_data;
  pages->cancellable = g_cancellable_new ();
  pages->pages = g_hash_table_new_full (NULL, NULL, NULL, page_free);
  return pages;
}

void
bell_history_pages_free (BellHistoryPages *pages)
{
  g_cancellable_cancel (pages->cancellable);
  g_object_unref (pages->cancellable);
  g_hash_table_unref (pages->pages);
  bell_history_measure_free (pages->measure);
  bell_history_filter_free (pages->filter);
  g_object_unref (pages->inbox);
  g_object_unref (pages->history);
  g_free (pages);
}

const BellHistoryMeasure *
bell_history_pages_get_measure (BellHistoryPages *pages)
{
  return pages->measure;
}

const BellHistoryKey *
bell_history_pages_get_key (BellHistoryPages *pages,
                            guint page)
{
  return page > 0 ? &g_array_index (pages->measure->keys, BellHistoryKey, page - 1) : NULL;
}

BellEntry *
bell_history_pages_own (BellInbox *inbox,
                        BellEntry *entry)
{
  BellEntry *own = bell_inbox_find (inbox, bell_entry_get_id (entry));

  return own != NULL ? own : entry;
}

gboolean
bell_history_pages_begins_day (gint64 previous,
                               gint64 received)
{
  BellHistoryDay day;

  if (previous == 0)
    return TRUE;
  day = bell_history_day_of (received);
  return previous < day.since || previous >= day.until;
}

/* Reading */

static void
fill (BellHistoryPages *pages,
      guint number,
      GPtrArray *rows,
      GPtrArray *entries)
{
  const BellHistoryKey *key = bell_history_pages_get_key (pages, number);
  gint64 previous = key != NULL ? key->received : 0;

  for (guint i = 0; i < rows->len && i < entries->len; i++)
    {
      BellHistoryRow *row = g_ptr_array_index (rows, i);
      BellEntry *entry = bell_history_pages_own (pages->inbox, g_ptr_array_index (entries, i));

      bell_history_row_set_begins_day (row, bell_history_pages_begins_day (previous, bell_entry_get_received (entry)));
      bell_history_row_set_entry (row, entry);
      previous = bell_entry_get_received (entry);
    }
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (Reading) reading = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = bell_history_query_finish (BELL_HISTORY (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (entries != NULL)
    fill (reading->pages, reading->number, reading->rows, entries);
  /* Fewer than were counted: something was deleted. */
  if (entries == NULL || entries->len < reading->rows->len)
    reading->pages->failed (reading->pages->user_data, error != NULL ? error->message : NULL);
}

static void
forget_oldest (BellHistoryPages *pages)
{
  GHashTableIter iter;
  gpointer value;
  Page *oldest = NULL;

  if (g_hash_table_size (pages->pages) < MAX_PAGES)
    return;
  g_hash_table_iter_init (&iter, pages->pages);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (oldest == NULL || ((Page *) value)->used < oldest->used)
      oldest = value;
  g_hash_table_remove (pages->pages, GUINT_TO_POINTER (oldest->number));
}

static Page *
add_page (BellHistoryPages *pages,
          guint number)
{
  Page *page = g_new0 (Page, 1);
  guint n = MIN (pages->measure->count - number * BELL_HISTORY_PAGE, BELL_HISTORY_PAGE);

  forget_oldest (pages);
  page->number = number;
  page->rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (page->rows, bell_history_row_new ());
  g_hash_table_insert (pages->pages, GUINT_TO_POINTER (number), page);
  return page;
}

static Page *
start_page (BellHistoryPages *pages,
            guint number)
{
  Page *page = add_page (pages, number);
  Reading *reading = g_new0 (Reading, 1);

  reading->pages = pages;
  reading->number = number;
  reading->rows = g_ptr_array_ref (page->rows);
  bell_history_query_async (pages->history, pages->filter, bell_history_pages_get_key (pages, number),
                            page->rows->len, pages->cancellable, read_cb, reading);
  return page;
}

BellHistoryPages *
bell_history_pages_new_first (BellHistory *history,
                              BellInbox *inbox,
                              const BellHistoryFilter *filter,
                              GPtrArray *entries,
                              BellHistoryPagesFailed failed,
                              gpointer user_data)
{
  BellHistoryMeasure *measure = g_new0 (BellHistoryMeasure, 1);
  BellHistoryPages *pages;

  measure->count = entries->len;
  measure->step = BELL_HISTORY_PAGE;
  measure->keys = g_array_new (FALSE, FALSE, sizeof (BellHistoryKey));
  pages = bell_history_pages_new (history, inbox, filter, measure, failed, user_data);
  if (entries->len > 0)
    {
      measure->first.received = bell_entry_get_received (g_ptr_array_index (entries, 0));
      measure->first.id = bell_entry_get_id (g_ptr_array_index (entries, 0));
      fill (pages, 0, add_page (pages, 0)->rows, entries);
    }
  return pages;
}

gboolean
bell_history_pages_adopt_first (BellHistoryPages *pages,
                                BellHistoryPages *older)
{
  guint n = MIN (pages->measure->count, BELL_HISTORY_PAGE);
  Page *page = g_hash_table_lookup (older->pages, GUINT_TO_POINTER (0));
  const BellHistoryKey *end = n == BELL_HISTORY_PAGE ? bell_history_pages_get_key (pages, 1) : NULL;
  BellEntry *last;

  if (n == 0 || page == NULL || page->rows->len != n || pages->measure->first.id != older->measure->first.id)
    return FALSE;
  last = bell_history_row_get_entry (g_ptr_array_index (page->rows, n - 1));
  if (last == NULL || (end != NULL && end->id != bell_entry_get_id (last)))
    return FALSE;
  g_hash_table_steal (older->pages, GUINT_TO_POINTER (0));
  g_hash_table_insert (pages->pages, GUINT_TO_POINTER (0), page);
  return TRUE;
}

BellHistoryRow *
bell_history_pages_get (BellHistoryPages *pages,
                        guint position)
{
  guint number = position / BELL_HISTORY_PAGE;
  Page *page;

  if (position >= pages->measure->count)
    return NULL;
  page = g_hash_table_lookup (pages->pages, GUINT_TO_POINTER (number));
  if (page == NULL)
    page = start_page (pages, number);
  page->used = ++pages->uses;
  return g_object_ref (g_ptr_array_index (page->rows, position % BELL_HISTORY_PAGE));
}

gint64
bell_history_pages_find (BellHistoryPages *pages,
                         BellEntry *entry)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, pages->pages);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Page *page = value;

      for (guint i = 0; i < page->rows->len; i++)
        if (bell_history_row_get_entry (g_ptr_array_index (page->rows, i)) == entry)
          return (gint64) page->number * BELL_HISTORY_PAGE + i;
    }
  return -1;
}
