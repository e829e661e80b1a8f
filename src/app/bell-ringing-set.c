/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-ringing-set.h"

struct _BellRingingSet
{
  GObject parent_instance;

  BellInbox *inbox;
  BellRules *rules;
  BellClock *clock;
  GPtrArray *events; /* of BellRingingEvent, one for each that waits, at its position */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellRingingSet, bell_ringing_set, G_TYPE_OBJECT)

static void
event_free (gpointer data)
{
  BellRingingEvent *event = data;

  g_clear_pointer (&event->verdict, bell_verdict_unref);
  g_clear_object (&event->entry);
  g_free (event);
}

static BellRingingEvent *
event_new (BellRingingSet *self,
           guint position)
{
  BellRingingEvent *event = g_new0 (BellRingingEvent, 1);
  gint64 age;

  event->entry = g_list_model_get_item (bell_inbox_get_waiting (self->inbox), position);
  event->verdict = bell_rules_judge_entry (self->rules, event->entry);
  /* The clock on the wall may have been set back since. */
  age = MAX (bell_clock_get_wall_us (self->clock) - bell_entry_get_received (event->entry), 0);
  event->since = bell_clock_get_boot_us (self->clock) - age;
  event->heard = event->verdict->ring == BELL_RING_ONCE && !bell_inbox_get_loaded (self->inbox);
  return event;
}

/* What the escalation says */

static gboolean
is_past (const BellRingingEvent *event,
         int seconds,
         gint64 now)
{
  return seconds >= 0 && now - event->since >= seconds * G_USEC_PER_SEC;
}

static gboolean
is_due (const BellRingingEvent *event,
        gint64 now)
{
  return event->verdict->ring != BELL_RING_SILENT && is_past (event, event->verdict->escalation.sound, now);
}

gboolean
bell_ringing_event_is_louder (const BellRingingEvent *event,
                              gint64 now)
{
  return event->verdict->ring == BELL_RING_UNTIL_TAKEN && is_past (event, event->verdict->escalation.louder, now);
}

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

  for (guint i = 0; i < self->events->len; i++)
    {
      const BellRingingEvent *event = g_ptr_array_index (self->events, i);

      if (!is_due (event, now) || (news ? event->heard : event->verdict->ring != BELL_RING_UNTIL_TAKEN))
        continue;
      if (best == NULL || comes_before (event, best, now))
        best = event;
    }
  return best;
}

void
bell_ringing_set_mark_heard (BellRingingSet *self,
                             gint64 now)
{
  for (guint i = 0; i < self->events->len; i++)
    {
      BellRingingEvent *event = g_ptr_array_index (self->events, i);

      event->heard |= is_due (event, now);
    }
}

BellEntry *
bell_ringing_set_take_raise (BellRingingSet *self,
                             gint64 now)
{
  BellRingingEvent *newest = NULL;

  for (guint i = 0; i < self->events->len; i++)
    {
      BellRingingEvent *event = g_ptr_array_index (self->events, i);

      if (event->raised || event->verdict->ring == BELL_RING_SILENT ||
          !is_past (event, event->verdict->escalation.window, now))
        continue;
      event->raised = TRUE;
      if (newest == NULL || event->since > newest->since)
        newest = event;
    }
  return newest != NULL ? g_object_ref (newest->entry) : NULL;
}

static gint64
earlier (const BellRingingEvent *event,
         int seconds,
         gint64 now,
         gint64 best)
{
  gint64 then = event->since + seconds * G_USEC_PER_SEC;

  return seconds >= 0 && then > now ? MIN (then, best) : best;
}

gint64
bell_ringing_set_get_next (BellRingingSet *self,
                           gint64 now)
{
  gint64 next = G_MAXINT64;

  for (guint i = 0; i < self->events->len; i++)
    {
      const BellRingingEvent *event = g_ptr_array_index (self->events, i);

      if (event->verdict->ring == BELL_RING_SILENT)
        continue;
      next = earlier (event, event->verdict->escalation.sound, now, next);
      next = earlier (event, event->verdict->escalation.louder, now, next);
      next = earlier (event, event->verdict->escalation.window, now, next);
    }
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
  if (removed > 0)
    g_ptr_array_remove_range (self->events, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (self->events, position + i, event_new (self, position + i));

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
  if (bell_inbox_get_loaded (inbox))
    return;
  for (guint i = 0; i < self->events->len; i++)
    {
      BellRingingEvent *event = g_ptr_array_index (self->events, i);

      if (event->entry == entry)
        event->heard = FALSE;
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_rules_changed (BellRules *rules,
                  const char *shop,
                  BellRingingSet *self)
{
  for (guint i = 0; i < self->events->len; i++)
    {
      BellRingingEvent *event = g_ptr_array_index (self->events, i);

      g_clear_pointer (&event->verdict, bell_verdict_unref);
      event->verdict = bell_rules_judge_entry (self->rules, event->entry);
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* GObject */

static void
bell_ringing_set_finalize (GObject *object)
{
  BellRingingSet *self = BELL_RINGING_SET (object);

  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_object (&self->inbox);
  g_clear_object (&self->rules);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (bell_ringing_set_parent_class)->finalize (object);
}

static void
bell_ringing_set_class_init (BellRingingSetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bell_ringing_set_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
}

static void
bell_ringing_set_init (BellRingingSet *self)
{
  self->events = g_ptr_array_new_with_free_func (event_free);
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
