/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-self-test.h"

#include "bell-format-shops.h"

#include <glib/gi18n.h>

/* A stage that has not come by then does not come. The daemon may take 25 s to say no. */
#define DEADLINE_MS 30000

/* It is to be seen and heard for a moment. */
#define LINGER_MS 8000

typedef struct
{
  BellSelfTestOutcome outcome;
  gint64 time; /* since the start, -1: not yet */
  char *sentence;
} Stage;

struct _BellSelfTest
{
  GObject parent_instance;

  /* Owned */
  BellContext *context;
  BellShop *shop;
  char *number; /* of the order that is none: nothing else has it */
  BellVerdict *verdict;
  BellEntry *entry;
  char *refusal; /* the daemon's, of whichever bubble: news may come before the event arrived */
  Stage stages[BELL_SELF_TEST_N_STAGES];

  gint64 began; /* boot time, 0: not yet */
  guint timer;
  gboolean running;
  gboolean stopped;
};

typedef enum
{
  PROP_RUNNING = 1,
} BellSelfTestProperty;

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[PROP_RUNNING + 1];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellSelfTest, bell_self_test, G_TYPE_OBJECT)

static BellClock *
get_clock (BellSelfTest *self)
{
  return bell_context_get_clock (self->context);
}

/* The stages */

static void
linger_cb (gpointer user_data)
{
  BellSelfTest *self = user_data;

  self->timer = 0;
  bell_self_test_stop (self);
}

