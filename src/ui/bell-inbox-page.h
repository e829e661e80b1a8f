/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"
#include "bell-pulse.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellInboxPage:
 *
 * What waits, as cards, over what came before, by days; and beside it (or over
 * it, in a narrow window) all of one event. While somebody searches, what is
 * found in the whole history stands in place of the list.
 *
 * Property "search-mode" (boolean, notify).
 * Signal "toast" (char *text): something to say in passing.
 */
#define BELL_TYPE_INBOX_PAGE (bell_inbox_page_get_type ())
G_DECLARE_FINAL_TYPE (BellInboxPage, bell_inbox_page, BELL, INBOX_PAGE, AdwBin)

void bell_inbox_page_set_context (BellInboxPage *self, BellContext *context, BellPulse *pulse);
void bell_inbox_page_open (BellInboxPage *self, BellEntry *entry);

void bell_inbox_page_search (BellInboxPage *self);

/* Closes the event, where one is open, else the search; FALSE where there is neither. */
gboolean bell_inbox_page_back (BellInboxPage *self);

G_END_DECLS
