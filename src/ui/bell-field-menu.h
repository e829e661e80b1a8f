/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellFieldMenu:
 *
 * A button that offers the fields that past events have, each with an example.
 *
 * Signal "chosen" (char *field).
 */
#define BELL_TYPE_FIELD_MENU (bell_field_menu_get_type ())
G_DECLARE_FINAL_TYPE (BellFieldMenu, bell_field_menu, BELL, FIELD_MENU, AdwBin)

/* hints: of BellFieldHint; kept. Without any there is no button. */
void bell_field_menu_set_hints (BellFieldMenu *self, GPtrArray *hints);

G_END_DECLS
