/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-ringer.h"

#include "bell-gst-worker.h"

#define STOP_MS 2000

/* A device that went away may come back: a plug that fell out, a sound service that starts anew. */
#define RETRY_MS 5000

/* A thread that does not come back by then hangs in the sound service. */
#define ANSWER_MS 10000

#define BELL_TYPE_GST_RINGER (bell_gst_ringer_get_type ())
G_DECLARE_FINAL_TYPE (BellGstRinger, bell_gst_ringer, BELL, GST_RINGER, GObject)

struct _BellGstRinger
{
  GObject parent_instance;

  BellClock *clock;
  BellGstWorker *worker; /* NULL before the first sound, and once stopped */
  char *sink;
  guint retry_timer;
  guint answer_timer;
  gboolean available;
  gboolean stopped;
};

typedef enum
{
  PROP_AVAILABLE = 1,
} BellGstRingerProperty;

static void ringer_iface_init (BellRingerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BellGstRinger, bell_gst_ringer, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BELL_TYPE_RINGER, ringer_iface_init))

static void
set_available (BellGstRinger *self,
               gboolean available)
{
  if (self->available == available)
    return;
  self->available = available;
  g_object_notify (G_OBJECT (self), "available");
}

static void
be_failed (BellGstRinger *self,
           const char *sound,
           const GError *error)
{
  g_object_ref (self);
  set_available (self, FALSE);
  g_signal_emit_by_name (self, "failed", sound, error);
  g_object_unref (self);
}

static void
answer_overdue_cb (gpointer user_data)
{
  BellGstRinger *self = user_data;
  g_autoptr (GError) error = g_error_new_literal (BELL_RINGER_ERROR, BELL_RINGER_ERROR_DEVICE,
                                                  "The sound service does not answer");

  self->answer_timer = 0;
  be_failed (self, "", error);
}

/* asked: the worker was asleep, so it is to answer. */
static void
expect_answer (BellGstRinger *self,
               gboolean asked)
{
  if (asked && self->answer_timer == 0)
    self->answer_timer = bell_clock_add (self->clock, ANSWER_MS, answer_overdue_cb, self);
}

static void
retry_cb (gpointer user_data)
{
  BellGstRinger *self = user_data;

  self->retry_timer = 0;
  expect_answer (self, bell_gst_worker_retry (self->worker));
}

/* What the worker says */

static void
on_answered (gpointer user_data)
{
  BellGstRinger *self = user_data;

  bell_clock_clear (self->clock, &self->answer_timer);
}

static void
on_started (const char *sound,
            gpointer user_data)
{
  BellGstRinger *self = user_data;

  g_object_ref (self);
  set_available (self, TRUE);
  g_signal_emit_by_name (self, "started", sound);
  g_object_unref (self);
}

static void
on_finished (const char *sound,
             gpointer user_data)
{
  g_signal_emit_by_name (user_data, "finished", sound);
}

static void
on_failed (const char *sound,
           const GError *error,
           gpointer user_data)
{
  BellGstRinger *self = user_data;

  if (g_error_matches (error, BELL_RINGER_ERROR, BELL_RINGER_ERROR_DEVICE) && self->retry_timer == 0 &&
      bell_gst_worker_has_loop (self->worker))
    self->retry_timer = bell_clock_add (self->clock, RETRY_MS, retry_cb, self);
  be_failed (self, sound, error);
}

static BellGstWorker *
get_worker (BellGstRinger *self)
{
  static const BellGstWorkerEvents events = { on_answered, on_started, on_finished, on_failed };
  const char *sink = self->sink != NULL ? self->sink : g_getenv ("SHOPBELL_AUDIO_SINK");

  if (self->worker == NULL && !self->stopped)
    self->worker = bell_gst_worker_new (sink != NULL ? sink : "autoaudiosink", &events, self);
  return self->worker;
}

/* BellRinger */

static void
bell_gst_ringer_play (BellRinger *ringer,
                      const char *sound,
                      guint volume)
{
  BellGstRinger *self = BELL_GST_RINGER (ringer);
  BellGstWorker *worker = get_worker (self);

  if (worker != NULL)
    expect_answer (self, bell_gst_worker_play (worker, sound, volume));
}

static void
bell_gst_ringer_loop (BellRinger *ringer,
                      const char *sound,
                      guint volume)
{
  BellGstRinger *self = BELL_GST_RINGER (ringer);
  BellGstWorker *worker = get_worker (self);

  if (worker != NULL)
    expect_answer (self, bell_gst_worker_loop (worker, sound, volume));
}

static void
bell_gst_ringer_hush (BellRinger *ringer)
{
  BellGstRinger *self = BELL_GST_RINGER (ringer);

  bell_clock_clear (self->clock, &self->retry_timer);
  if (self->worker != NULL)
    expect_answer (self, bell_gst_worker_hush (self->worker));
}

static void
bell_gst_ringer_stop (BellRinger *ringer)
{
  BellGstRinger *self = BELL_GST_RINGER (ringer);
  BellGstWorker *worker = g_steal_pointer (&self->worker);

  self->stopped = TRUE;
  if (worker == NULL)
    return;
  bell_clock_clear (self->clock, &self->retry_timer);
  bell_clock_clear (self->clock, &self->answer_timer);
  bell_gst_worker_stop (worker, STOP_MS);
}

static void
ringer_iface_init (BellRingerInterface *iface)
{
  iface->play = bell_gst_ringer_play;
  iface->loop = bell_gst_ringer_loop;
  iface->hush = bell_gst_ringer_hush;
  iface->stop = bell_gst_ringer_stop;
}

/* GObject */

static void
bell_gst_ringer_get_property (GObject *object,
                              guint prop_id,
                              GValue *value,
                              GParamSpec *pspec)
{
  switch ((BellGstRingerProperty) prop_id)
    {
    case PROP_AVAILABLE:
      g_value_set_boolean (value, BELL_GST_RINGER (object)->available);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bell_gst_ringer_dispose (GObject *object)
{
  bell_gst_ringer_stop (BELL_RINGER (object));
  G_OBJECT_CLASS (bell_gst_ringer_parent_class)->dispose (object);
}

static void
bell_gst_ringer_finalize (GObject *object)
{
  BellGstRinger *self = BELL_GST_RINGER (object);

  g_clear_object (&self->clock);
  g_free (self->sink);
  G_OBJECT_CLASS (bell_gst_ringer_parent_class)->finalize (object);
}

static void
bell_gst_ringer_class_init (BellGstRingerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bell_gst_ringer_get_property;
  object_class->dispose = bell_gst_ringer_dispose;
  object_class->finalize = bell_gst_ringer_finalize;
  g_object_class_override_property (object_class, PROP_AVAILABLE, "available");
}

static void
bell_gst_ringer_init (BellGstRinger *self)
{
  self->available = TRUE;
}

BellRinger *
bell_gst_ringer_new (BellClock *clock,
                     const char *sink)
{
  BellGstRinger *self = g_object_new (BELL_TYPE_GST_RINGER, NULL);

  self->clock = g_object_ref (clock);
  self->sink = g_strdup (sink);
  return BELL_RINGER (self);
}
