/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"
#include "bell-history-bar.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellHistoryPane:
 *
 * What the bar's filter shows of the history: its conditions, how many events,
 * and the list, which reads from the database what is in sight.
 *
 * Signals: "open" (BellEntry *entry); "toast" (char *text).
 */
#define BELL_TYPE_HISTORY_PANE (bell_history_pane_get_type ())
G_DECLARE_FINAL_TYPE (BellHistoryPane, bell_history_pane, BELL, HISTORY_PANE, AdwBin)

/* bar: not kept longer than the pane. */
void bell_history_pane_set_context (BellHistoryPane *self, BellContext *context, BellHistoryBar *bar);

G_END_DECLS
