/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-ringing-set.h"

struct _BellRingingSet
{
  GObject parent_instance;

  BellInbox *inbox;
  BellRules *rules;
  BellClock *clock;
  GSequence *events;   /* of BellRingingEvent, one for each that waits, at its position */
  GHashTable *entries; /* BellEntry → BellRingingEvent */
  GPtrArray *groups;   /* of BellRingingGroup, none of them empty */

  GQueue *to_judge; /* of BellEntry: by other rules, as soon as they are read again */
  GCancellable *cancellable; /* (nullable): of that */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellRingingSet, bell_ringing_set, G_TYPE_OBJECT)

/* Events and their groups */

static BellRingingGroup *
get_group (BellRingingSet *self,
           BellVerdict *verdict)
{
  for (guint i = 0; i < self->groups->len; i++)
    if (bell_ringing_group_is_of (g_ptr_array_index (self->groups, i), verdict))
      return g_ptr_array_index (self->groups, i);
  g_ptr_array_add (self->groups, bell_ringing_group_new (verdict));
  return g_ptr_array_index (self->groups, self->groups->len - 1);
}

static void
event_free (gpointer data)
{
  BellRingingEvent *event = data;

  g_object_unref (event->entry);
  g_free (event);
}

static BellRingingEvent *
add_event (BellRingingSet *self,
           guint position)
{
  BellRingingEvent *event = g_new0 (BellRingingEvent, 1);
  g_autoptr (BellVerdict) verdict = NULL;
  gint64 age;

  event->entry = g_list_model_get_item (bell_inbox_get_waiting (self->inbox), position);
  verdict = bell_rules_judge_entry (self->rules, event->entry);
  /* The clock on the wall may have been set back since. */
  age = MAX (bell_clock_get_wall_us (self->clock) - bell_entry_get_received (event->entry), 0);
  event->since = bell_clock_get_boot_us (self->clock) - age;
  event->heard = verdict->ring == BELL_RING_ONCE && !bell_inbox_get_loaded (self->inbox);
  bell_ringing_group_add (get_group (self, verdict), event);
  g_hash_table_insert (self->entries, event->entry, event);
  return event;
}

static void
remove_event (BellRingingSet *self,
              GSequenceIter *iter)
{
  BellRingingEvent *event = g_sequence_get (iter);

  bell_ringing_group_remove (event->group, event);
  if (bell_ringing_group_is_empty (event->group))
    g_ptr_array_remove (self->groups, event->group);
  g_hash_table_remove (self->entries, event->entry);
  g_sequence_remove (iter);
}

/* What the escalation says */

static double
volume_of (const BellRingingEvent *event,
           gint64 now)
{
  return bell_ringing_event_is_louder (event, now) ? 1 : event->verdict->volume;
}

static gboolean
comes_before (const BellRingingEvent *left,
              const BellRingingEvent *right,
              gint64 now)
{
  gboolean left_louder = bell_ringing_event_is_louder (left, now);

  if (left->verdict->ring != right->verdict->ring)
    return left->verdict->ring == BELL_RING_UNTIL_TAKEN;
  if (left_louder != bell_ringing_event_is_louder (right, now))
    return left_louder;
  if (volume_of (left, now) != volume_of (right, now))
    return volume_of (left, now) > volume_of (right, now);
  return bell_entry_get_received (left->entry) > bell_entry_get_received (right->entry);
}

const BellRingingEvent *
bell_ringing_set_choose (BellRingingSet *self,
                         gint64 now,
                         gboolean news)
{
  const BellRingingEvent *best = NULL;

  for (guint i = 0; i < self->groups->len; i++)
    {
      const BellRingingEvent *event = bell_ringing_group_choose (g_ptr_array_index (self->groups, i), now, news);

      if (event != NULL && (best == NULL || comes_before (event, best, now)))
        best = event;
    }
  return best;
}

void
bell_ringing_set_mark_heard (BellRingingSet *self,
                             gint64 now)
{
  for (guint i = 0; i < self->groups->len; i++)
    bell_ringing_group_mark_heard (g_ptr_array_index (self->groups, i), now);
}

BellEntry *
bell_ringing_set_take_raise (BellRingingSet *self,
                             gint64 now)
{
  const BellRingingEvent *newest = NULL;

  for (guint i = 0; i < self->groups->len; i++)
    {
      const BellRingingEvent *event = bell_ringing_group_take_raise (g_ptr_array_index (self->groups, i), now);

      if (event != NULL && (newest == NULL || event->since > newest->since))
        newest = event;
    }
  return newest != NULL ? g_object_ref (newest->entry) : NULL;
}

gint64
bell_ringing_set_get_next (BellRingingSet *self,
                           gint64 now)
{
  gint64 next = G_MAXINT64;

  for (guint i = 0; i < self->groups->len; i++)
    next = MIN (next, bell_ringing_group_get_next (g_ptr_array_index (self->groups, i), now));
  return next;
}

/* What waits */

