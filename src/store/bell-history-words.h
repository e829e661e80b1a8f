/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-entry.h"

G_BEGIN_DECLS

/*
 * What can be searched for: letters and digits without case and accents, cut
 * at all else. Made here and not by FTS5's tokenizer, so that a search and the
 * index can never see different words, whatever version of SQLite wrote it.
 */

/* To be raised when an entry's words change: the index is filled anew then. */
#define BELL_HISTORY_WORDS_VERSION 1

/* Title, body, marker, entity and the payload's values, with a blank around each word; bounded. (transfer full) */
char *bell_history_words_of (BellEntry *entry);

/* FTS5's query for what somebody typed, NULL where there is no word in it. (transfer full) */
char *bell_history_words_query (const char *typed);

/* The same for one entry's words. */
gboolean bell_history_words_fit (const char *words, const char *typed);

G_END_DECLS
