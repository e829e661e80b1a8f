/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"
#include "bell-format-history.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellHistoryBar:
 *
 * Where people say which events of the history they look for: words, a day, and
 * what the popover offers. Typing into capture opens it.
 *
 * Properties (notify): "search-mode" (boolean): it is open; closing it forgets what was looked for.
 * Signal "changed": another filter.
 */
#define BELL_TYPE_HISTORY_BAR (bell_history_bar_get_type ())
G_DECLARE_FINAL_TYPE (BellHistoryBar, bell_history_bar, BELL, HISTORY_BAR, AdwBin)

void bell_history_bar_set_context (BellHistoryBar *self, BellContext *context);
void bell_history_bar_set_capture (BellHistoryBar *self, GtkWidget *capture);

gboolean bell_history_bar_get_search_mode (BellHistoryBar *self);
void bell_history_bar_set_search_mode (BellHistoryBar *self, gboolean search_mode); /* also moves the focus */

const BellHistoryFilter *bell_history_bar_get_filter (BellHistoryBar *self);

/* Takes one condition back, or all of them and the words. */
void bell_history_bar_clear_part (BellHistoryBar *self, BellHistoryPart part);
void bell_history_bar_clear (BellHistoryBar *self);

G_END_DECLS
