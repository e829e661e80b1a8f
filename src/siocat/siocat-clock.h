/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-clock.h"

G_BEGIN_DECLS

/**
 * SiocatClock:
 *
 * The real clock, whose hands can be put forward. A wait that this ends is over
 * at the next turn of the main loop, as it is after real sleep: what runs before
 * that finds it overdue.
 */
#define SIOCAT_TYPE_CLOCK (siocat_clock_get_type ())
G_DECLARE_FINAL_TYPE (SiocatClock, siocat_clock, SIOCAT, CLOCK, BellClock)

SiocatClock *siocat_clock_new (void);
void siocat_clock_advance (SiocatClock *self, gint64 ms);

G_END_DECLS
