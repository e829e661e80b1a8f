/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-clock.h"
#include "bell-history.h"

G_BEGIN_DECLS

/**
 * BellMeter:
 *
 * Asks every shop that is heard, some times an hour, something small, and writes
 * down how long the answer took and what time it is there.
 */
#define BELL_TYPE_METER (bell_meter_get_type ())
G_DECLARE_FINAL_TYPE (BellMeter, bell_meter, BELL, METER, GObject)

/* shops: of BellShop; they may come and go. */
BellMeter *bell_meter_new (BellHistory *history, GListModel *shops, BellClock *clock);
void bell_meter_stop (BellMeter *self);

G_END_DECLS
