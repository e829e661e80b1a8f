/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"
#include "bell-pulse.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellCounterPage:
 *
 * One waiting event at a time, the oldest first, to be read from three metres
 * and taken with one key. Dark, whatever the desktop is. While it rings the
 * page flashes once a second; where animations are switched off, it stands in
 * a frame instead.
 *
 * Signal "leave": somebody wants the window back.
 */
#define BELL_TYPE_COUNTER_PAGE (bell_counter_page_get_type ())
G_DECLARE_FINAL_TYPE (BellCounterPage, bell_counter_page, BELL, COUNTER_PAGE, AdwBin)

void bell_counter_page_set_context (BellCounterPage *self, BellContext *context, BellPulse *pulse);

G_END_DECLS
