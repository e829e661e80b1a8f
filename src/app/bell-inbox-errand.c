/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-inbox-private.h"

#include "bell-priority.h"

/* So many are done at once, however long they take: a person's work, not a storm's. */
#define AT_ONCE 100
#define TURN_US 3000

typedef struct
{
  GPtrArray *entries; /* of BellEntry; those done, and those forgotten, are NULL */
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

  for (guint i = errand->next; i < errand->entries->len; i++)
    g_clear_object (&errand->entries->pdata[i]);
  g_ptr_array_set_free_func (errand->entries, NULL);
  g_ptr_array_unref (errand->entries);
  g_free (errand->how);
  g_free (errand);
}

static gboolean
has_more (Errand *errand)
{
  return errand->next < errand->entries->len;
}

/* Gives whether there is more to do. */
static gboolean
run_turn (BellInbox *self,
          Errand *errand,
          guint at_once)
{
  g_autoptr (GPtrArray) done = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 until = g_get_monotonic_time () + TURN_US;

  for (guint n = 0; has_more (errand) && (n < at_once || g_get_monotonic_time () < until); n++)
    {
      /* Let go of one by one: a hundred thousand at the end would take as long as ten turns. */
      g_autoptr (BellEntry) entry = g_steal_pointer (&errand->entries->pdata[errand->next++]);

      if (entry != NULL)
        errand->each (self, entry, errand->how, done);
    }
  if (errand->after_turn != NULL && done->len > 0)
    errand->after_turn (self, done);
  if (has_more (errand))
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

  errand->entries = entries;
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
    self->errand_source = g_idle_add_full (BELL_PRIORITY_BULK, errand_cb, self, NULL);
}

void
bell_inbox_forget_in_errands (BellInbox *self,
                              const char *shop)
{
  for (GList *l = self->errands.head; l != NULL; l = l->next)
    {
      Errand *errand = l->data;

      for (guint i = errand->next; i < errand->entries->len; i++)
        {
          BellEntry *entry = g_ptr_array_index (errand->entries, i);

          if (entry != NULL && g_strcmp0 (bell_entry_get_shop (entry), shop) == 0)
            g_clear_object (&errand->entries->pdata[i]);
        }
    }
}

void
bell_inbox_drop_errands (BellInbox *self)
{
  g_queue_clear_full (&self->errands, errand_free);
  g_clear_handle_id (&self->errand_source, g_source_remove);
}
