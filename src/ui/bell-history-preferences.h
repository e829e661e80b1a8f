/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellHistoryPreferences:
 *
 * How long and how many events are kept, and the deletion of all of a shop's.
 */
#define BELL_TYPE_HISTORY_PREFERENCES (bell_history_preferences_get_type ())
G_DECLARE_FINAL_TYPE (BellHistoryPreferences, bell_history_preferences, BELL, HISTORY_PREFERENCES, AdwPreferencesGroup)

void bell_history_preferences_set_context (BellHistoryPreferences *self, BellContext *context);

G_END_DECLS
