/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-history-query.h"
#include "bell-history-row.h"
#include "bell-inbox.h"

G_BEGIN_DECLS

/**
 * BellHistoryModel:
 *
 * What a filter shows of the history, newest first, as a list of #BellHistoryRow
 * that scrolls through a million events as through ten: rows are read when they
 * are asked for, in pages, of which some are kept, and stand empty until then.
 * What arrives is put on top; an entry that is in the inbox is the inbox's own.
 *
 * Properties (notify): "loading" (boolean: the number of rows is not known yet, or not
 * up to date); "trouble" (char *, nullable: why the history cannot be read).
 */
#define BELL_TYPE_HISTORY_MODEL (bell_history_model_get_type ())
G_DECLARE_FINAL_TYPE (BellHistoryModel, bell_history_model, BELL, HISTORY_MODEL, GObject)

/* Empty until it is given a filter. */
BellHistoryModel *bell_history_model_new (BellHistory *history, BellInbox *inbox);

/* What went before is dropped, also when it is still being read: call it at every letter that is typed. */
void bell_history_model_set_filter (BellHistoryModel *self, const BellHistoryFilter *filter);
const BellHistoryFilter *bell_history_model_get_filter (BellHistoryModel *self); /* (nullable) */

/* Reads anew how many there are: something was deleted. */
void bell_history_model_refresh (BellHistoryModel *self);

gboolean bell_history_model_get_loading (BellHistoryModel *self);
const char *bell_history_model_get_trouble (BellHistoryModel *self);

/* The position of the newest event received before that time (a day's until jumps to the day); n_items where there is none, -1 on error. */
void bell_history_model_find_async (BellHistoryModel *self, gint64 before, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
gint64 bell_history_model_find_finish (BellHistoryModel *self, GAsyncResult *result, GError **error);

G_END_DECLS
