/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Texts of the counter mode; pure, translated, plain, freed with g_free(). */

/* "4 more wait", "" for none: how many events stand behind the one that is shown. */
char *bell_format_behind (guint behind);

/* Whether a key that takes an event is meant for the one in sight: it must have been there for a moment (µs). */
gboolean bell_format_was_seen (gint64 in_sight_us);

G_END_DECLS
