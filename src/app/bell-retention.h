/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-clock.h"
#include "bell-history.h"
#include "bell-settings.h"

G_BEGIN_DECLS

/**
 * BellRetention:
 *
 * Keeps the history as long and as large as the settings "history-days" and
 * "history-limit" say: soon after the start, four times a day, and when they change.
 */
#define BELL_TYPE_RETENTION (bell_retention_get_type ())
G_DECLARE_FINAL_TYPE (BellRetention, bell_retention, BELL, RETENTION, GObject)

BellRetention *bell_retention_new (BellHistory *history, BellSettings *settings, BellClock *clock);
void bell_retention_stop (BellRetention *self);

G_END_DECLS
