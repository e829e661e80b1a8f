/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-inbox-private.h"

#include "bell-priority.h"

static void
silenced_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* Only the day's counts suffer. */
  if (bell_history_silence_finish (BELL_HISTORY (source), result, &error) < 0)
    g_debug ("Not noted as coalesced: %s", error->message);
}

void
bell_inbox_note_coalesced (BellInbox *self)
{
  g_clear_handle_id (&self->coalesced_source, g_source_remove);
  if (self->coalesced->len > 0)
    bell_history_silence_async (self->history, (const gint64 *) (const void *) self->coalesced->data,
                                self->coalesced->len, "coalesced", NULL, silenced_cb, NULL);
  g_array_set_size (self->coalesced, 0);
}

static gboolean
note_cb (gpointer user_data)
{
  BellInbox *self = user_data;

  self->coalesced_source = 0;
  bell_inbox_note_coalesced (self);
  return G_SOURCE_REMOVE;
}

void
bell_inbox_coalesce (BellInbox *self,
                     BellEntry *entry)
{
  gint64 id;

  g_return_if_fail (BELL_IS_INBOX (self));
  g_return_if_fail (BELL_IS_ENTRY (entry));

  id = bell_entry_get_id (entry);
  bell_entry_set_silenced (entry, "coalesced");
  /* What is not stored yet takes the word along when it is tried again. */
  if (id == 0)
    return;
  g_array_append_val (self->coalesced, id);
  if (self->coalesced_source == 0)
    self->coalesced_source = g_idle_add_full (BELL_PRIORITY_BULK, note_cb, self, NULL);
}
