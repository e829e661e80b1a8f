/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*
 * A deep copy of an event's arguments with every secret replaced by BELL_MASK:
 * a top-level "code" of any argument; password, token, accessToken, refreshToken,
 * tokenSecretKey at any depth (whatever their type); the value of form entries
 * whose marker contains "pass"; and the code's value wherever it recurs in the
 * same event, inside longer strings too. A promo_code or a product's own "code"
 * attribute stays. Case of keys is ignored. (transfer full)
 */
JsonArray *oe_mask_args (JsonArray *args);

G_END_DECLS
