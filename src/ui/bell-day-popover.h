/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"
#include "bell-history-filter.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BellDayPopover:
 *
 * A calendar in which the days that have events are marked, to jump to one.
 *
 * Signal "chosen" (gint64 since, gint64 until): a local day; both 0: any.
 */
#define BELL_TYPE_DAY_POPOVER (bell_day_popover_get_type ())
G_DECLARE_FINAL_TYPE (BellDayPopover, bell_day_popover, BELL, DAY_POPOVER, GtkPopover)

void bell_day_popover_set_context (BellDayPopover *self, BellContext *context);

/* Which events are marked, and which day is chosen. */
void bell_day_popover_load (BellDayPopover *self, const BellHistoryFilter *filter);

G_END_DECLS
