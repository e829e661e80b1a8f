/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-clock.h"

G_BEGIN_DECLS

/**
 * BellFakeClock:
 *
 * A clock that stands still until somebody turns its hands. Starts at
 * boot 1 000 s and at wall time 2026-11-23 10:00:00 UTC.
 */
#define BELL_TYPE_FAKE_CLOCK (bell_fake_clock_get_type ())
G_DECLARE_FINAL_TYPE (BellFakeClock, bell_fake_clock, BELL, FAKE_CLOCK, BellClock)

BellFakeClock *bell_fake_clock_new (void);

/* Goes on by ms; timers due on the way are called from here, each at its own time and in order. */
void bell_fake_clock_advance (BellFakeClock *self, gint64 ms);

/* As waking from sleep: the time is ms later at once, and due timers are called only by the next advance. */
void bell_fake_clock_jump (BellFakeClock *self, gint64 ms);

/* Ms until the next timer, -1 without one; and how many there are. */
gint64 bell_fake_clock_next_ms (BellFakeClock *self);
guint bell_fake_clock_n_timers (BellFakeClock *self);

G_END_DECLS
