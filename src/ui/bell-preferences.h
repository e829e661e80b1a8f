/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellPreferences:
 *
 * What is rarely changed: the connection, this computer, the shops.
 */
#define BELL_TYPE_PREFERENCES (bell_preferences_get_type ())
G_DECLARE_FINAL_TYPE (BellPreferences, bell_preferences, BELL, PREFERENCES, AdwPreferencesWindow)

/* window: (nullable): which it belongs to. */
GtkWindow *bell_preferences_new (GtkWindow *window, BellContext *context);

G_END_DECLS
