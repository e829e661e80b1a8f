/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-inbox-private.h"

/* Taking what waits, and giving it back. */

enum
{
  SIGNAL_ACKNOWLEDGED,
  SIGNAL_RETURNED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
take (BellInbox *self,
      BellEntry *entry,
      const char *how,
      GPtrArray *taken)
{
  /* One time for all of a turn: they are stored together. */
  gint64 now = taken->len > 0 ? bell_entry_get_acknowledged (g_ptr_array_index (taken, 0))
                              : bell_clock_get_wall_us (self->clock);

  /* Taken already, or of a shop that was removed meanwhile. */
  if (bell_entry_get_acknowledged (entry) != 0 || !bell_inbox_remove_waiting (self, entry))
    return;
  bell_entry_set_acknowledged (entry, now, how);
  bell_inbox_insert (self, entry);
  g_ptr_array_add (taken, g_object_ref (entry));
}

static void
note_taken (BellInbox *self,
            GPtrArray *taken)
{
  bell_recorder_acknowledge_many (self->recorder, taken);
  for (guint i = 0; i < taken->len; i++)
    g_signal_emit (self, signals[SIGNAL_ACKNOWLEDGED], 0, g_ptr_array_index (taken, i));
}

void
bell_inbox_acknowledge_many (BellInbox *self,
                             GPtrArray *entries,
                             const char *how)
{
  g_return_if_fail (BELL_IS_INBOX (self));

  bell_inbox_run_errand (self, entries, how, take, note_taken, NULL);
}

/* At once, whatever else is under way: it is what somebody looks at. */
void
bell_inbox_acknowledge (BellInbox *self,
                        BellEntry *entry,
                        const char *how)
{
  g_autoptr (GPtrArray) taken = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (BellEntry) kept = NULL;

  g_return_if_fail (BELL_IS_INBOX (self));
  g_return_if_fail (BELL_IS_ENTRY (entry));

  kept = g_object_ref (entry);
  take (self, kept, how, taken);
  if (taken->len == 0)
    return;
  note_taken (self, taken);
  bell_calm_list_hurry (self->calm_waiting);
  bell_calm_list_hurry (self->calm_earlier);
}

void
bell_inbox_acknowledge_all (BellInbox *self,
                            const char *how)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->waiting));
  GPtrArray *entries = g_ptr_array_new_full (n, g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (entries, g_list_model_get_item (G_LIST_MODEL (self->waiting), i));
  bell_inbox_acknowledge_many (self, entries, how);
}

void
bell_inbox_give_back (BellInbox *self,
                      BellEntry *entry)
{
  guint position;

  g_return_if_fail (BELL_IS_INBOX (self));
  g_return_if_fail (BELL_IS_ENTRY (entry));

  if (bell_entry_get_acknowledged (entry) == 0)
    return;
  /* One from far back in the history is in neither list. */
  if (g_list_store_find (self->earlier, entry, &position))
    g_list_store_remove (self->earlier, position);
  else if (bell_entry_get_id (entry) > 0)
    bell_inbox_note_id (self, entry);
  bell_entry_set_acknowledged (entry, 0, NULL);
  bell_inbox_insert (self, entry);
  bell_recorder_acknowledge (self->recorder, entry);
  g_signal_emit (self, signals[SIGNAL_RETURNED], 0, entry);
}

void
bell_inbox_take_class_init (GType type)
{
  signals[SIGNAL_ACKNOWLEDGED] = g_signal_new ("acknowledged", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 1, BELL_TYPE_ENTRY);
  signals[SIGNAL_RETURNED] = g_signal_new ("returned", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                           BELL_TYPE_ENTRY);
}
