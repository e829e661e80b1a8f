/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"
#include "bell-pulse.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellStrip:
 *
 * Under the header bar, only when needed: one sentence about what is out of
 * order, and one button that helps.
 */
#define BELL_TYPE_STRIP (bell_strip_get_type ())
G_DECLARE_FINAL_TYPE (BellStrip, bell_strip, BELL, STRIP, AdwBin)

void bell_strip_set_context (BellStrip *self, BellContext *context, BellPulse *pulse);

G_END_DECLS
