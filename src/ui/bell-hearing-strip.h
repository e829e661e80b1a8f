/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-day-view.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BellHearingStrip:
 *
 * A shop's day, minute by minute: whether it could be heard, by colour and
 * pattern. A minute is looked at by pointing; the arrow keys go from one
 * change to the next.
 *
 * Signal "chosen": bell_hearing_strip_get_chosen() is another minute.
 */
#define BELL_TYPE_HEARING_STRIP (bell_hearing_strip_get_type ())
G_DECLARE_FINAL_TYPE (BellHearingStrip, bell_hearing_strip, BELL, HEARING_STRIP, GtkWidget)

/* name: of the shop */
GtkWidget *bell_hearing_strip_new (const char *name);

/* view: borrowed, until the next call; (nullable) */
void bell_hearing_strip_set_view (BellHearingStrip *self, const BellDayView *view);
int bell_hearing_strip_get_chosen (BellHearingStrip *self); /* a minute of the day, -1: none */

/* (transfer full): what is to be said of the chosen minute, or of the whole day; "" without a view. */
char *bell_hearing_strip_dup_words (BellHearingStrip *self);

G_END_DECLS
