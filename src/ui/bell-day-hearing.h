/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"
#include "bell-history-report.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellDayHearing:
 *
 * Whether the shops could be heard on a day: a strip for each.
 */
#define BELL_TYPE_DAY_HEARING (bell_day_hearing_get_type ())
G_DECLARE_FINAL_TYPE (BellDayHearing, bell_day_hearing, BELL, DAY_HEARING, AdwBin)

/* shop: (nullable): its id; NULL: all of them. margin: in front of the strips. */
void bell_day_hearing_set_report (BellDayHearing *self, BellContext *context, const BellDayReport *report,
                                  const char *shop, int margin);

/* Every gap of the report with its reason, as rows of a list. */
void bell_day_hearing_list_gaps (BellDayHearing *self, BellContext *context, GtkListBox *list);

/* Of all shops that are shown. */
gint64 bell_day_hearing_get_deaf_us (BellDayHearing *self);
guint bell_day_hearing_get_reconnects (BellDayHearing *self);

G_END_DECLS
