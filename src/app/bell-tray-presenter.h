/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-autostart.h"
#include "bell-badge.h"
#include "bell-context.h"
#include "bell-tray.h"

G_BEGIN_DECLS

/**
 * BellTrayPresenter:
 *
 * Keeps tray, badge and the desktop's list of background programs in step with
 * the shops and the inbox, and does what the tray's menu asks for.
 *
 * Signal "asked" (char *what, char *token (nullable)): BELL_TRAY_OPEN, BELL_TRAY_PREFERENCES
 * or BELL_TRAY_QUIT, which need a window; token raises it on Wayland.
 */
#define BELL_TYPE_TRAY_PRESENTER (bell_tray_presenter_get_type ())
G_DECLARE_FINAL_TYPE (BellTrayPresenter, bell_tray_presenter, BELL, TRAY_PRESENTER, GObject)

/* badge, autostart: (nullable) */
BellTrayPresenter *bell_tray_presenter_new (BellContext *context, BellTray *tray, BellBadge *badge,
                                            BellAutostart *autostart);
void bell_tray_presenter_stop (BellTrayPresenter *self); /* nothing is shown or done afterwards */

G_END_DECLS
