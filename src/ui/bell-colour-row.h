/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellColourRow:
 *
 * One of the colours that shops are told apart by. Signal "chosen": a person chose another one.
 */
#define BELL_TYPE_COLOUR_ROW (bell_colour_row_get_type ())
G_DECLARE_FINAL_TYPE (BellColourRow, bell_colour_row, BELL, COLOUR_ROW, AdwActionRow)

void bell_colour_row_set_colour (BellColourRow *self, const char *colour);
const char *bell_colour_row_get_colour (BellColourRow *self);

G_END_DECLS
