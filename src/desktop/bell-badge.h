/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-bus.h"

G_BEGIN_DECLS

/**
 * BellBadge:
 *
 * The number on the program's icon in docks and task bars that know
 * com.canonical.Unity.LauncherEntry; the others ignore it.
 */
#define BELL_TYPE_BADGE (bell_badge_get_type ())
G_DECLARE_FINAL_TYPE (BellBadge, bell_badge, BELL, BADGE, GObject)

/* desktop_id: without ".desktop". */
BellBadge *bell_badge_new (BellBus *bus, const char *desktop_id);

/* Also told to a dock that comes later. count: 0 shows none. */
void bell_badge_set (BellBadge *self, guint count, gboolean urgent);

G_END_DECLS
