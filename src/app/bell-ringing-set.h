/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-inbox.h"
#include "bell-ringing-group.h"
#include "bell-rules.h"

G_BEGIN_DECLS

/**
 * BellRingingSet:
 *
 * The events that ring: those that wait and whose rule says so, whether they
 * came in just now or were loaded. A set and never a flag: whoever takes one
 * of two orders leaves one that rings. All times are boot times in µs.
 *
 * Signal "changed": another event in it, one less, or other rules.
 */
#define BELL_TYPE_RINGING_SET (bell_ringing_set_get_type ())
G_DECLARE_FINAL_TYPE (BellRingingSet, bell_ringing_set, BELL, RINGING_SET, GObject)

BellRingingSet *bell_ringing_set_new (BellInbox *inbox, BellRules *rules, BellClock *clock);

/*
 * The loudest, and of the equally loud the newest, of those that ring until taken; news: of
 * those, of whatever kind, that did not sound yet. NULL: none. Valid until the set changes.
 */
const BellRingingEvent *bell_ringing_set_choose (BellRingingSet *self, gint64 now, gboolean news);

/* All that is due now sounded. */
void bell_ringing_set_mark_heard (BellRingingSet *self, gint64 now);

/* The newest event for which the window is to come to the front; each is told once. (nullable) (transfer full) */
BellEntry *bell_ringing_set_take_raise (BellRingingSet *self, gint64 now);

/* When the next event becomes more pressing by itself, G_MAXINT64: never. */
gint64 bell_ringing_set_get_next (BellRingingSet *self, gint64 now);

G_END_DECLS
