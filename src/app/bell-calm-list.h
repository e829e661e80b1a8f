/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-clock.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What changes again within it is told together; while it goes on, at ever longer intervals. */
#define BELL_CALM_MS 150
#define BELL_STORM_MS 1200

/**
 * BellCalmList:
 *
 * What another list has, told at the pace of people: a change after a calm at
 * once, what follows in a storm as one change every #BELL_CALM_MS to #BELL_STORM_MS.
 * A list view takes no longer for a thousand rows at a time than for one.
 */
#define BELL_TYPE_CALM_LIST (bell_calm_list_get_type ())
G_DECLARE_FINAL_TYPE (BellCalmList, bell_calm_list, BELL, CALM_LIST, GObject)

BellCalmList *bell_calm_list_new (GListModel *items, BellClock *clock);

/* Tells at once what there is to tell: somebody did it, and looks. */
void bell_calm_list_hurry (BellCalmList *self);

G_END_DECLS
