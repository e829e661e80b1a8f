/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"
#include "bell-history-row.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellResultRow:
 *
 * One event of the history in a list: the heading of its day, where it is the
 * day's first, and its line, which comes when it was read.
 */
#define BELL_TYPE_RESULT_ROW (bell_result_row_get_type ())
G_DECLARE_FINAL_TYPE (BellResultRow, bell_result_row, BELL, RESULT_ROW, AdwBin)

GtkWidget *bell_result_row_new (BellContext *context);
void bell_result_row_set_row (BellResultRow *self, BellHistoryRow *row); /* (nullable) */

G_END_DECLS
