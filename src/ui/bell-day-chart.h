/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-history-report.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BellDayChart:
 *
 * The events of a day by hour, stacked by kind, each kind in a colour and a
 * pattern. Its accessible description says all of it in words; an hour is looked
 * at by pointing, or with the arrow keys.
 *
 * Signal "chosen": bell_day_chart_get_chosen() is another hour.
 */
#define BELL_TYPE_DAY_CHART (bell_day_chart_get_type ())
G_DECLARE_FINAL_TYPE (BellDayChart, bell_day_chart, BELL, DAY_CHART, GtkWidget)

/* report: borrowed, until the next call; (nullable) */
void bell_day_chart_set_report (BellDayChart *self, const BellDayReport *report);
int bell_day_chart_get_margin (BellDayChart *self); /* what the scale takes in front of the first hour */
int bell_day_chart_get_chosen (BellDayChart *self); /* an hour, -1: none */

G_END_DECLS
