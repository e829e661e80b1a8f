/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-announcer.h"

#include <glib/gi18n.h>

struct _BellAnnouncer
{
  GObject parent_instance;

  BellInbox *inbox;
  BellRules *rules;
  BellNotifier *notifier;
  GHashTable *bubbles; /* key → BellEntry, while the bubble is there */
  GHashTable *keys;    /* BellEntry → its key, borrowed from bubbles */
  guint64 last_key;
};

enum
{
  SIGNAL_OPEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellAnnouncer, bell_announcer, G_TYPE_OBJECT)

static void
forget (BellAnnouncer *self,
        const char *key)
{
  BellEntry *entry = g_hash_table_lookup (self->bubbles, key);

  if (entry == NULL)
    return;
  g_hash_table_remove (self->keys, entry);
  g_hash_table_remove (self->bubbles, key);
}

static void
on_arrived (BellInbox *inbox,
            BellEntry *entry,
            gboolean recorded,
            BellAnnouncer *self)
{
  g_autoptr (BellVerdict) verdict = bell_rules_judge_entry (self->rules, entry);
  const char *actions[] = { "default", _("Open"), "acknowledge", _("Got it"), NULL };
  BellBubble bubble = { 0 };
  char *key;

  if (!verdict->bubble)
    return;

  key = g_strdup_printf ("event-%" G_GUINT64_FORMAT, ++self->last_key);
  g_hash_table_insert (self->bubbles, key, g_object_ref (entry));
  g_hash_table_insert (self->keys, entry, key);

  bubble.key = key;
  bubble.title = verdict->title;
  bubble.body = verdict->body;
  bubble.urgency = verdict->urgency;
  bubble.stays = verdict->urgency == BELL_URGENCY_CRITICAL;
  bubble.actions = actions;
  bell_notifier_show (self->notifier, &bubble);
}

static void
on_acknowledged (BellInbox *inbox,
                 BellEntry *entry,
                 BellAnnouncer *self)
{
  const char *key = g_hash_table_lookup (self->keys, entry);

  if (key == NULL)
    return;
  bell_notifier_withdraw (self->notifier, key);
  forget (self, key);
}

static void
on_activated (BellNotifier *notifier,
              const char *key,
              const char *action,
              const char *token,
              BellAnnouncer *self)
{
  BellEntry *entry = g_hash_table_lookup (self->bubbles, key);

  if (entry == NULL)
    return;
  if (g_strcmp0 (action, "acknowledge") == 0)
    bell_inbox_acknowledge (self->inbox, entry, "bubble");
  else
    g_signal_emit (self, signals[SIGNAL_OPEN], 0, bell_entry_get_id (entry), token);
}

static void
on_closed (BellNotifier *notifier,
           const char *key,
           guint reason,
           BellAnnouncer *self)
{
  forget (self, key);
}

static void
on_failed (BellNotifier *notifier,
           const char *key,
           const char *message,
           BellAnnouncer *self)
{
  g_message ("A bubble could not be shown: %s", message);
  forget (self, key);
}

static void
bell_announcer_finalize (GObject *object)
{
  BellAnnouncer *self = BELL_ANNOUNCER (object);

  g_clear_pointer (&self->keys, g_hash_table_unref);
  g_clear_pointer (&self->bubbles, g_hash_table_unref);
  g_clear_object (&self->notifier);
  g_clear_object (&self->rules);
  g_clear_object (&self->inbox);
  G_OBJECT_CLASS (bell_announcer_parent_class)->finalize (object);
}

static void
bell_announcer_class_init (BellAnnouncerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bell_announcer_finalize;

  signals[SIGNAL_OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);
}

static void
bell_announcer_init (BellAnnouncer *self)
{
  self->bubbles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->keys = g_hash_table_new (NULL, NULL);
}

BellAnnouncer *
bell_announcer_new (BellInbox *inbox,
                    BellRules *rules,
                    BellNotifier *notifier)
{
  BellAnnouncer *self = g_object_new (BELL_TYPE_ANNOUNCER, NULL);

  self->inbox = g_object_ref (inbox);
  self->rules = g_object_ref (rules);
  self->notifier = g_object_ref (notifier);
  g_signal_connect_object (inbox, "arrived", G_CALLBACK (on_arrived), self, 0);
  g_signal_connect_object (inbox, "acknowledged", G_CALLBACK (on_acknowledged), self, 0);
  g_signal_connect_object (notifier, "activated", G_CALLBACK (on_activated), self, 0);
  g_signal_connect_object (notifier, "closed", G_CALLBACK (on_closed), self, 0);
  g_signal_connect_object (notifier, "failed", G_CALLBACK (on_failed), self, 0);
  return self;
}
