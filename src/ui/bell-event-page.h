/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellEventPage:
 *
 * All of one event: what, when, its fields as rows, and what came as it came.
 *
 * Signals: "close": somebody has seen enough; "toast" (char *text): something to say in passing.
 */
#define BELL_TYPE_EVENT_PAGE (bell_event_page_get_type ())
G_DECLARE_FINAL_TYPE (BellEventPage, bell_event_page, BELL, EVENT_PAGE, AdwBin)

void bell_event_page_set_context (BellEventPage *self, BellContext *context);
void bell_event_page_set_entry (BellEventPage *self, BellEntry *entry); /* (nullable) */
void bell_event_page_set_folded (BellEventPage *self, gboolean folded);  /* goes back instead of closing */

G_END_DECLS
