/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-taker.h"

struct _BellTaker
{
  GObject parent_instance;

  BellInbox *inbox;
  BellRules *rules;
};

G_DEFINE_FINAL_TYPE (BellTaker, bell_taker, G_TYPE_OBJECT)

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
    if (bell_rules_is_taken_by (self->rules, g_ptr_array_index (waiting, i), status))
      bell_inbox_acknowledge (inbox, g_ptr_array_index (waiting, i), "elsewhere");
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
