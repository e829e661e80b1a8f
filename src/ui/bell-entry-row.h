/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellEntryRow:
 *
 * One event of the past, on a line: when, what, and how soon it was taken.
 */
#define BELL_TYPE_ENTRY_ROW (bell_entry_row_get_type ())
G_DECLARE_FINAL_TYPE (BellEntryRow, bell_entry_row, BELL, ENTRY_ROW, AdwBin)

GtkWidget *bell_entry_row_new (void);
void bell_entry_row_set_entry (BellEntryRow *self, BellContext *context, BellEntry *entry);

G_END_DECLS
