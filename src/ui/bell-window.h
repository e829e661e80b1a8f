/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellWindow:
 *
 * The one window: the welcome, the sign-in, or the inbox and the rules with
 * the state of the shops always in sight.
 */
#define BELL_TYPE_WINDOW (bell_window_get_type ())
G_DECLARE_FINAL_TYPE (BellWindow, bell_window, BELL, WINDOW, AdwApplicationWindow)

BellWindow *bell_window_new (AdwApplication *application, BellContext *context, gboolean demo);
void bell_window_open_entry (BellWindow *self, BellEntry *entry);
void bell_window_sign_in (BellWindow *self, BellShop *again); /* (nullable) */
void bell_window_add_toast (BellWindow *self, AdwToast *toast); /* one that can do something */
void bell_window_toast (BellWindow *self, const char *text);

G_END_DECLS
