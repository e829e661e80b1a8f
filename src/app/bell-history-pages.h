/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-history-query.h"
#include "bell-history-row.h"
#include "bell-inbox.h"

G_BEGIN_DECLS

/* Rows a page: some screens. */
#define BELL_HISTORY_PAGE 100

/**
 * BellHistoryPages:
 *
 * The pages of one measured filter: reads those that are asked for, and keeps
 * the last used.
 */
typedef struct _BellHistoryPages BellHistoryPages;

/*
 * Takes the measure, which is in steps of BELL_HISTORY_PAGE; failed is called with user_data
 * when a page cannot be read, or is not what was measured (message NULL).
 */
typedef void (*BellHistoryPagesFailed) (gpointer user_data, const char *message);
BellHistoryPages *bell_history_pages_new (BellHistory *history, BellInbox *inbox, const BellHistoryFilter *filter,
                                          BellHistoryMeasure *measure, BellHistoryPagesFailed failed,
                                          gpointer user_data);
void bell_history_pages_free (BellHistoryPages *pages); /* what is being read is given up */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BellHistoryPages, bell_history_pages_free)

/* The first page, before anything is measured; it is its whole measure then. */
BellHistoryPages *bell_history_pages_new_first (BellHistory *history, BellInbox *inbox,
                                                const BellHistoryFilter *filter, GPtrArray *entries,
                                                BellHistoryPagesFailed failed, gpointer user_data);

/* Takes the first page over from older pages of the same filter, if it is the same; gives whether. */
gboolean bell_history_pages_adopt_first (BellHistoryPages *pages, BellHistoryPages *older);

const BellHistoryMeasure *bell_history_pages_get_measure (BellHistoryPages *pages);

/* (transfer full): may be empty still. */
BellHistoryRow *bell_history_pages_get (BellHistoryPages *pages, guint position);

/* Where the entry is, as far as its page is there; -1: not known. */
gint64 bell_history_pages_find (BellHistoryPages *pages, BellEntry *entry);

/* What precedes position page × BELL_HISTORY_PAGE; NULL for the first page. */
const BellHistoryKey *bell_history_pages_get_key (BellHistoryPages *pages, guint page);

/* An entry's own object, where the inbox has it. (transfer none) */
BellEntry *bell_history_pages_own (BellInbox *inbox, BellEntry *entry);

/* Whether two moments (the earlier in the list, 0: there is none) are of different local days. */
gboolean bell_history_pages_begins_day (gint64 previous, gint64 received);

G_END_DECLS
