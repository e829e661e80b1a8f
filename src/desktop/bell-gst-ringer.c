/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-ringer.h"

#include "bell-gst-voice.h"
#include "bell-thread.h"

#include <gst/gst.h>

#define STOP_MS 2000

/* A device that went away may come back: a plug that fell out, a sound service that starts anew. */
#define RETRY_MS 5000

#define BELL_TYPE_GST_RINGER (bell_gst_ringer_get_type ())
G_DECLARE_FINAL_TYPE (BellGstRinger, bell_gst_ringer, BELL, GST_RINGER, GObject)

/* What the thread works with. */
typedef struct
{
  BellGstRinger *ringer; /* not to be touched but in its own context */
  BellThread *thread;
  char *sink;

  GMutex lock; /* of the wishes: there is never more than one of each */
  char *once;  /* (nullable): not begun yet */
  guint once_volume;
  char *loop;  /* (nullable) */
  guint loop_volume;
  gboolean retry;
  gboolean called;

  /* The thread's own */
  BellGstVoice *voice;
  char *voice_sound;
  gboolean voice_loops;
  char *failed; /* (nullable): the loop that failed is not tried again unasked */
} Work;

struct _BellGstRinger
{
  GObject parent_instance;

  BellClock *clock;
  Work *work; /* NULL before the first sound, and once stopped */
  char *sink;
  guint retry_timer;
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

/* News of the thread, in the ringer's own context */

typedef struct
{
  BellGstRinger *ringer;
  char *sound;
  GError *error; /* (nullable) */
} News;

static void
news_free (gpointer data)
{
  News *news = data;

  g_clear_error (&news->error);
  g_free (news->sound);
  g_free (news);
}

static void
tell (Work *work,
      BellThreadFunc func,
      const char *sound,
      const GError *error)
{
  News *news = g_new0 (News, 1);

  news->ringer = work->ringer;
  news->sound = g_strdup (sound);
  news->error = error != NULL ? g_error_copy (error) : NULL;
  bell_thread_tell (work->thread, func, news, news_free);
}

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
on_started (gpointer data)
{
  set_available (((News *) data)->ringer, TRUE);
}

static void
on_finished (gpointer data)
{
  News *news = data;

  g_signal_emit_by_name (news->ringer, "finished", news->sound);
}

static void apply (gpointer data);

static void
wake (Work *work)
{
  gboolean called;

  g_mutex_lock (&work->lock);
  called = work->called;
  work->called = TRUE;
  g_mutex_unlock (&work->lock);
  if (!called)
    bell_thread_call (work->thread, apply);
}

static void
retry_cb (gpointer user_data)
{
  BellGstRinger *self = user_data;

  self->retry_timer = 0;
  g_mutex_lock (&self->work->lock);
  self->work->retry = TRUE;
  g_mutex_unlock (&self->work->lock);
  wake (self->work);
}

static void
on_failed (gpointer data)
{
  News *news = data;
  BellGstRinger *self = g_object_ref (news->ringer);

  if (g_error_matches (news->error, BELL_RINGER_ERROR, BELL_RINGER_ERROR_DEVICE) && self->retry_timer == 0)
    self->retry_timer = bell_clock_add (self->clock, RETRY_MS, retry_cb, self);
  set_available (self, FALSE);
  g_signal_emit_by_name (self, "failed", news->sound, news->error);
  g_object_unref (self);
}

/* The thread */

static void
drop_voice (Work *work)
{
  g_clear_pointer (&work->voice, bell_gst_voice_free);
  g_clear_pointer (&work->voice_sound, g_free);
}

/* What people hear as half is far less than half: the usual curve of a volume control. */
static double
gain_of (guint volume)
{
  double fraction = (double) volume / BELL_VOLUME_MAX;

  return fraction * fraction * fraction;
}

static void go_on (Work *work, gboolean retry);

static void
voice_started_cb (gpointer user_data)
{
  tell (user_data, on_started, NULL, NULL);
}

static void
voice_ended_cb (gpointer user_data)
{
  Work *work = user_data;

  tell (work, on_finished, work->voice_sound, NULL);
  drop_voice (work);
  go_on (work, FALSE);
}

static void
fail (Work *work,
      const char *sound,
      gboolean loops,
      const GError *error)
{
  tell (work, on_failed, sound, error);
  if (loops)
    {
      g_free (work->failed);
      work->failed = g_strdup (sound);
    }
}

static void
voice_failed_cb (const GError *error,
                 gpointer user_data)
{
  Work *work = user_data;
  gboolean loops = work->voice_loops;

  fail (work, work->voice_sound, loops, error);
  drop_voice (work);
  if (!loops)
    go_on (work, FALSE);
}

static BellGstVoice *
make_voice (Work *work,
            const char *sound,
            guint volume,
            gboolean loops,
            GError **error)
{
  static const BellGstVoiceEvents events = { voice_started_cb, voice_ended_cb, voice_failed_cb };
  g_autofree char *path = bell_sounds_find (sound);
  g_autoptr (GError) reason = NULL;

  /* Costs time and memory; here it costs them only where there is something to hear. */
  if (!gst_is_initialized () && !gst_init_check (NULL, NULL, &reason))
    {
      g_set_error_literal (error, BELL_RINGER_ERROR, BELL_RINGER_ERROR_PLUGIN, reason->message);
      return NULL;
    }
  if (path == NULL)
    {
      g_set_error (error, BELL_RINGER_ERROR, BELL_RINGER_ERROR_FILE, "There is no sound “%s”", sound);
      return NULL;
    }
  return bell_gst_voice_new (path, loops, gain_of (volume), work->sink, &events, work, error);
}

static gboolean
begin (Work *work,
       const char *sound,
       guint volume,
       gboolean loops)
{
  g_autoptr (GError) error = NULL;

  drop_voice (work);
  work->voice_loops = loops;
  work->voice_sound = g_strdup (sound);
  work->voice = make_voice (work, sound, volume, loops, &error);
  if (work->voice != NULL)
    return TRUE;
  fail (work, sound, loops, error);
  drop_voice (work);
  return FALSE;
}

/* Whatever is to be heard when nothing plays once. */
static void
go_on (Work *work,
       gboolean retry)
{
  g_autofree char *loop = NULL;
  guint volume;

  if (work->voice != NULL && !work->voice_loops)
    return;
  g_mutex_lock (&work->lock);
  loop = g_strdup (work->loop);
  volume = work->loop_volume;
  g_mutex_unlock (&work->lock);

  if (loop == NULL || retry || g_strcmp0 (loop, work->failed) != 0)
    g_clear_pointer (&work->failed, g_free);
  if (loop == NULL)
    drop_voice (work);
  else if (work->voice != NULL && g_strcmp0 (loop, work->voice_sound) == 0)
    bell_gst_voice_set_gain (work->voice, gain_of (volume));
  else if (work->failed == NULL)
    begin (work, loop, volume, TRUE);
}

static void
apply (gpointer data)
{
  Work *work = data;
  g_autofree char *once = NULL;
  gboolean retry;
  guint volume;

  g_mutex_lock (&work->lock);
  work->called = FALSE;
  once = g_steal_pointer (&work->once);
  volume = work->once_volume;
  retry = work->retry;
  work->retry = FALSE;
  g_mutex_unlock (&work->lock);

  if (once == NULL || !begin (work, once, volume, FALSE))
    go_on (work, retry);
}

static void
fall_silent (gpointer data)
{
  drop_voice (data);
}

static void
work_free (gpointer data)
{
  Work *work = data;

  g_mutex_clear (&work->lock);
  g_free (work->sink);
  g_free (work->once);
  g_free (work->loop);
  g_free (work->failed);
  g_free (work);
}

static Work *
get_work (BellGstRinger *self)
{
  const char *sink = self->sink != NULL ? self->sink : g_getenv ("SHOPBELL_AUDIO_SINK");

  if (self->work == NULL && !self->stopped)
    {
      self->work = g_new0 (Work, 1);
      self->work->ringer = self;
      self->work->sink = g_strdup (sink != NULL ? sink : "autoaudiosink");
      g_mutex_init (&self->work->lock);
      self->work->thread = bell_thread_new ("ringer", fall_silent, self->work, work_free);
    }
  return self->work;
}

/* BellRinger */

static void
bell_gst_ringer_play (BellRinger *ringer,
                      const char *sound,
                      guint volume)
{
  Work *work = get_work (BELL_GST_RINGER (ringer));

  if (work == NULL)
    return;
  g_mutex_lock (&work->lock);
  g_free (work->once);
  work->once = g_strdup (sound);
  work->once_volume = volume;
  g_mutex_unlock (&work->lock);
  wake (work);
}

static void
bell_gst_ringer_loop (BellRinger *ringer,
                      const char *sound,
                      guint volume)
{
  BellGstRinger *self = BELL_GST_RINGER (ringer);
  Work *work = sound != NULL ? get_work (self) : self->work;

  if (work == NULL)
    return;
  g_mutex_lock (&work->lock);
  g_free (work->loop);
  work->loop = g_strdup (sound);
  work->loop_volume = volume;
  g_mutex_unlock (&work->lock);
  if (sound == NULL)
    bell_clock_clear (self->clock, &self->retry_timer);
  wake (work);
}

static void
bell_gst_ringer_stop (BellRinger *ringer)
{
  BellGstRinger *self = BELL_GST_RINGER (ringer);
  Work *work = g_steal_pointer (&self->work);

  self->stopped = TRUE;
  bell_clock_clear (self->clock, &self->retry_timer);
  if (work != NULL)
    bell_thread_stop (work->thread, STOP_MS);
}

static void
ringer_iface_init (BellRingerInterface *iface)
{
  iface->play = bell_gst_ringer_play;
  iface->loop = bell_gst_ringer_loop;
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
