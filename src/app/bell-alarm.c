/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-alarm.h"

#include "bell-ringing-set.h"
#include "bell-sounder.h"

/* A rule without sense must not keep the processor busy. */
#define MIN_REPEAT_S 1

/* What was given to the sounder last. */
typedef enum
{
  SOUND_NONE,
  SOUND_RING,  /* once, for the set; again after the rule's pause */
  SOUND_OTHER, /* once, and then it is over */
  SOUND_LOOP,
} Sound;

struct _BellAlarm
{
  GObject parent_instance;

  /* Owned */
  BellRingingSet *set;
  BellRules *rules;
  BellSounder *sounder;
  BellClock *clock;

  Sound sound;
  gint64 rung_at; /* boot time of the newest SOUND_RING, 0: none yet */
  guint timer;
  gint64 timer_due; /* boot time */
  gint64 silenced_until;
  gboolean ringing;
  gboolean stopped;

  char *other; /* (nullable): waits until what sounds is over */
  double other_volume;
};

typedef enum
{
  PROP_RINGING = 1,
  PROP_SILENCED_UNTIL,
  PROP_TROUBLE,
} BellAlarmProperty;

enum
{
  SIGNAL_RAISE,
  N_SIGNALS
};

static GParamSpec *properties[PROP_TROUBLE + 1];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellAlarm, bell_alarm, G_TYPE_OBJECT)

/* What is told to others */

static void
set_ringing (BellAlarm *self,
             gboolean ringing)
{
  if (self->ringing == ringing)
    return;
  self->ringing = ringing;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RINGING]);
}

static void
set_silenced_until (BellAlarm *self,
                    gint64 until)
{
  if (self->silenced_until == until)
    return;
  self->silenced_until = until;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SILENCED_UNTIL]);
}

/* What is given to the sounder */

static void
play (BellAlarm *self,
      Sound kind,
      const char *sound,
      double volume)
{
  self->sound = kind;
  bell_sounder_play (self->sounder, sound, volume);
}

static void
hush (BellAlarm *self)
{
  self->sound = SOUND_NONE;
  bell_sounder_hush (self->sounder);
}

/* Nothing is missed in a silence: what is new sounds, once and softly. */
static void
sound_softly (BellAlarm *self,
              gint64 now)
{
  const BellRingingEvent *news = bell_ringing_set_choose (self->set, now, TRUE);

  if (self->sound == SOUND_LOOP || self->sound == SOUND_RING)
    hush (self);
  if (news == NULL || self->sound != SOUND_NONE)
    return;
  bell_ringing_set_mark_heard (self->set, now);
  play (self, SOUND_OTHER, news->verdict->sound, news->verdict->volume / 2);
}

static gint64
next_ring (BellAlarm *self,
           const BellRingingEvent *event)
{
  return self->rung_at + MAX (event->verdict->repeat, MIN_REPEAT_S) * G_USEC_PER_SEC;
}

static void
sound_event (BellAlarm *self,
             const BellRingingEvent *event,
             gint64 now)
{
  gboolean rings = event->verdict->ring == BELL_RING_UNTIL_TAKEN;

  bell_ringing_set_mark_heard (self->set, now);
  if (rings)
    self->rung_at = now;
  play (self, rings ? SOUND_RING : SOUND_OTHER, event->verdict->sound, event->verdict->volume);
}

static void
sound_normally (BellAlarm *self,
                const BellRingingEvent *chosen,
                gint64 now)
{
  const BellRingingEvent *news = bell_ringing_set_choose (self->set, now, TRUE);

  if (self->sound == SOUND_LOOP || (self->sound == SOUND_RING && chosen == NULL))
    hush (self);
  if (chosen == NULL)
    self->rung_at = 0;
  if (self->sound != SOUND_NONE)
    return;

  if (chosen != NULL && (self->rung_at == 0 || now >= next_ring (self, chosen) ||
                         (news != NULL && news->verdict->ring == BELL_RING_UNTIL_TAKEN)))
    sound_event (self, chosen, now);
  else if (news != NULL)
    sound_event (self, news, now);
}

