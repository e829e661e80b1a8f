/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"
#include "bell-history-filter.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BellHistoryFilters:
 *
 * The popover that narrows the history down: by shop, kind, state and an event's name.
 *
 * Signal "changed".
 */
#define BELL_TYPE_HISTORY_FILTERS (bell_history_filters_get_type ())
G_DECLARE_FINAL_TYPE (BellHistoryFilters, bell_history_filters, BELL, HISTORY_FILTERS, GtkPopover)

void bell_history_filters_set_context (BellHistoryFilters *self, BellContext *context);

/* Shows what the filter says; writes into it what is chosen. */
void bell_history_filters_load (BellHistoryFilters *self, const BellHistoryFilter *filter);
void bell_history_filters_store (BellHistoryFilters *self, BellHistoryFilter *filter);

G_END_DECLS
