/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-clock.h"

G_BEGIN_DECLS

/**
 * BellSpeaker:
 *
 * Says a sentence aloud, one at a time, through speech-dispatcher's own program
 * where that is installed: looked for at run time, never needed. Never blocks.
 *
 * Signal "finished": what bell_speaker_say() began is over, heard or not.
 */
#define BELL_TYPE_SPEAKER (bell_speaker_get_type ())
G_DECLARE_FINAL_TYPE (BellSpeaker, bell_speaker, BELL, SPEAKER, GObject)

/* program: (nullable): instead of the usual one, "spd-say", looked for in PATH. */
BellSpeaker *bell_speaker_new (const char *program, BellClock *clock);

/* Whether this computer can speak. */
gboolean bell_speaker_get_available (BellSpeaker *self);

/* Plain text, of which at most 300 letters are said. FALSE where it cannot: it says something, or is not available. */
gboolean bell_speaker_say (BellSpeaker *self, const char *text);

/* For the end: what is being said is cut short, and "finished" does not come any more. */
void bell_speaker_stop (BellSpeaker *self);

G_END_DECLS
