/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-alarm.h"
#include "bell-shop.h"

G_BEGIN_DECLS

/**
 * BellDeafness:
 *
 * Says loudly when a shop cannot be heard: a sound of its own and one bubble
 * for all shops, which stays until they are heard again.
 *
 * - A shop that should be heard and is not counts as deaf the setting
 *   "deaf-after" (seconds) after its last byte, the time asleep included; where
 *   only a person can help (it refused, the sign-in ended, the keyring is
 *   locked) at once. A paused shop never does.
 * - So does, at once, one that is connected and from which a form's event did not come back (bell-canary.h).
 * - A computer that wakes up, or notices late, gets some seconds to connect first.
 * - The sound ("deaf-sound") comes again every "deaf-repeat" seconds until somebody
 *   clicks, or the alarm is silenced.
 * - On return a bubble says how long it was deaf: the shop's server repeats no event.
 *
 * Properties (notify): "count" (uint): how many shops are deaf; "bubbles" (uint): how many bubbles say so, or
 * that one is heard again.
 * Signal "open" (char *token (nullable)): somebody clicked the bubble.
 */
#define BELL_TYPE_DEAFNESS (bell_deafness_get_type ())
G_DECLARE_FINAL_TYPE (BellDeafness, bell_deafness, BELL, DEAFNESS, GObject)

/* presence: (nullable) */
BellDeafness *bell_deafness_new (GListModel *shops, BellSettings *settings, BellAlarm *alarm, BellNotifier *notifier,
                                 BellPresence *presence, BellClock *clock);

guint bell_deafness_get_count (BellDeafness *self);
guint bell_deafness_get_bubbles (BellDeafness *self);

/* No sound for this deafness any more; another shop's, or the next one, sounds again. */
void bell_deafness_acknowledge (BellDeafness *self);

void bell_deafness_stop (BellDeafness *self);

G_END_DECLS
