/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-history-query.h"
#include "bell-sqlite.h"

G_BEGIN_DECLS

/*
 * The statement that gives columns of table event for a filter, behind after (nullable), in
 * the order of bell-history-query.h, bound, at most limit (0: all). words: (nullable): of
 * the filter's text, as bell_history_words_query() gives them. keys_only: only "received, id".
 */
sqlite3_stmt *bell_history_sql_select (sqlite3 *db, const BellHistoryFilter *filter, gboolean keys_only,
                                       const BellHistoryKey *after, guint limit, GError **error);

/* Of select's rows, keys_only. */
BellHistoryKey bell_history_sql_read_key (sqlite3_stmt *row);

/* One page, from whatever thread owns db. NULL on error. */
GPtrArray *bell_history_sql_read_page (sqlite3 *db, const BellHistoryFilter *filter, const BellHistoryKey *after,
                                       guint limit, GError **error);

G_END_DECLS
