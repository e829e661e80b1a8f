/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BellPulse:
 *
 * One beat a second for whatever shows passing time, and only while the
 * widget it was made for can be seen: a hidden window costs no wake-ups.
 *
 * Signal "tick": also at once when the widget comes into view.
 */
#define BELL_TYPE_PULSE (bell_pulse_get_type ())
G_DECLARE_FINAL_TYPE (BellPulse, bell_pulse, BELL, PULSE, GObject)

BellPulse *bell_pulse_new (GtkWidget *widget);

G_END_DECLS
