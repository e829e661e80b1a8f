/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"
#include "bell-pulse.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellStatePill:
 *
 * Whether the shops are heard, always in sight: the one that worries most.
 * A button, whose popover lists every shop.
 */
#define BELL_TYPE_STATE_PILL (bell_state_pill_get_type ())
G_DECLARE_FINAL_TYPE (BellStatePill, bell_state_pill, BELL, STATE_PILL, AdwBin)

void bell_state_pill_set_context (BellStatePill *self, BellContext *context, BellPulse *pulse);
void bell_state_pill_popup (BellStatePill *self);
void bell_state_pill_popdown (BellStatePill *self);

G_END_DECLS
