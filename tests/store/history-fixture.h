/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-history-query.h"
#include "bell-test.h"

G_BEGIN_DECLS

/* The calls of BellHistory as tests want them: each waits for its end. error: (nullable). */

/* An order of that number, received 1000 + number µs after 1970, with a marker if it is odd. */
BellEntry *history_make_entry (const char *shop, int number);

/* Where a history may be made; the folder itself is not there yet. (transfer full) */
char *history_make_path (void);

/* Runs a script on a file of its own, without BellHistory. */
void history_run_sql (const char *path, const char *sql);
gint64 history_query_int (const char *path, const char *sql);

gint64 history_store (BellHistory *history, BellEntry *entry, GError **error);
gint64 history_append (BellHistory *history, const char *shop, int number, GError **error);
GPtrArray *history_load (BellHistory *history, gboolean waiting, gint64 before, guint limit, GError **error);
gint64 history_acknowledge (BellHistory *history, gint64 id, gint64 when, const char *how);
gint64 history_prune (BellHistory *history, gint64 before, gint64 keep);
void history_delete_shop (BellHistory *history, const char *shop);

GPtrArray *history_query (BellHistory *history, const BellHistoryFilter *filter, const BellHistoryKey *after,
                          guint limit);
gint64 history_count (BellHistory *history, const BellHistoryFilter *filter);

/* Asks until the index has caught up with so many. */
void history_await_count (BellHistory *history, const BellHistoryFilter *filter, gint64 count);

/* The ids of what the filter shows, in its order, as "3 2 1". (transfer full) */
char *history_ids (BellHistory *history, const BellHistoryFilter *filter);

G_END_DECLS