static void
on_items_changed (GListModel *waiting,
                  guint position,
                  guint removed,
                  guint added,
                  BellRingingSet *self)
{
  GSequenceIter *iter = g_sequence_get_iter_at_pos (self->events, (int) position);

  for (guint i = 0; i < removed; i++)
    {
      GSequenceIter *next = g_sequence_iter_next (iter);

      remove_event (self, iter);
      iter = next;
    }
  for (guint i = 0; i < added; i++)
    g_sequence_insert_before (iter, add_event (self, position + i));

  /* While it loads, each row would be a change: one follows at the end. */
  if (bell_inbox_get_loaded (self->inbox))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_loaded (BellInbox *inbox,
           GParamSpec *pspec,
           BellRingingSet *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Before everything is loaded nobody asks, but for what comes in meanwhile. */
static void
on_arrived (BellInbox *inbox,
            BellEntry *entry,
            gboolean recorded,
            BellRingingSet *self)
{
  BellRingingEvent *event = g_hash_table_lookup (self->entries, entry);

  if (bell_inbox_get_loaded (inbox))
    return;
  if (event != NULL)
    bell_ringing_group_forget_heard (event->group, event);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* whole: the entry, or what the history has of it. */
static void
judge_again (BellRingingSet *self,
             BellRingingEvent *event,
             BellEntry *whole)
{
  g_autoptr (BellVerdict) verdict = bell_rules_judge_entry (self->rules, whole);
  BellRingingGroup *group = get_group (self, verdict);
  BellRingingGroup *old = event->group;

  if (group == old)
    return;
  bell_ringing_group_remove (old, event);
  bell_ringing_group_add (group, event);
  if (bell_ringing_group_is_empty (old))
    g_ptr_array_remove (self->groups, old);
}

static void judge_next (BellRingingSet *self);

static void
whole_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (BellRingingSet) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BellEntry) whole = bell_inbox_find_whole_finish (BELL_INBOX (source), result, &error);
  g_autoptr (BellEntry) entry = NULL;
  BellRingingEvent *event;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  entry = g_queue_pop_head (self->to_judge);
  event = g_hash_table_lookup (self->entries, entry);
  if (event != NULL && whole != NULL)
    {
      judge_again (self, event, whole);
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
    }
  judge_next (self);
}

/* One at a time: a flood may have left behind many, and who asks for the disk next must not wait for them. */
static void
judge_next (BellRingingSet *self)
{
  BellEntry *next = g_queue_peek_head (self->to_judge);

  if (next != NULL)
    bell_inbox_find_whole_async (self->inbox, bell_entry_get_id (next), self->cancellable, whole_cb,
                                 g_object_ref (self));
}

static void
forget_to_judge (BellRingingSet *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_queue_clear_full (self->to_judge, g_object_unref);
}

static void
on_rules_changed (BellRules *rules,
                  const char *shop,
                  BellRingingSet *self)
{
  forget_to_judge (self);
  self->cancellable = g_cancellable_new ();
  for (GSequenceIter *i = g_sequence_get_begin_iter (self->events); !g_sequence_iter_is_end (i);
       i = g_sequence_iter_next (i))
    {
      BellRingingEvent *event = g_sequence_get (i);

      if (bell_entry_is_whole (event->entry))
        judge_again (self, event, event->entry);
      else
        g_queue_push_tail (self->to_judge, g_object_ref (event->entry));
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  judge_next (self);
}

/* GObject */

static void
bell_ringing_set_dispose (GObject *object)
{
  forget_to_judge (BELL_RINGING_SET (object));
  G_OBJECT_CLASS (bell_ringing_set_parent_class)->dispose (object);
}

static void
bell_ringing_set_finalize (GObject *object)
{
  BellRingingSet *self = BELL_RINGING_SET (object);

  g_queue_free (self->to_judge);
  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->events, g_sequence_free);
  g_clear_object (&self->inbox);
  g_clear_object (&self->rules);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (bell_ringing_set_parent_class)->finalize (object);
}

static void
bell_ringing_set_class_init (BellRingingSetClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bell_ringing_set_dispose;
  G_OBJECT_CLASS (klass)->finalize = bell_ringing_set_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
}

static void
bell_ringing_set_init (BellRingingSet *self)
{
  self->events = g_sequence_new (event_free);
  self->to_judge = g_queue_new ();
  self->entries = g_hash_table_new (NULL, NULL);
  self->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) bell_ringing_group_free);
}

BellRingingSet *
bell_ringing_set_new (BellInbox *inbox,
                      BellRules *rules,
                      BellClock *clock)
{
  BellRingingSet *self = g_object_new (BELL_TYPE_RINGING_SET, NULL);
  GListModel *waiting = bell_inbox_get_waiting (inbox);

  self->inbox = g_object_ref (inbox);
  self->rules = g_object_ref (rules);
  self->clock = g_object_ref (clock);
  on_items_changed (waiting, 0, 0, g_list_model_get_n_items (waiting), self);
  g_signal_connect_object (waiting, "items-changed", G_CALLBACK (on_items_changed), self, 0);
  g_signal_connect_object (inbox, "notify::loaded", G_CALLBACK (on_loaded), self, 0);
  g_signal_connect_object (inbox, "arrived", G_CALLBACK (on_arrived), self, 0);
  g_signal_connect_object (rules, "changed", G_CALLBACK (on_rules_changed), self, 0);
  return self;
}
