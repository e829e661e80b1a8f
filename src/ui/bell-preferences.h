/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-background.h"
#include "bell-context.h"
#include "bell-speaker.h"
#include "bell-wake-lock.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellPreferences:
 *
 * What is rarely changed: the connection, this computer.
 */
#define BELL_TYPE_PREFERENCES (bell_preferences_get_type ())
G_DECLARE_FINAL_TYPE (BellPreferences, bell_preferences, BELL, PREFERENCES, AdwPreferencesWindow)

/* window: (nullable): which it belongs to. background: (nullable): without it nothing is said of autostart. */
GtkWindow *bell_preferences_new (GtkWindow *window, BellContext *context, BellBackground *background);

/* Shows what a till can do: speak and stay awake. */
void bell_preferences_set_till (BellPreferences *self, BellSpeaker *speaker, BellWakeLock *wake_lock);

G_END_DECLS
