/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellShopPreferences:
 *
 * One shop among the preferences: its name, signing in and out, removing it.
 */
#define BELL_TYPE_SHOP_PREFERENCES (bell_shop_preferences_get_type ())
G_DECLARE_FINAL_TYPE (BellShopPreferences, bell_shop_preferences, BELL, SHOP_PREFERENCES, AdwExpanderRow)

GtkWidget *bell_shop_preferences_new (BellContext *context, BellShop *shop);

G_END_DECLS
