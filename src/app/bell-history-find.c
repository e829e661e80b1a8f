/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-history-model-private.h"

/* Where a time is in the list: one page is read, however long the list is. */

typedef struct
{
  gint64 before;
  guint page;
} Find;

static void
find_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BellHistoryModel *self = g_task_get_source_object (task);
  Find *find = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) entries = bell_history_query_finish (BELL_HISTORY (source), result, &error);
  guint n = 0;

  if (entries == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  while (n < entries->len && bell_entry_get_received (g_ptr_array_index (entries, n)) >= find->before)
    n++;
  g_task_return_int (task, MIN (self->head->len + find->page * BELL_HISTORY_PAGE + n,
                              g_list_model_get_n_items (G_LIST_MODEL (self))));
}

/* Takes the task. */
static void
start_find (BellHistoryModel *self,
            GTask *task)
{
  Find *find = g_task_get_task_data (task);
  const BellHistoryMeasure *whole = self->pages != NULL ? bell_history_pages_get_measure (self->pages) : NULL;
  guint low = 0, high = whole != NULL ? whole->keys->len : 0;

  for (guint i = 0; i < self->head->len; i++)
    {
      BellEntry *top = bell_history_row_get_entry (g_ptr_array_index (self->head, self->head->len - 1 - i));

      if (bell_entry_get_received (top) < find->before)
        {
          g_task_return_int (task, i);
          g_object_unref (task);
          return;
        }
    }
  if (whole == NULL)
    {
      g_task_return_int (task, 0);
      g_object_unref (task);
      return;
    }
  /* The first page whose last event is old enough: keys go down in time. */
  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (whole->keys, BellHistoryKey, middle).received >= find->before)
        low = middle + 1;
      else
        high = middle;
    }
  find->page = low;
  bell_history_query_async (self->history, self->filter, bell_history_pages_get_key (self->pages, low),
                            BELL_HISTORY_PAGE, g_task_get_cancellable (task), find_cb, task);
}

void
bell_history_model_answer_finds (BellHistoryModel *self)
{
  g_autoptr (GPtrArray) finds = g_steal_pointer (&self->finds);

  self->finds = g_ptr_array_new ();
  for (guint i = 0; i < finds->len; i++)
    start_find (self, g_ptr_array_index (finds, i));
}

void
bell_history_model_find_async (BellHistoryModel *self,
                               gint64 before,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Find find = { before, 0 };

  g_task_set_task_data (task, g_memdup2 (&find, sizeof find), g_free);
  if (self->measuring)
    g_ptr_array_add (self->finds, task);
  else
    start_find (self, task);
}

gint64
bell_history_model_find_finish (BellHistoryModel *self,
                                GAsyncResult *result,
                                GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}
