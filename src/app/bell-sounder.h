/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-notifier.h"
#include "bell-ringer.h"

G_BEGIN_DECLS

/**
 * BellSounder:
 *
 * Gives sounds to the ringer and sees to it that something is heard: in place
 * of a file of the user's that cannot be played the counter bell sounds, and
 * where nothing can be heard at all a bubble says so, one until it can.
 * Volumes from 0 to 1.
 *
 * Property "trouble" (char *, nullable, notify): a sentence why it cannot be heard as it should.
 * Signal "over": what bell_sounder_play() began is over, heard or not.
 */
#define BELL_TYPE_SOUNDER (bell_sounder_get_type ())
G_DECLARE_FINAL_TYPE (BellSounder, bell_sounder, BELL, SOUNDER, GObject)

BellSounder *bell_sounder_new (BellRinger *ringer, BellNotifier *notifier);

/* As the ringer's; sound may be "". */
void bell_sounder_play (BellSounder *self, const char *sound, double volume);
void bell_sounder_loop (BellSounder *self, const char *sound, double volume);
void bell_sounder_hush (BellSounder *self);

/* Tries again what could not be played: other rules, other sounds. */
void bell_sounder_forgive (BellSounder *self);

const char *bell_sounder_get_trouble (BellSounder *self);

G_END_DECLS
