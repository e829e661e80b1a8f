/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The sounds of ours, by name. Anywhere a sound is named, an absolute path names a file of the user's instead. */
#define BELL_SOUND_COUNTER_BELL "counter-bell"
#define BELL_SOUND_TWO_TONE "two-tone"
#define BELL_SOUND_WOODEN_KNOCK "wooden-knock"
#define BELL_SOUND_URGENT "urgent"
#define BELL_SOUND_LOST "lost-the-shop"

/* (transfer none): all of the above, NULL-terminated, in the order to offer them in. */
const char *const *bell_sounds_list (void);

/* (nullable): sound may be "" or NULL too. */
gboolean bell_sounds_is_ours (const char *sound);

/*
 * The file of a sound: of ours from the folder they are installed in, or from
 * SHOPBELL_SOUNDDIR where that is set (a run without installation). NULL where
 * sound is neither one of ours nor an absolute path. Looks at no file.
 */
char *bell_sounds_find (const char *sound);

G_END_DECLS
