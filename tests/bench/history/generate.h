/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Makes a history of n events at path as 90 busy days of two shops leave it behind: six kinds,
 * two thousand customers, ten events that wait; with its full-text index. The same for the same n.
 */
void generate_history (const char *path, guint n);

/* When its last event was received: Unix time in µs. */
#define GENERATE_END (1795478400 * (gint64) G_USEC_PER_SEC)
#define GENERATE_DAYS 90

G_END_DECLS
