/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-entry.h"

G_BEGIN_DECLS

/* Texts about one stored event: pure, translated, plain; freed with g_free() unless const. */

const char *bell_format_kind_one (const char *kind);            /* "Order": the singular of bell_format_kind() */
char *bell_format_duration (gint64 us);                         /* "41 s", "4 min", "2 h 5 min", "3 d" */
char *bell_format_taken (gint64 received, gint64 acknowledged, const char *how); /* "taken after 41 s", "waits", "" */
char *bell_format_taken_long (gint64 received, gint64 acknowledged, const char *how); /* "Taken at 10:02 in the bubble, after 41 s" */
char *bell_format_got_it (BellEntry *newest, guint n);          /* the toast: "Got it: Order 1042", "Got it: 3 events" */
char *bell_format_moment (gint64 unix_us);                      /* "Monday, 23 November 2026, 10:02:11" */

/* What a screen reader says of n that came in: the newest itself, or how many. */
char *bell_format_arrived (BellEntry *newest, guint n);

/* For the clipboard: title, body, kind, shop and time, one a line. */
char *bell_format_entry_text (BellEntry *entry, const char *shop);

/* What a screen reader says for a row: title, body, shop and how long ago. */
char *bell_format_entry_label (BellEntry *entry, const char *shop, gint64 now_us);

G_END_DECLS
