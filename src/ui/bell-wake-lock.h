/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BellWakeLock:
 *
 * Keeps the computer from sleeping and its screen from going blank, while the
 * setting "keep-awake" wishes it and any shop is listened to.
 *
 * Property "refused" (boolean, notify): it is wished, and this desktop does not do it.
 */
#define BELL_TYPE_WAKE_LOCK (bell_wake_lock_get_type ())
G_DECLARE_FINAL_TYPE (BellWakeLock, bell_wake_lock, BELL, WAKE_LOCK, GObject)

BellWakeLock *bell_wake_lock_new (GtkApplication *application, BellContext *context);

gboolean bell_wake_lock_get_refused (BellWakeLock *self);

/* For the end: lets the computer sleep. */
void bell_wake_lock_stop (BellWakeLock *self);

G_END_DECLS
