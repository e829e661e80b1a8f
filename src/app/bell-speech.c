/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-speech.h"

#include <glib/gi18n.h>

/* Of more than so many at once nobody wants to hear every name. */
#define MAX_TITLES 3

struct _BellSpeech
{
  GObject parent_instance;

  BellAlarm *alarm;
  BellSettings *settings;
  BellSpeaker *speaker;
  GQueue titles;  /* of char *: to be said; at most MAX_TITLES */
  guint n_titles; /* so many came in, those beyond MAX_TITLES counted only */
};

G_DEFINE_FINAL_TYPE (BellSpeech, bell_speech, G_TYPE_OBJECT)

static void
forget (BellSpeech *self)
{
  g_queue_clear_full (&self->titles, g_free);
  self->n_titles = 0;
}

static gboolean
is_wanted (BellSpeech *self)
{
  gboolean speak;

  g_object_get (self->settings, "speak", &speak, NULL);
  return speak && bell_alarm_get_silenced_until (self->alarm) == 0;
}

/* "finished" brings the next: the speaker takes one at a time. */
static void
say_next (BellSpeech *self)
{
  g_autofree char *text = NULL;

  if (self->n_titles == 0)
    return;
  if (!is_wanted (self))
    {
      forget (self);
      return;
    }
  if (self->n_titles <= MAX_TITLES)
    text = g_strdup (g_queue_peek_head (&self->titles));
  else
    /* TRANSLATORS: read aloud, when many events came in at once */
    text = g_strdup_printf (ngettext ("%u new event", "%u new events", self->n_titles), self->n_titles);
  if (!bell_speaker_say (self->speaker, text))
    return;
  if (self->n_titles > MAX_TITLES)
    {
      forget (self);
      return;
    }
  g_free (g_queue_pop_head (&self->titles));
  self->n_titles--;
}

static void
on_arrived (BellInbox *inbox,
            BellEntry *entry,
            gboolean recorded,
            BellSpeech *self)
{
  if (bell_entry_get_acknowledged (entry) != 0 || bell_entry_get_silenced (entry) != NULL || !is_wanted (self) ||
      !bell_speaker_get_available (self->speaker))
    return;
  if (self->n_titles < MAX_TITLES)
    g_queue_push_tail (&self->titles, g_strdup (bell_entry_get_title (entry)));
  self->n_titles++;
  say_next (self);
}

static void
bell_speech_finalize (GObject *object)
{
  BellSpeech *self = BELL_SPEECH (object);

  forget (self);
  g_object_unref (self->alarm);
  g_object_unref (self->settings);
  g_object_unref (self->speaker);
  G_OBJECT_CLASS (bell_speech_parent_class)->finalize (object);
}

static void
bell_speech_class_init (BellSpeechClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bell_speech_finalize;
}

static void
bell_speech_init (BellSpeech *self)
{
  g_queue_init (&self->titles);
}

BellSpeech *
bell_speech_new (BellInbox *inbox,
                 BellAlarm *alarm,
                 BellSettings *settings,
                 BellSpeaker *speaker)
{
  BellSpeech *self = g_object_new (BELL_TYPE_SPEECH, NULL);

  self->alarm = g_object_ref (alarm);
  self->settings = g_object_ref (settings);
  self->speaker = g_object_ref (speaker);
  g_signal_connect_object (inbox, "arrived", G_CALLBACK (on_arrived), self, 0);
  g_signal_connect_object (speaker, "finished", G_CALLBACK (say_next), self, G_CONNECT_SWAPPED);
  return self;
}
