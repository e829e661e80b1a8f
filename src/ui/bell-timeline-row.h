/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"
#include "bell-pulse.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellTimelineRow:
 *
 * What a list view recycles: shows a #BellEntry that waits as a card, one of
 * the past as a row, a #BellDay as a heading, and anything else as the head of
 * the list.
 *
 * Signal "open" (BellEntry *entry)
 */
#define BELL_TYPE_TIMELINE_ROW (bell_timeline_row_get_type ())
G_DECLARE_FINAL_TYPE (BellTimelineRow, bell_timeline_row, BELL, TIMELINE_ROW, AdwBin)

GtkWidget *bell_timeline_row_new (BellContext *context, BellPulse *pulse);
void bell_timeline_row_bind (BellTimelineRow *self, GtkListItem *item);
void bell_timeline_row_unbind (BellTimelineRow *self);

G_END_DECLS
