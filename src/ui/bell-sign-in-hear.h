/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellSignInHear:
 *
 * The last step of the first run: a test alert, on the way of every event, which rings until it is taken.
 *
 * Signal "nothing": somebody does not hear it.
 */
#define BELL_TYPE_SIGN_IN_HEAR (bell_sign_in_hear_get_type ())
G_DECLARE_FINAL_TYPE (BellSignInHear, bell_sign_in_hear, BELL, SIGN_IN_HEAR, AdwBin)

void bell_sign_in_hear_set_shop (BellSignInHear *self, BellContext *context, BellShop *shop);

/* Ends the test alert; for leaving. */
void bell_sign_in_hear_stop (BellSignInHear *self);

G_END_DECLS
