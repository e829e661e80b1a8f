/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-announcer.h"

#include "bell-announcer-policy.h"
#include "bell-format-bubble.h"

#include <glib/gi18n.h>

#define REASON_UNDEFINED 4 /* the daemon ended */

struct _BellAnnouncer
{
  GObject parent_instance;

  BellInbox *inbox;
  BellRules *rules;
  BellNotifier *notifier;
  BellClock *clock;
  BellAnnouncerPolicy *policy;
  guint timer;
  gint64 timer_due;
};

enum
{
  SIGNAL_OPEN,
  SIGNAL_VISIT,
  SIGNAL_SILENCE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellAnnouncer, bell_announcer, G_TYPE_OBJECT)

/* What the policy wants */

static void
show_cb (const BellAnnouncement *announcement,
         gpointer user_data)
{
  BellAnnouncer *self = user_data;
  gboolean several = bell_bundle_get_waiting (announcement->bundle) > 1;
  gboolean rings = bell_bundle_rings (announcement->bundle);
  BellUrgency urgency = bell_bundle_get_urgency (announcement->bundle);
  g_autofree char *title = bell_format_bubble_title (announcement);
  g_autofree char *body = bell_format_bubble_body (announcement);
  const char *actions[9] = { "default", _("Open"), "open", _("Open") };
  guint n = 4;

  if (bell_bundle_get_waiting (announcement->bundle) > 0)
    {
      actions[n++] = "acknowledge";
      actions[n++] = several ? _("Got it to all") : _("Got it");
    }
  if (rings)
    {
      actions[n++] = "silence";
      /* TRANSLATORS: a button: no sound for some minutes */
      actions[n++] = _("Silence");
    }

  bell_notifier_show (self->notifier, &(BellBubble) {
    .key = announcement->key,
    .version = announcement->version,
    .title = title,
    .body = body,
    .urgency = urgency,
    .stays = rings || urgency == BELL_URGENCY_CRITICAL,
    .actions = actions,
  });
}

static void
withdraw_cb (const char *key,
             gpointer user_data)
{
  bell_notifier_withdraw (BELL_ANNOUNCER (user_data)->notifier, key);
}

static void
coalesced_cb (BellEntry *entry,
              gpointer user_data)
{
  bell_inbox_coalesce (BELL_ANNOUNCER (user_data)->inbox, entry);
}

/* Time */

static gint64
get_now (BellAnnouncer *self)
{
  return bell_clock_get_boot_us (self->clock);
}

static void schedule (BellAnnouncer *self);

static void
tick_cb (gpointer user_data)
{
  BellAnnouncer *self = user_data;

  self->timer = 0;
  bell_announcer_policy_tick (self->policy, get_now (self));
  schedule (self);
}

/* After every call to the policy. */
static void
schedule (BellAnnouncer *self)
{
  gint64 due = bell_announcer_policy_get_due (self->policy);

  if (self->timer != 0 && self->timer_due == due)
    return;
  bell_clock_clear (self->clock, &self->timer);
  self->timer_due = due;
  if (due != 0)
    self->timer = bell_clock_add (self->clock, MAX (due - get_now (self) + 999, 0) / 1000, tick_cb, self);
}

/* Events */

static void
on_arrived (BellInbox *inbox,
            BellEntry *entry,
            gboolean recorded,
            BellAnnouncer *self)
{
  g_autoptr (BellVerdict) verdict = bell_rules_judge_entry (self->rules, entry);

  bell_announcer_policy_add (self->policy, entry, verdict, get_now (self));
  schedule (self);
}

static void
on_acknowledged (BellInbox *inbox,
                 BellEntry *entry,
                 BellAnnouncer *self)
{
  bell_announcer_policy_acknowledged (self->policy, entry, get_now (self));
  schedule (self);
}

const char *
bell_announcer_find_key (BellAnnouncer *self,
                         BellEntry *entry)
{
  g_return_val_if_fail (BELL_IS_ANNOUNCER (self), NULL);
  return bell_announcer_policy_find_key (self->policy, entry);
}

BellEntry *
bell_announcer_find_newest (BellAnnouncer *self,
                            const char *key)
{
  gboolean several;

  g_return_val_if_fail (BELL_IS_ANNOUNCER (self), NULL);
  return bell_announcer_policy_find_newest (self->policy, key, &several);
}

void
bell_announcer_set_reserved (BellAnnouncer *self,
                             guint n)
{
  g_return_if_fail (BELL_IS_ANNOUNCER (self));

  bell_announcer_policy_set_reserved (self->policy, n, get_now (self));
  schedule (self);
}

