/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"
#include "bell-pulse.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BellSilenceButton:
 *
 * While something rings it silences; in a silence it says how long that goes on, and ends it. Else it is not there.
 * What it does is the window's action "win.silence".
 */
#define BELL_TYPE_SILENCE_BUTTON (bell_silence_button_get_type ())
G_DECLARE_FINAL_TYPE (BellSilenceButton, bell_silence_button, BELL, SILENCE_BUTTON, GtkButton)

void bell_silence_button_set_context (BellSilenceButton *self, BellContext *context, BellPulse *pulse);

G_END_DECLS
