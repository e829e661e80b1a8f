/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellDeafnessGroup:
 *
 * What happens when a shop cannot be heard: when it is said, how often, and how that sounds.
 */
#define BELL_TYPE_DEAFNESS_GROUP (bell_deafness_group_get_type ())
G_DECLARE_FINAL_TYPE (BellDeafnessGroup, bell_deafness_group, BELL, DEAFNESS_GROUP, AdwPreferencesGroup)

void bell_deafness_group_set_context (BellDeafnessGroup *self, BellContext *context);

G_END_DECLS
