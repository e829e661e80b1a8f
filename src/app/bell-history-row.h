/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-entry.h"

G_BEGIN_DECLS

/**
 * BellHistoryRow:
 *
 * A place in a #BellHistoryModel, empty until its entry is read.
 *
 * Properties (notify): "entry" (BellEntry, nullable: not there yet); "begins-day"
 * (boolean: it is the first of its local day, so that a heading stands in front of it).
 */
#define BELL_TYPE_HISTORY_ROW (bell_history_row_get_type ())
G_DECLARE_FINAL_TYPE (BellHistoryRow, bell_history_row, BELL, HISTORY_ROW, GObject)

BellEntry *bell_history_row_get_entry (BellHistoryRow *self); /* (nullable) (transfer none) */
gboolean bell_history_row_get_begins_day (BellHistoryRow *self);

/* For bell_history_model only. */
BellHistoryRow *bell_history_row_new (void);
void bell_history_row_set_entry (BellHistoryRow *self, BellEntry *entry);
void bell_history_row_set_begins_day (BellHistoryRow *self, gboolean begins_day);

G_END_DECLS
