/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-sounds.h"

static const char *const sounds[] = {
  BELL_SOUND_COUNTER_BELL, BELL_SOUND_TWO_TONE, BELL_SOUND_WOODEN_KNOCK, BELL_SOUND_URGENT, BELL_SOUND_LOST, NULL,
};

const char *const *
bell_sounds_list (void)
{
  return sounds;
}

gboolean
bell_sounds_is_ours (const char *sound)
{
  return sound != NULL && g_strv_contains (sounds, sound);
}

char *
bell_sounds_find (const char *sound)
{
  const char *folder = g_getenv ("SHOPBELL_SOUNDDIR");
  g_autofree char *name = NULL;

  if (sound != NULL && g_path_is_absolute (sound))
    return g_strdup (sound);
  if (!bell_sounds_is_ours (sound))
    return NULL;
  name = g_strconcat (sound, ".flac", NULL);
  return g_build_filename (folder != NULL ? folder : BELL_SOUNDDIR, name, NULL);
}