static void
sound_without_pause (BellAlarm *self,
                     const BellRingingEvent *chosen,
                     gint64 now)
{
  bell_ringing_set_mark_heard (self->set, now);
  self->rung_at = now;
  bell_sounder_loop (self->sounder, chosen->verdict->sound, 1);
  self->sound = SOUND_LOOP;
}

/* What was asked for besides the set goes first; a loop stands back for it by itself. */
static void
sound_other (BellAlarm *self)
{
  g_autofree char *other = NULL;

  if (self->other == NULL || self->sound == SOUND_RING || self->sound == SOUND_OTHER)
    return;
  other = g_steal_pointer (&self->other);
  if (self->sound == SOUND_LOOP)
    bell_sounder_play (self->sounder, other, self->other_volume);
  else
    play (self, SOUND_OTHER, other, self->other_volume);
}

static void timer_cb (gpointer user_data);

static void
arm (BellAlarm *self,
     const BellRingingEvent *chosen,
     gint64 now)
{
  gint64 next = bell_ringing_set_get_next (self->set, now);

  if (self->silenced_until != 0)
    next = MIN (next, self->silenced_until);
  else if (chosen != NULL && self->sound == SOUND_NONE)
    next = MIN (next, next_ring (self, chosen));

  /* Each event of a storm comes by here, and mostly changes nothing. */
  if (self->timer != 0 && self->timer_due == next)
    return;
  bell_clock_clear (self->clock, &self->timer);
  self->timer_due = next;
  if (next != G_MAXINT64)
    self->timer = bell_clock_add (self->clock, MAX (next - now + 999, 0) / 1000, timer_cb, self);
}

/* The one place that decides what is heard. */
static void
update (BellAlarm *self)
{
  gint64 now = bell_clock_get_boot_us (self->clock);
  g_autoptr (BellEntry) raised = NULL;
  const BellRingingEvent *chosen;

  if (self->stopped)
    return;
  if (self->silenced_until != 0 && now >= self->silenced_until)
    set_silenced_until (self, 0);
  raised = bell_ringing_set_take_raise (self->set, now);

  chosen = bell_ringing_set_choose (self->set, now, FALSE);
  sound_other (self);
  if (self->silenced_until != 0)
    sound_softly (self, now);
  else if (chosen != NULL && bell_ringing_event_is_louder (chosen, now))
    sound_without_pause (self, chosen, now);
  else
    sound_normally (self, chosen, now);
  arm (self, chosen, now);

  g_object_ref (self);
  set_ringing (self, chosen != NULL && self->silenced_until == 0);
  if (raised != NULL)
    g_signal_emit (self, signals[SIGNAL_RAISE], 0, raised);
  g_object_unref (self);
}

static void
timer_cb (gpointer user_data)
{
  BellAlarm *self = user_data;

  self->timer = 0;
  update (self);
}

static void
on_set_changed (BellRingingSet *set,
                BellAlarm *self)
{
  update (self);
}

static void
on_rules_changed (BellRules *rules,
                  const char *shop,
                  BellAlarm *self)
{
  bell_sounder_forgive (self->sounder);
  update (self);
}

/* The set is of what waits; what only sounds and waits for nobody is heard here. */
static void
on_arrived (BellInbox *inbox,
            BellEntry *entry,
            gboolean recorded,
            gpointer user_data)
{
  BellAlarm *self = user_data;
  g_autoptr (BellVerdict) verdict = NULL;

  if (bell_entry_get_acknowledged (entry) == 0)
    return;
  verdict = bell_rules_judge_entry (self->rules, entry);
  if (verdict->ring == BELL_RING_ONCE)
    bell_alarm_play (self, verdict->sound, verdict->volume / (self->silenced_until != 0 ? 2 : 1));
}

static void
on_over (BellSounder *sounder,
         BellAlarm *self)
{
  if (self->sound != SOUND_LOOP)
    self->sound = SOUND_NONE;
  update (self);
}

static void
on_trouble (BellSounder *sounder,
            GParamSpec *pspec,
            BellAlarm *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
}