void
bell_announcer_note_reconnect (BellAnnouncer *self)
{
  g_return_if_fail (BELL_IS_ANNOUNCER (self));

  bell_announcer_policy_reconnected (self->policy, get_now (self));
}

/* The daemon */

static void
on_activated (BellNotifier *notifier,
              const char *key,
              const char *action,
              const char *token,
              BellAnnouncer *self)
{
  const BellBundle *bundle = bell_announcer_policy_find (self->policy, key);
  gboolean several;
  BellEntry *newest = bell_announcer_policy_find_newest (self->policy, key, &several);

  if (bundle == NULL)
    return;
  if (g_strcmp0 (action, "acknowledge") == 0)
    /* Whoever clicks takes what he saw, no more. The bubble goes with the last of them. */
    bell_inbox_acknowledge_many (self->inbox, bell_announcer_policy_list_seen (self->policy, key), "bubble");
  else if (g_strcmp0 (action, "silence") == 0)
    g_signal_emit (self, signals[SIGNAL_SILENCE], 0);
  else if (g_strcmp0 (action, "open") == 0 && !several && newest != NULL)
    g_signal_emit (self, signals[SIGNAL_VISIT], 0, bell_entry_get_id (newest), token);
  else
    g_signal_emit (self, signals[SIGNAL_OPEN], 0,
                   several || newest == NULL ? G_GINT64_CONSTANT (0) : bell_entry_get_id (newest), token);
}

static void
on_shown (BellNotifier *notifier,
          const char *key,
          guint version,
          BellAnnouncer *self)
{
  bell_announcer_policy_shown (self->policy, key, version);
}

static void
on_closed (BellNotifier *notifier,
           const char *key,
           guint reason,
           BellAnnouncer *self)
{
  bell_announcer_policy_closed (self->policy, key, reason == REASON_UNDEFINED, get_now (self));
  schedule (self);
}

static void
on_failed (BellNotifier *notifier,
           const char *key,
           const char *message,
           BellAnnouncer *self)
{
  g_message ("A bubble could not be shown: %s", message);
  bell_announcer_policy_failed (self->policy, key, get_now (self));
  schedule (self);
}

static void
on_available (BellNotifier *notifier,
              GParamSpec *pspec,
              BellAnnouncer *self)
{
  if (!bell_notifier_get_available (notifier))
    return;
  bell_announcer_policy_returned (self->policy, get_now (self));
  schedule (self);
}

/* GObject */

static void
bell_announcer_finalize (GObject *object)
{
  BellAnnouncer *self = BELL_ANNOUNCER (object);

  bell_clock_clear (self->clock, &self->timer);
  g_clear_pointer (&self->policy, bell_announcer_policy_free);
  g_clear_object (&self->clock);
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
  signals[SIGNAL_VISIT] = g_signal_new ("visit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);
  signals[SIGNAL_SILENCE] = g_signal_new ("silence", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
}

static void
bell_announcer_init (BellAnnouncer *self)
{
  static const BellAnnouncerOutput output = { show_cb, withdraw_cb, coalesced_cb };

  self->policy = bell_announcer_policy_new (&output, self);
}

BellAnnouncer *
bell_announcer_new (BellInbox *inbox,
                    BellRules *rules,
                    BellNotifier *notifier,
                    BellClock *clock)
{
  BellAnnouncer *self = g_object_new (BELL_TYPE_ANNOUNCER, NULL);

  self->inbox = g_object_ref (inbox);
  self->rules = g_object_ref (rules);
  self->notifier = g_object_ref (notifier);
  self->clock = g_object_ref (clock);
  g_signal_connect_object (inbox, "arrived", G_CALLBACK (on_arrived), self, 0);
  g_signal_connect_object (inbox, "acknowledged", G_CALLBACK (on_acknowledged), self, 0);
  g_signal_connect_object (inbox, "forgotten", G_CALLBACK (on_acknowledged), self, 0);
  g_signal_connect_object (notifier, "activated", G_CALLBACK (on_activated), self, 0);
  g_signal_connect_object (notifier, "shown", G_CALLBACK (on_shown), self, 0);
  g_signal_connect_object (notifier, "closed", G_CALLBACK (on_closed), self, 0);
  g_signal_connect_object (notifier, "failed", G_CALLBACK (on_failed), self, 0);
  g_signal_connect_object (notifier, "notify::available", G_CALLBACK (on_available), self, 0);
  return self;
}
