/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-ticketer.h"

struct _BellTicketer
{
  GObject parent_instance;

  BellRules *rules;
};

enum
{
  SIGNAL_PRINT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellTicketer, bell_ticketer, G_TYPE_OBJECT)

static void
on_arrived (BellInbox *inbox,
            BellEntry *entry,
            gboolean recorded,
            BellTicketer *self)
{
  g_autoptr (BellVerdict) verdict = bell_rules_judge_entry (self->rules, entry);

  if (verdict->printer != NULL)
    g_signal_emit (self, signals[SIGNAL_PRINT], 0, entry, verdict->title, verdict->printer);
}

static void
bell_ticketer_finalize (GObject *object)
{
  g_object_unref (BELL_TICKETER (object)->rules);
  G_OBJECT_CLASS (bell_ticketer_parent_class)->finalize (object);
}

static void
bell_ticketer_class_init (BellTicketerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bell_ticketer_finalize;

  signals[SIGNAL_PRINT] = g_signal_new ("print", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 3, BELL_TYPE_ENTRY, G_TYPE_STRING, G_TYPE_STRING);
}

static void
bell_ticketer_init (BellTicketer *self)
{
}

BellTicketer *
bell_ticketer_new (BellInbox *inbox,
                   BellRules *rules)
{
  BellTicketer *self = g_object_new (BELL_TYPE_TICKETER, NULL);

  self->rules = g_object_ref (rules);
  g_signal_connect_object (inbox, "arrived", G_CALLBACK (on_arrived), self, 0);
  return self;
}
