/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-settings.h"
#include "bell-speaker.h"
#include "bell-wake-lock.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Preferences of a computer that stands on a counter: to stay awake, and to speak. */
#define BELL_TYPE_TILL_GROUP (bell_till_group_get_type ())
G_DECLARE_FINAL_TYPE (BellTillGroup, bell_till_group, BELL, TILL_GROUP, AdwPreferencesGroup)

void bell_till_group_bind (BellTillGroup *self, BellSettings *settings, BellSpeaker *speaker, BellWakeLock *wake_lock);

G_END_DECLS
