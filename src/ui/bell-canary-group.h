/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellCanaryGroup:
 *
 * The form that is submitted to see whether a shop's events arrive: which, how often, and what became of it.
 */
#define BELL_TYPE_CANARY_GROUP (bell_canary_group_get_type ())
G_DECLARE_FINAL_TYPE (BellCanaryGroup, bell_canary_group, BELL, CANARY_GROUP, AdwPreferencesGroup)

/* context, shop: (nullable): none any more */
void bell_canary_group_set_shop (BellCanaryGroup *self, BellContext *context, BellShop *shop);

G_END_DECLS
