/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-taker.h"

struct _BellTaker
{
  GObject parent_instance;

  BellInbox *inbox;
  BellRules *rules;
};

G_DEFINE_FINAL_TYPE (BellTaker, bell_taker, G_TYPE_OBJECT)

/* What was let go is read again: the rule may look at any of it. */
typedef struct
{
  BellTaker *self;
  BellEntry *waiting;
  char *status;
} Question;

static void
whole_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  Question *question = user_data;
  BellInbox *inbox = BELL_INBOX (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (BellEntry) whole = bell_inbox_find_whole_finish (inbox, result, &error);

  if (whole == NULL)
    g_debug ("Whether it was taken is not known: %s", error->message);
  else if (bell_rules_is_taken_by (question->self->rules, whole, question->status))
    bell_inbox_acknowledge (inbox, question->waiting, "elsewhere");
  g_object_unref (question->self);
  g_object_unref (question->waiting);
  g_free (question->status);
  g_free (question);
}

static void
look_at (BellTaker *self,
         BellEntry *waiting,
         const char *status)
{
  Question *question;

  if (bell_entry_is_whole (waiting))
    {
      if (bell_rules_is_taken_by (self->rules, waiting, status))
        bell_inbox_acknowledge (self->inbox, waiting, "elsewhere");
      return;
    }
  question = g_new0 (Question, 1);
  question->self = g_object_ref (self);
  question->waiting = g_object_ref (waiting);
  question->status = g_strdup (status);
  bell_inbox_find_whole_async (self->inbox, bell_entry_get_id (waiting), NULL, whole_cb, question);
}

static void
on_arrived (BellInbox *inbox,
            BellEntry *entry,
            gboolean recorded,
            BellTaker *self)
{
  const char *status = bell_entry_get_status (entry);
  g_autoptr (GPtrArray) waiting = NULL;

  if (status == NULL)
    return;
  waiting = bell_inbox_find_waiting (inbox, entry);
  for (guint i = 0; i < waiting->len; i++)
    look_at (self, g_ptr_array_index (waiting, i), status);
}

static void
bell_taker_finalize (GObject *object)
{
  BellTaker *self = BELL_TAKER (object);

  g_clear_object (&self->rules);
  g_clear_object (&self->inbox);
  G_OBJECT_CLASS (bell_taker_parent_class)->finalize (object);
}

static void
bell_taker_class_init (BellTakerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bell_taker_finalize;
}

static void
bell_taker_init (BellTaker *self)
{
}

BellTaker *
bell_taker_new (BellInbox *inbox,
                BellRules *rules)
{
  BellTaker *self = g_object_new (BELL_TYPE_TAKER, NULL);

  self->inbox = g_object_ref (inbox);
  self->rules = g_object_ref (rules);
  g_signal_connect_object (inbox, "arrived", G_CALLBACK (on_arrived), self, 0);
  return self;
}
