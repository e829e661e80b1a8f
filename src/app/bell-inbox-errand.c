/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-inbox-private.h"

/* So many are done at once, however long they take: a person's work, not a storm's. */
#define AT_ONCE 100
#define TURN_US 3000

/* Below GTK's redraw, beside the sockets and the history's answers. */
#define PRIORITY (G_PRIORITY_HIGH_IDLE + 30)

typedef struct
{
  GPtrArray *entries;
  guint next;
  char *how;
  BellInboxEach each;
  BellInboxTurn after_turn;
  BellInboxOver over;
} Errand;

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  g_ptr_array_unref (errand->entries);
  g_free (errand->how);
  g_free (errand);
}

/* Gives whether there is more to do. */
static gboolean
run_turn (BellInbox *self,
          Errand *errand,
          guint at_once)
{
  g_autoptr (GPtrArray) done = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 until = g_get_monotonic_time () + TURN_US;

  for (guint n = 0; errand->next < errand->entries->len && (n < at_once || g_get_monotonic_time () < until); n++)
    {
      g_autoptr (BellEntry) entry = g_object_ref (g_ptr_array_index (errand->entries, errand->next));

      errand->each (self, entry, errand->how, done);
      errand->next++;
    }
  if (errand->after_turn != NULL && done->len > 0)
    errand->after_turn (self, done);
  if (errand->next < errand->entries->len)
    return TRUE;
  if (errand->over != NULL)
    errand->over (self);
  return FALSE;
}

static gboolean
errand_cb (gpointer user_data)
{
  BellInbox *self = user_data;
  Errand *errand = g_queue_peek_head (&self->errands);
  gboolean more;

  /* Whoever hears of one may let go of the inbox. */
  g_object_ref (self);
  if (!run_turn (self, errand, 1))
    errand_free (g_queue_pop_head (&self->errands));
  more = !g_queue_is_empty (&self->errands);
  if (!more)
    self->errand_source = 0;
  g_object_unref (self);
  return more;
}

void
bell_inbox_run_errand (BellInbox *self,
                       GPtrArray *entries,
                       const char *how,
                       BellInboxEach each,
                       BellInboxTurn after_turn,
                       BellInboxOver over)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->entries = g_ptr_array_ref (entries);
  errand->how = g_strdup (how);
  errand->each = each;
  errand->after_turn = after_turn;
  errand->over = over;
  if (g_queue_is_empty (&self->errands) && !run_turn (self, errand, AT_ONCE))
    {
      errand_free (errand);
      return;
    }
  g_queue_push_tail (&self->errands, errand);
  if (self->errand_source == 0)
    self->errand_source = g_idle_add_full (PRIORITY, errand_cb, self, NULL);
}

void
bell_inbox_forget_in_errands (BellInbox *self,
                              const char *shop)
{
  for (GList *l = self->errands.head; l != NULL; l = l->next)
    {
      Errand *errand = l->data;
      GPtrArray *rest = g_ptr_array_new_with_free_func (g_object_unref);

      for (guint i = errand->next; i < errand->entries->len; i++)
        if (g_strcmp0 (bell_entry_get_shop (g_ptr_array_index (errand->entries, i)), shop) != 0)
          g_ptr_array_add (rest, g_object_ref (g_ptr_array_index (errand->entries, i)));
      g_ptr_array_unref (errand->entries);
      errand->entries = rest;
      errand->next = 0;
    }
}

void
bell_inbox_drop_errands (BellInbox *self)
{
  g_queue_clear_full (&self->errands, errand_free);
  g_clear_handle_id (&self->errand_source, g_source_remove);
}
