/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-speaker.h"

#include <gio/gio.h>
#include <string.h>

#define PROGRAM "spd-say"
#define MAX_LETTERS 300
#define LONGEST_MS 30000 /* a speech server that hangs must not silence what comes after */

struct _BellSpeaker
{
  GObject parent_instance;

  char *program; /* (nullable): the path of it */
  BellClock *clock;
  GSubprocess *process;      /* (nullable): says something */
  GCancellable *cancellable; /* of the wait for it */
  guint deadline;
};

enum
{
  SIGNAL_FINISHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellSpeaker, bell_speaker, G_TYPE_OBJECT)

static void
deadline_cb (gpointer user_data)
{
  BellSpeaker *self = user_data;

  self->deadline = 0;
  g_message ("%s did not come to an end and is stopped", self->program);
  g_subprocess_force_exit (self->process);
}

static void
ended_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (BellSpeaker) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_subprocess_wait_finish (G_SUBPROCESS (source), result, &error))
    return; /* stopped */
  if (!g_subprocess_get_successful (G_SUBPROCESS (source)))
    g_message ("%s failed", self->program);
  bell_clock_clear (self->clock, &self->deadline);
  g_clear_object (&self->process);
  g_signal_emit (self, signals[SIGNAL_FINISHED], 0);
}

/* "de" of "de_AT.UTF-8": speech-dispatcher knows languages by two letters. */
static char *
dup_language (void)
{
  const char *const *names = g_get_language_names ();
  gboolean known = names[0] != NULL && g_ascii_islower (names[0][0]) && g_ascii_islower (names[0][1]) &&
                   !g_ascii_isalpha (names[0][2]);

  return known ? g_strndup (names[0], 2) : g_strdup ("en");
}

gboolean
bell_speaker_say (BellSpeaker *self,
                  const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *words = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_LETTERS));
  g_autofree char *language = dup_language ();
  const char *const command[] = { self->program, "--wait", "--application-name", "Shopbell", "--language",
                                  language,      "--",     words,                NULL };
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (BELL_IS_SPEAKER (self), FALSE);

  if (self->program == NULL || self->process != NULL || *g_strstrip (words) == '\0')
    return FALSE;
  self->process = g_subprocess_newv (command, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                                     &error);
  if (self->process == NULL)
    {
      g_message ("%s cannot start: %s", self->program, error->message);
      return FALSE;
    }
  self->deadline = bell_clock_add (self->clock, LONGEST_MS, deadline_cb, self);
  g_subprocess_wait_async (self->process, self->cancellable, ended_cb, g_object_ref (self));
  return TRUE;
}

gboolean
bell_speaker_get_available (BellSpeaker *self)
{
  g_return_val_if_fail (BELL_IS_SPEAKER (self), FALSE);
  return self->program != NULL;
}

void
bell_speaker_stop (BellSpeaker *self)
{
  g_return_if_fail (BELL_IS_SPEAKER (self));

  g_cancellable_cancel (self->cancellable);
  bell_clock_clear (self->clock, &self->deadline);
  if (self->process != NULL)
    g_subprocess_force_exit (self->process);
  g_clear_object (&self->process);
  g_clear_pointer (&self->program, g_free);
}

static void
bell_speaker_dispose (GObject *object)
{
  BellSpeaker *self = BELL_SPEAKER (object);

  if (self->clock != NULL)
    bell_speaker_stop (self);
  g_clear_object (&self->clock);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (bell_speaker_parent_class)->dispose (object);
}

static void
bell_speaker_class_init (BellSpeakerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bell_speaker_dispose;

  signals[SIGNAL_FINISHED] = g_signal_new ("finished", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 0);
}

static void
bell_speaker_init (BellSpeaker *self)
{
  self->cancellable = g_cancellable_new ();
}

BellSpeaker *
bell_speaker_new (const char *program,
                  BellClock *clock)
{
  BellSpeaker *self = g_object_new (BELL_TYPE_SPEAKER, NULL);

  self->program = g_find_program_in_path (program != NULL ? program : PROGRAM);
  self->clock = g_object_ref (clock);
  return self;
}
