/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellSignInRings:
 *
 * The third step of the first run: what should ring? A switch per kind of event, as the shop's rules say
 * now; each change is one of the rules.
 */
#define BELL_TYPE_SIGN_IN_RINGS (bell_sign_in_rings_get_type ())
G_DECLARE_FINAL_TYPE (BellSignInRings, bell_sign_in_rings, BELL, SIGN_IN_RINGS, AdwBin)

void bell_sign_in_rings_set_shop (BellSignInRings *self, BellContext *context, BellShop *shop);

G_END_DECLS
