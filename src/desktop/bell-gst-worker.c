/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-gst-worker.h"

#include "bell-gst-voice.h"
#include "bell-thread.h"

#include <gst/gst.h>

typedef struct
{
  char *sound; /* (nullable) */
  guint volume;
} Wish;

struct _BellGstWorker
{
  BellThread *thread;
  char *sink;
  BellGstWorkerEvents events;
  gpointer user_data;

  GMutex lock;
  Wish once; /* not begun yet */
  Wish loop;
  gboolean hush;
  gboolean retry;
  gboolean awake; /* the thread was told to look */

  /* The thread's own */
  BellGstVoice *voice;
  char *voice_sound;
  gboolean voice_loops;
  char *failed; /* (nullable): the loop that failed is not tried again unasked */
};

/* News travel to the owner's context. */

typedef struct
{
  BellGstWorker *worker;
  char *sound;
  GError *error;
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
tell (BellGstWorker *self,
      BellThreadFunc func,
      const char *sound,
      const GError *error)
{
  News *news = g_new0 (News, 1);

  news->worker = self;
  news->sound = g_strdup (sound);
  news->error = error != NULL ? g_error_copy (error) : NULL;
  bell_thread_tell (self->thread, func, news, news_free);
}

static void
say_answered (gpointer data)
{
  BellGstWorker *self = ((News *) data)->worker;

  self->events.answered (self->user_data);
}

static void
say_started (gpointer data)
{
  News *news = data;

  news->worker->events.started (news->sound, news->worker->user_data);
}

static void
say_finished (gpointer data)
{
  News *news = data;

  news->worker->events.finished (news->sound, news->worker->user_data);
}

static void
say_failed (gpointer data)
{
  News *news = data;

  news->worker->events.failed (news->sound, news->error, news->worker->user_data);
}

/* The thread */

static void
drop_voice (BellGstWorker *self)
{
  g_clear_pointer (&self->voice, bell_gst_voice_free);
  g_clear_pointer (&self->voice_sound, g_free);
}

/* What people hear as half is far less than half: the usual curve of a volume control. */
static double
gain_of (guint volume)
{
  double fraction = (double) volume / BELL_VOLUME_MAX;

  return fraction * fraction * fraction;
}

static void go_on (BellGstWorker *self, gboolean retry);

static void
voice_started_cb (gpointer user_data)
{
  BellGstWorker *self = user_data;

  tell (self, say_started, self->voice_sound, NULL);
}

static void
voice_ended_cb (gpointer user_data)
{
  BellGstWorker *self = user_data;

  tell (self, say_finished, self->voice_sound, NULL);
  drop_voice (self);
  go_on (self, FALSE);
}

/* The voice that was to be, or was: it makes no sound any more. */
static void
fail (BellGstWorker *self,
      const GError *error)
{
  tell (self, say_failed, self->voice_sound, error);
  if (self->voice_loops)
    {
      g_free (self->failed);
      self->failed = g_strdup (self->voice_sound);
    }
  drop_voice (self);
}

static void
voice_failed_cb (const GError *error,
                 gpointer user_data)
{
  BellGstWorker *self = user_data;

  fail (self, error);
  if (!self->voice_loops)
    go_on (self, FALSE);
}

static BellGstVoice *
make_voice (BellGstWorker *self,
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
  return bell_gst_voice_new (path, loops, gain_of (volume), self->sink, &events, self, error);
}

static gboolean
begin (BellGstWorker *self,
       const char *sound,
       guint volume,
       gboolean loops)
{
  g_autoptr (GError) error = NULL;

  drop_voice (self);
  self->voice_loops = loops;
  self->voice_sound = g_strdup (sound);
  self->voice = make_voice (self, sound, volume, loops, &error);
  if (self->voice == NULL)
    fail (self, error);
  return self->voice != NULL;
}

/* Whatever is to be heard when nothing plays once. */
static void
go_on (BellGstWorker *self,
       gboolean retry)
{
  g_autofree char *sound = NULL;
  guint volume;

  if (self->voice != NULL && !self->voice_loops)
    return;
  g_mutex_lock (&self->lock);
  sound = g_strdup (self->loop.sound);
  volume = self->loop.volume;
  g_mutex_unlock (&self->lock);

  if (sound == NULL || retry || g_strcmp0 (sound, self->failed) != 0)
    g_clear_pointer (&self->failed, g_free);
  if (sound == NULL)
    drop_voice (self);
  else if (self->voice != NULL && g_strcmp0 (sound, self->voice_sound) == 0)
    bell_gst_voice_set_gain (self->voice, gain_of (volume));
  else if (self->failed == NULL)
    begin (self, sound, volume, TRUE);
}

static void
look (gpointer data)
{
  BellGstWorker *self = data;
  g_autofree char *once = NULL;
  gboolean hush, retry;
  guint volume;

  g_mutex_lock (&self->lock);
  self->awake = FALSE;
  once = g_steal_pointer (&self->once.sound);
  volume = self->once.volume;
  hush = self->hush;
  retry = self->retry;
  self->hush = self->retry = FALSE;
  g_mutex_unlock (&self->lock);

  if (hush)
    drop_voice (self);
  if (once == NULL || !begin (self, once, volume, FALSE))
    go_on (self, retry);
  tell (self, say_answered, NULL, NULL);
}

static void
end (gpointer data)
{
  drop_voice (data);
}

static void
worker_free (gpointer data)
{
  BellGstWorker *self = data;

  g_mutex_clear (&self->lock);
  g_free (self->sink);
  g_free (self->once.sound);
  g_free (self->loop.sound);
  g_free (self->failed);
  g_free (self);
}

/* Wishes, from the owner's thread */

/* Locked by the caller, unlocked here. */
static gboolean
wake (BellGstWorker *self)
{
  gboolean asleep = !self->awake;

  self->awake = TRUE;
  g_mutex_unlock (&self->lock);
  if (asleep)
    bell_thread_call (self->thread, look);
  return asleep;
}

static void
replace (Wish *wish,
         const char *sound,
         guint volume)
{
  g_free (wish->sound);
  wish->sound = g_strdup (sound);
  wish->volume = volume;
}

gboolean
bell_gst_worker_play (BellGstWorker *self,
                      const char *sound,
                      guint volume)
{
  g_mutex_lock (&self->lock);
  replace (&self->once, sound, volume);
  return wake (self);
}

gboolean
bell_gst_worker_loop (BellGstWorker *self,
                      const char *sound,
                      guint volume)
{
  g_mutex_lock (&self->lock);
  replace (&self->loop, sound, volume);
  return wake (self);
}

gboolean
bell_gst_worker_hush (BellGstWorker *self)
{
  g_mutex_lock (&self->lock);
  replace (&self->once, NULL, 0);
  replace (&self->loop, NULL, 0);
  self->hush = TRUE;
  return wake (self);
}

gboolean
bell_gst_worker_retry (BellGstWorker *self)
{
  g_mutex_lock (&self->lock);
  self->retry = TRUE;
  return wake (self);
}

gboolean
bell_gst_worker_has_loop (BellGstWorker *self)
{
  gboolean has;

  g_mutex_lock (&self->lock);
  has = self->loop.sound != NULL;
  g_mutex_unlock (&self->lock);
  return has;
}

BellGstWorker *
bell_gst_worker_new (const char *sink,
                     const BellGstWorkerEvents *events,
                     gpointer user_data)
{
  BellGstWorker *self = g_new0 (BellGstWorker, 1);

  self->sink = g_strdup (sink);
  self->events = *events;
  self->user_data = user_data;
  g_mutex_init (&self->lock);
  self->thread = bell_thread_new ("ringer", end, self, worker_free);
  return self;
}

void
bell_gst_worker_stop (BellGstWorker *self,
                      guint ms)
{
  bell_thread_stop (self->thread, ms);
}
