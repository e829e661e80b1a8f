/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-inbox-private.h"

#include "bell-history-query.h"

/* What the inbox reads of the history: at the start, when somebody scrolls, and one whole event. */

#define MORE_EARLIER 200
#define MAX_WAITING 100000

static void
take_in (BellInbox *self,
         BellEntry *entry,
         const char *how,
         GPtrArray *done)
{
  gint64 id = bell_entry_get_id (entry);

  /* An event that came in meanwhile is in the list already. */
  if (g_hash_table_contains (self->by_id, &id))
    return;
  bell_inbox_note_id (self, entry);
  bell_inbox_insert (self, entry);
  bell_payloads_add (self->payloads, entry);
}

static void
note_loaded (BellInbox *self)
{
  self->loading_earlier = FALSE;
  if (self->loads > 0 && --self->loads == 0)
    bell_inbox_set_loaded (self);
}

static void
load_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (BellInbox) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = bell_history_load_finish (BELL_HISTORY (source), result, &error);
  g_autoptr (GPtrArray) oldest_first = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (entries == NULL)
    {
      bell_recorder_set_trouble (self->recorder, error->message);
      note_loaded (self);
      return;
    }
  /* So that the newest keep their payloads. */
  oldest_first = g_ptr_array_new_full (entries->len, g_object_unref);
  for (guint i = entries->len; i > 0; i--)
    g_ptr_array_add (oldest_first, g_object_ref (g_ptr_array_index (entries, i - 1)));
  bell_inbox_run_errand (self, g_steal_pointer (&oldest_first), NULL, take_in, NULL, note_loaded);
}

void
bell_inbox_load (BellInbox *self)
{
  g_return_if_fail (BELL_IS_INBOX (self));

  self->loads = 2;
  bell_history_load_async (self->history, TRUE, 0, MAX_WAITING, self->cancellable, load_cb, g_object_ref (self));
  bell_history_load_async (self->history, FALSE, 0, BELL_INBOX_FIRST_EARLIER, self->cancellable, load_cb,
                           g_object_ref (self));
}

void
bell_inbox_load_earlier (BellInbox *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->earlier));
  gint64 oldest = G_MAXINT64;

  if (self->loading_earlier || !self->loaded || n == 0)
    return;

  /* The list is by time received, which for old rows is the order of their ids but for jumps of the clock. */
  for (guint i = n > MORE_EARLIER ? n - MORE_EARLIER : 0; i < n; i++)
    {
      g_autoptr (BellEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->earlier), i);

      if (bell_entry_get_id (entry) > 0)
        oldest = MIN (oldest, bell_entry_get_id (entry));
    }
  if (oldest == G_MAXINT64)
    return;

  self->loading_earlier = TRUE;
  self->max_earlier = n + MORE_EARLIER;
  bell_history_load_async (self->history, FALSE, oldest, MORE_EARLIER, self->cancellable, load_cb,
                           g_object_ref (self));
}

/* One whole event */

static void
whole_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  BellEntry *entry = bell_history_find_finish (BELL_HISTORY (source), result, &error);

  if (entry != NULL)
    g_task_return_pointer (task, entry, g_object_unref);
  else if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "The event is not in the history any more");
}

void
bell_inbox_find_whole_async (BellInbox *self,
                             gint64 id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  BellEntry *own = bell_inbox_find (self, id);

  g_return_if_fail (BELL_IS_INBOX (self));

  g_task_set_source_tag (task, bell_inbox_find_whole_async);
  if (own != NULL && bell_entry_is_whole (own))
    g_task_return_pointer (task, g_object_ref (own), g_object_unref);
  else
    bell_history_find_async (self->history, id, cancellable, whole_cb, g_steal_pointer (&task));
}

BellEntry *
bell_inbox_find_whole_finish (BellInbox *self,
                              GAsyncResult *result,
                              GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
