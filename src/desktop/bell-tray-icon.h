/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-tray.h"

G_BEGIN_DECLS

/* From so many on the icon says "99+". */
#define BELL_TRAY_ICON_MANY 100

/* The tray's icon as pixels, with count (0: none) drawn on it, in the sizes that hosts use: a(iiay), floating. */
GVariant *bell_tray_icon_draw (BellTrayLook look, guint count);

/* "<id>-waiting-symbolic" …; (transfer full) */
char *bell_tray_icon_name (const char *id, BellTrayLook look);

/*
 * The folder of icon themes in which the host will find the named icon, NULL where it would not: then the pixels
 * are all there is, for some hosts show nothing for a name they do not know. (transfer full)
 */
char *bell_tray_icon_find (const char *name);

G_END_DECLS
