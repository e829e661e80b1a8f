/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-background.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellAutostartRow:
 *
 * Whether the program starts with the session. The switch shows what is so,
 * not what was wished: where the desktop refuses it goes back.
 */
#define BELL_TYPE_AUTOSTART_ROW (bell_autostart_row_get_type ())
G_DECLARE_FINAL_TYPE (BellAutostartRow, bell_autostart_row, BELL, AUTOSTART_ROW, AdwActionRow)

/* background: (nullable). The row is hidden where there is no autostart. Once. */
void bell_autostart_row_set_background (BellAutostartRow *self, BellBackground *background);

G_END_DECLS
