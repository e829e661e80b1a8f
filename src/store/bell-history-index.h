/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-sqlite.h"

G_BEGIN_DECLS

/*
 * The full-text index: an FTS5 table of the entries' words without the words
 * themselves, filled in batches behind the events. meta's "indexed" says up to
 * which id it is filled, in the same transaction: a crash loses and doubles nothing.
 */

/* Makes it, and anew when it is of another version of the words. */
gboolean bell_history_index_prepare (sqlite3 *db, GError **error);

/* Adds the next rows, at most limit, in a transaction of its own; more: whether there are any left. */
gboolean bell_history_index_step (sqlite3 *db, guint limit, gboolean *more, GError **error);

/* The id up to which it is filled, -1 on error. */
gint64 bell_history_index_get_filled (sqlite3 *db, GError **error);

/* Takes an entry out that is about to be deleted. Inside the caller's transaction. */
gboolean bell_history_index_remove (sqlite3 *db, BellEntry *entry, GError **error);

/* Lets go of what was taken out, a little of it; more: whether to call again. start: the first call. */
gboolean bell_history_index_merge (sqlite3 *db, gboolean start, gboolean *more, GError **error);

G_END_DECLS