void
bell_alarm_silence (BellAlarm *self,
                    guint seconds)
{
  gint64 now = bell_clock_get_boot_us (self->clock);

  g_return_if_fail (BELL_IS_ALARM (self));

  /* Whoever asks for silence knows of what sounded, or waits to. */
  if (seconds > 0)
    bell_ringing_set_mark_heard (self->set, now);
  self->rung_at = 0;
  set_silenced_until (self, seconds > 0 ? now + seconds * G_USEC_PER_SEC : 0);
  update (self);
}

void
bell_alarm_play (BellAlarm *self,
                 const char *sound,
                 double volume)
{
  g_return_if_fail (BELL_IS_ALARM (self));
  g_return_if_fail (sound != NULL);

  g_free (self->other);
  self->other = g_strdup (sound);
  self->other_volume = volume;
  update (self);
}

void
bell_alarm_stop (BellAlarm *self)
{
  g_return_if_fail (BELL_IS_ALARM (self));

  if (self->stopped)
    return;
  self->stopped = TRUE;
  bell_clock_clear (self->clock, &self->timer);
  if (self->sound != SOUND_NONE)
    hush (self);
}

gboolean
bell_alarm_get_ringing (BellAlarm *self)
{
  return self->ringing;
}

gint64
bell_alarm_get_silenced_until (BellAlarm *self)
{
  return self->silenced_until;
}

const char *
bell_alarm_get_trouble (BellAlarm *self)
{
  return bell_sounder_get_trouble (self->sounder);
}

/* GObject */

static void
bell_alarm_get_property (GObject *object,
                         guint prop_id,
                         GValue *value,
                         GParamSpec *pspec)
{
  BellAlarm *self = BELL_ALARM (object);

  switch ((BellAlarmProperty) prop_id)
    {
    case PROP_RINGING:
      g_value_set_boolean (value, self->ringing);
      break;
    case PROP_SILENCED_UNTIL:
      g_value_set_int64 (value, self->silenced_until);
      break;
    case PROP_TROUBLE:
      g_value_set_string (value, bell_alarm_get_trouble (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bell_alarm_dispose (GObject *object)
{
  bell_alarm_stop (BELL_ALARM (object));
  G_OBJECT_CLASS (bell_alarm_parent_class)->dispose (object);
}

static void
bell_alarm_finalize (GObject *object)
{
  BellAlarm *self = BELL_ALARM (object);

  g_clear_object (&self->set);
  g_clear_object (&self->rules);
  g_clear_object (&self->sounder);
  g_clear_object (&self->clock);
  g_free (self->other);
  G_OBJECT_CLASS (bell_alarm_parent_class)->finalize (object);
}

static void
bell_alarm_class_init (BellAlarmClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bell_alarm_get_property;
  object_class->dispose = bell_alarm_dispose;
  object_class->finalize = bell_alarm_finalize;

  properties[PROP_RINGING] = g_param_spec_boolean ("ringing", NULL, NULL, FALSE, flags);
  properties[PROP_SILENCED_UNTIL] = g_param_spec_int64 ("silenced-until", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_TROUBLE] = g_param_spec_string ("trouble", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_RAISE] = g_signal_new ("raise", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, BELL_TYPE_ENTRY);
}

static void
bell_alarm_init (BellAlarm *self)
{
}

BellAlarm *
bell_alarm_new (BellInbox *inbox,
                BellRules *rules,
                BellRinger *ringer,
                BellNotifier *notifier,
                BellClock *clock)
{
  BellAlarm *self = g_object_new (BELL_TYPE_ALARM, NULL);

  self->set = bell_ringing_set_new (inbox, rules, clock);
  self->rules = g_object_ref (rules);
  self->sounder = bell_sounder_new (ringer, notifier);
  self->clock = g_object_ref (clock);
  g_signal_connect_object (self->set, "changed", G_CALLBACK (on_set_changed), self, 0);
  g_signal_connect_object (rules, "changed", G_CALLBACK (on_rules_changed), self, 0);
  g_signal_connect_object (inbox, "arrived", G_CALLBACK (on_arrived), self, 0);
  g_signal_connect_object (self->sounder, "over", G_CALLBACK (on_over), self, 0);
  g_signal_connect_object (self->sounder, "notify::trouble", G_CALLBACK (on_trouble), self, 0);
  return self;
}