static void
set_running (BellSelfTest *self,
             gboolean running)
{
  if (self->running == running)
    return;
  self->running = running;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

static void
look_whether_over (BellSelfTest *self)
{
  for (guint i = 0; i < BELL_SELF_TEST_N_STAGES; i++)
    if (self->stages[i].outcome == BELL_SELF_TEST_PENDING)
      return;
  bell_clock_clear (get_clock (self), &self->timer);
  if (!self->stopped)
    self->timer = bell_clock_add (get_clock (self), LINGER_MS, linger_cb, self);
  set_running (self, FALSE);
}

/* sentence: (transfer full). What was said of a stage stands. */
static void
settle (BellSelfTest *self,
        BellSelfTestStage stage,
        BellSelfTestOutcome outcome,
        char *sentence)
{
  Stage *settled = &self->stages[stage];

  if (settled->outcome != BELL_SELF_TEST_PENDING)
    {
      g_free (sentence);
      return;
    }
  settled->outcome = outcome;
  settled->time = bell_clock_get_boot_us (get_clock (self)) - self->began;
  g_free (settled->sentence);
  settled->sentence = sentence;
  g_object_ref (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  look_whether_over (self);
  g_object_unref (self);
}

static void
settle_bubble (BellSelfTest *self,
               BellSelfTestOutcome outcome)
{
  settle (self, BELL_SELF_TEST_BUBBLE, outcome, bell_format_self_test_bubble (self->verdict, self->refusal, outcome));
}

static void
settle_sound (BellSelfTest *self,
              BellSelfTestOutcome outcome)
{
  BellAlarm *alarm = bell_context_get_alarm (self->context);

  settle (self, BELL_SELF_TEST_SOUND, outcome,
          bell_format_self_test_sound (self->verdict, bell_alarm_get_trouble (alarm),
                                       bell_alarm_get_silenced_until (alarm) != 0, outcome));
}

/* What has not come by now does not come. */
static void
overdue_cb (gpointer user_data)
{
  BellSelfTest *self = user_data;

  self->timer = 0;
  g_object_ref (self);
  settle (self, BELL_SELF_TEST_STORED, BELL_SELF_TEST_FAILED, bell_format_self_test_stored (_("the disk is slow")));
  settle_bubble (self, BELL_SELF_TEST_FAILED);
  settle_sound (self, BELL_SELF_TEST_FAILED);
  g_object_unref (self);
}

/* The event's way */

static gboolean
is_ours (BellSelfTest *self,
         BellEntry *entry)
{
  return entry != NULL && g_strcmp0 (bell_entry_get_kind (entry), BELL_ENTRY_TEST) == 0 &&
         g_strcmp0 (bell_entry_get_entity (entry), self->number) == 0;
}

/* After the context, which has given it to the inbox by now. */
static void
on_event (BellSession *session,
          OeEvent *event,
          gint64 received,
          BellSelfTest *self)
{
  if (!oe_event_is_test (event) || g_strcmp0 (oe_event_get_entity (event), self->number) != 0)
    return;
  bell_verdict_unref (self->verdict);
  self->verdict = bell_rules_judge (bell_context_get_rules (self->context), bell_shop_get_id (self->shop), event,
                                    received);
  settle (self, BELL_SELF_TEST_READ, BELL_SELF_TEST_PASSED, g_strdup (_("The event could be read.")));
  settle (self, BELL_SELF_TEST_JUDGED, self->verdict->announce ? BELL_SELF_TEST_PASSED : BELL_SELF_TEST_SKIPPED,
          bell_format_self_test_judged (self->verdict));
  if (!self->verdict->bubble)
    settle_bubble (self, BELL_SELF_TEST_SKIPPED);
  if (!bell_format_self_test_sounds (self->verdict))
    settle_sound (self, BELL_SELF_TEST_SKIPPED);
}

static void
on_arrived (BellInbox *inbox,
            BellEntry *entry,
            gboolean recorded,
            BellSelfTest *self)
{
  const char *trouble = bell_inbox_get_trouble (inbox);

  if (self->entry != NULL || !is_ours (self, entry))
    return;
  self->entry = g_object_ref (entry);
  settle (self, BELL_SELF_TEST_STORED, recorded ? BELL_SELF_TEST_PASSED : BELL_SELF_TEST_FAILED,
          bell_format_self_test_stored (recorded ? NULL : trouble));
  /* A bubble that was refused at once is no more. */
  if (bell_announcer_find_key (bell_context_get_announcer (self->context), entry) == NULL)
    settle_bubble (self, BELL_SELF_TEST_FAILED);
}

static void
on_shown (BellNotifier *notifier,
          const char *key,
          guint version,
          BellSelfTest *self)
{
  BellAnnouncer *announcer = bell_context_get_announcer (self->context);

  if (is_ours (self, bell_announcer_find_newest (announcer, key)) ||
      (self->entry != NULL && g_strcmp0 (bell_announcer_find_key (announcer, self->entry), key) == 0))
    settle_bubble (self, BELL_SELF_TEST_PASSED);
}

/* The announcer heard of it first: the refused bubble stands for nothing any more. */
static void
on_bubble_failed (BellNotifier *notifier,
                  const char *key,
                  const char *message,
                  BellSelfTest *self)
{
  g_free (self->refusal);
  self->refusal = g_strdup (message);
  if (self->entry != NULL && bell_announcer_find_key (bell_context_get_announcer (self->context), self->entry) == NULL)
    settle_bubble (self, BELL_SELF_TEST_FAILED);
}

static void
on_started (BellRinger *ringer,
            const char *sound,
            BellSelfTest *self)
{
  if (self->entry != NULL)
    settle_sound (self, BELL_SELF_TEST_PASSED);
}

/* A file of the user's that cannot be played is replaced, and that one starts or fails too. */
static void
on_sound_failed (BellRinger *ringer,
                 const char *sound,
                 const GError *error,
                 BellSelfTest *self)
{
  if (self->entry != NULL && (g_error_matches (error, BELL_RINGER_ERROR, BELL_RINGER_ERROR_DEVICE) ||
                              g_strcmp0 (sound, BELL_SOUND_COUNTER_BELL) == 0))
    settle_sound (self, BELL_SELF_TEST_FAILED);
}

static void
on_acknowledged (BellInbox *inbox,
                 BellEntry *entry,
                 BellSelfTest *self)
{
  if (entry == self->entry)
    bell_self_test_stop (self);
}

/* The beginning and the end */

static void
look_at_connection (BellSelfTest *self)
{
  g_auto (BellGlance) glance = { 0 };
  BellSelfTestOutcome outcome;
  g_autofree char *sentence = NULL;

  bell_glance_init (&glance, self->shop, get_clock (self));
  sentence = bell_format_self_test_listening (&glance, &outcome);
  settle (self, BELL_SELF_TEST_LISTENING, outcome, g_steal_pointer (&sentence));
}

static void
connect_all (BellSelfTest *self)
{
  BellInbox *inbox = bell_context_get_inbox (self->context);
  BellNotifier *notifier = bell_context_get_notifier (self->context);
  BellRinger *ringer = bell_context_get_ringer (self->context);

  g_signal_connect_object (bell_shop_get_session (self->shop), "event", G_CALLBACK (on_event), self, 0);
  g_signal_connect_object (inbox, "arrived", G_CALLBACK (on_arrived), self, 0);
  g_signal_connect_object (inbox, "acknowledged", G_CALLBACK (on_acknowledged), self, 0);
  g_signal_connect_object (notifier, "shown", G_CALLBACK (on_shown), self, 0);
  g_signal_connect_object (notifier, "failed", G_CALLBACK (on_bubble_failed), self, 0);
  g_signal_connect_object (ringer, "started", G_CALLBACK (on_started), self, 0);
  g_signal_connect_object (ringer, "failed", G_CALLBACK (on_sound_failed), self, 0);
}

void
bell_self_test_start (BellSelfTest *self)
{
  g_autofree char *payload = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (BELL_IS_SELF_TEST (self));
  g_return_if_fail (self->began == 0);

  self->began = bell_clock_get_boot_us (get_clock (self));
  set_running (self, TRUE);
  self->timer = bell_clock_add (get_clock (self), DEADLINE_MS, overdue_cb, self);
  connect_all (self);
  look_at_connection (self);
  payload = g_strdup_printf ("{\"order\":{\"id\":\"%s\",\"totalSum\":\"0.00\",\"products\":[]}}", self->number);
  if (!bell_session_deliver_test (bell_shop_get_session (self->shop), "notification", payload,
                                  /* TRANSLATORS: the title of an event that this program sent to itself */
                                  _("Test order"), _("This is a test: nobody has ordered anything."), &error))
    settle (self, BELL_SELF_TEST_READ, BELL_SELF_TEST_FAILED, g_strdup (error->message));
}

void
bell_self_test_stop (BellSelfTest *self)
{
  g_return_if_fail (BELL_IS_SELF_TEST (self));

  if (self->stopped)
    return;
  self->stopped = TRUE;
  bell_clock_clear (get_clock (self), &self->timer);
  if (self->entry != NULL)
    bell_inbox_acknowledge (bell_context_get_inbox (self->context), self->entry, BELL_ENTRY_TEST);
  set_running (self, FALSE);
}

gboolean
bell_self_test_get_running (BellSelfTest *self)
{
  return self->running;
}

BellShop *
bell_self_test_get_shop (BellSelfTest *self)
{
  return self->shop;
}

BellSelfTestOutcome
bell_self_test_get_outcome (BellSelfTest *self,
                            BellSelfTestStage stage)
{
  return self->stages[stage].outcome;
}

gint64
bell_self_test_get_time (BellSelfTest *self,
                         BellSelfTestStage stage)
{
  return self->stages[stage].time;
}

const char *
bell_self_test_get_sentence (BellSelfTest *self,
                             BellSelfTestStage stage)
{
  return self->stages[stage].sentence;
}

char *
bell_self_test_dup_summary (BellSelfTest *self)
{
  BellSelfTestOutcome outcomes[BELL_SELF_TEST_N_STAGES];

  for (guint i = 0; i < BELL_SELF_TEST_N_STAGES; i++)
    outcomes[i] = self->stages[i].outcome;
  return bell_format_self_test_summary (outcomes);
}

/* GObject */

static void
bell_self_test_get_property (GObject *object,
                             guint prop_id,
                             GValue *value,
                             GParamSpec *pspec)
{
  switch ((BellSelfTestProperty) prop_id)
    {
    case PROP_RUNNING:
      g_value_set_boolean (value, BELL_SELF_TEST (object)->running);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bell_self_test_dispose (GObject *object)
{
  BellSelfTest *self = BELL_SELF_TEST (object);

  if (self->context != NULL)
    bell_self_test_stop (self);
  G_OBJECT_CLASS (bell_self_test_parent_class)->dispose (object);
}

static void
bell_self_test_finalize (GObject *object)
{
  BellSelfTest *self = BELL_SELF_TEST (object);

  for (guint i = 0; i < BELL_SELF_TEST_N_STAGES; i++)
    g_free (self->stages[i].sentence);
  g_clear_object (&self->entry);
  g_clear_object (&self->shop);
  g_clear_object (&self->context);
  g_clear_pointer (&self->verdict, bell_verdict_unref);
  g_free (self->refusal);
  g_free (self->number);
  G_OBJECT_CLASS (bell_self_test_parent_class)->finalize (object);
}

static void
bell_self_test_class_init (BellSelfTestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bell_self_test_get_property;
  object_class->dispose = bell_self_test_dispose;
  object_class->finalize = bell_self_test_finalize;

  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                     G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
}

static void
bell_self_test_init (BellSelfTest *self)
{
  self->number = g_uuid_string_random ();
  self->verdict = bell_verdict_new ();
  for (guint i = 0; i < BELL_SELF_TEST_N_STAGES; i++)
    {
      self->stages[i].time = -1;
      self->stages[i].sentence = g_strdup ("");
    }
}

BellSelfTest *
bell_self_test_new (BellContext *context,
                    BellShop *shop)
{
  BellSelfTest *self = g_object_new (BELL_TYPE_SELF_TEST, NULL);

  self->context = g_object_ref (context);
  self->shop = g_object_ref (shop);
  return self;
}
