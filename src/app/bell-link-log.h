/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-clock.h"
#include "bell-history.h"

G_BEGIN_DECLS

/**
 * BellLinkLog:
 *
 * Writes down since when each shop is in which state, so that of every minute of a
 * day it can be said whether the shop could be heard. A shop that goes silent
 * was heard until its last byte came, and not until that was noticed.
 *
 * Signal "written": there is something new in the history.
 */
#define BELL_TYPE_LINK_LOG (bell_link_log_get_type ())
G_DECLARE_FINAL_TYPE (BellLinkLog, bell_link_log, BELL, LINK_LOG, GObject)

/* shops: of BellShop; they may come and go. */
BellLinkLog *bell_link_log_new (BellHistory *history, GListModel *shops, BellClock *clock);

/* The program ends: nothing is known of any shop from now on. */
void bell_link_log_stop (BellLinkLog *self);

G_END_DECLS
