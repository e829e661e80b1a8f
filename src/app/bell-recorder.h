/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-clock.h"
#include "bell-history.h"

G_BEGIN_DECLS

/**
 * BellRecorder:
 *
 * Commits entries before anybody hears of them. One that fails, or takes over 500 ms while
 * no other is committed either, is let through unrecorded and tried again from a bounded
 * queue; the same for acknowledgements.
 *
 * Property "trouble" (char *, nullable, notify): why the history cannot be saved just now.
 * Signals:
 * - "stored" (BellEntry *entry): it has an id now; once, before "arrived" unless that came unrecorded.
 * - "arrived" (BellEntry *entry, gboolean recorded): once per entry.
 */
#define BELL_TYPE_RECORDER (bell_recorder_get_type ())
G_DECLARE_FINAL_TYPE (BellRecorder, bell_recorder, BELL, RECORDER, GObject)

BellRecorder *bell_recorder_new (BellHistory *history, BellClock *clock);
void bell_recorder_add (BellRecorder *self, BellEntry *entry);

/* Stores whether the entry is acknowledged, as soon as the entry itself is stored. */
void bell_recorder_acknowledge (BellRecorder *self, BellEntry *entry);

/* The same for several that were acknowledged at the same time in the same way, or are not any more. */
void bell_recorder_acknowledge_many (BellRecorder *self, GPtrArray *entries);

const char *bell_recorder_get_trouble (BellRecorder *self);
void bell_recorder_set_trouble (BellRecorder *self, const char *trouble);

/* What could not be stored is tried again at once, and not when it is due. */
void bell_recorder_retry (BellRecorder *self);

/* Ends the retries; what is under way completes in silence. */
void bell_recorder_stop (BellRecorder *self);

G_END_DECLS
