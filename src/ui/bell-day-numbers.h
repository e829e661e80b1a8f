/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-format-today.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellDayNumbers:
 *
 * The numbers of a day, as many in a row as there is room for.
 */
#define BELL_TYPE_DAY_NUMBERS (bell_day_numbers_get_type ())
G_DECLARE_FINAL_TYPE (BellDayNumbers, bell_day_numbers, BELL, DAY_NUMBERS, AdwBin)

void bell_day_numbers_set_report (BellDayNumbers *self, const BellDayReport *report, gint64 deaf_us,
                                  guint reconnects);

G_END_DECLS
