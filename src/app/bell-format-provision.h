/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-provision.h"

G_BEGIN_DECLS

/* What a control says that somebody locked: "Set by your administrator in …". (nullable): locked_by. Free with g_free(). */
char *bell_format_locked (const char *locked_by);

/* "/etc/shopbell/provision.conf:12: …", for the log. */
char *bell_format_mistake (const BellMistake *mistake);

/* "/etc/shopbell/provision.conf, line 12" */
char *bell_format_mistake_place (const BellMistake *mistake);

/* Of n mistakes, in the window; NULL: there are none. */
char *bell_format_mistakes (guint n);

/* Why the program does not start. holder: (nullable). */
char *bell_format_foreign (const char *holder);

G_END_DECLS
