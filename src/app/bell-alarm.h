/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-inbox.h"
#include "bell-notifier.h"
#include "bell-ringer.h"
#include "bell-rules.h"

G_BEGIN_DECLS

/* "Silence", as the window, the tray and the bubbles offer it. */
#define BELL_SILENCE_S (5 * 60)

/**
 * BellAlarm:
 *
 * Makes itself heard while somebody is needed: as long as any event waits whose
 * rule rings until taken, in whatever way it is taken. The only one that uses
 * the ringer.
 *
 * - One sound at a time: of all that ring the loudest rule's, of the equally
 *   loud the newest event's. It sounds at once when an event comes in, and then
 *   every "repeat" seconds; what comes in while it sounds follows right after.
 * - From the rule's "louder" on it sounds at full volume and without pauses.
 * - Silence ends all sound and lets things wait. What comes in meanwhile sounds
 *   once, half as loud: somebody asked for quiet, not for missing an order.
 *   Afterwards everything goes on as if nothing had been.
 * - A sound of the user's that cannot be played is replaced by the counter bell.
 *   Where nothing can be heard at all there is "trouble", and one bubble says so.
 *
 * Properties (notify): "ringing" (boolean: it would be heard just now);
 * "silenced-until" (boot time in µs, 0: it is not silenced); "trouble" (char *,
 * nullable: a sentence why it cannot be heard as it should).
 * Signal "raise" (BellEntry *entry): it waits for so long that the window is to come to the front.
 */
#define BELL_TYPE_ALARM (bell_alarm_get_type ())
G_DECLARE_FINAL_TYPE (BellAlarm, bell_alarm, BELL, ALARM, GObject)

BellAlarm *bell_alarm_new (BellInbox *inbox, BellRules *rules, BellRinger *ringer, BellNotifier *notifier,
                           BellClock *clock);

/* No sound for so many seconds from now; 0 ends a silence. */
void bell_alarm_silence (BellAlarm *self, guint seconds);

/* Once, after what sounds just now, also in a silence; a later call replaces one that did not sound yet. volume: 0 to 1 */
void bell_alarm_play (BellAlarm *self, const char *sound, double volume);

gboolean bell_alarm_get_ringing (BellAlarm *self);
gint64 bell_alarm_get_silenced_until (BellAlarm *self);
const char *bell_alarm_get_trouble (BellAlarm *self);

/* For the end: no sound afterwards. */
void bell_alarm_stop (BellAlarm *self);

G_END_DECLS
