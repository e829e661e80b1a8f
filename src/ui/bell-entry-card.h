/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"
#include "bell-pulse.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellEntryCard:
 *
 * One event that waits: what it is, how long already, and "Got it".
 *
 * Signal "open" (BellEntry *entry): all of it is wanted.
 */
#define BELL_TYPE_ENTRY_CARD (bell_entry_card_get_type ())
G_DECLARE_FINAL_TYPE (BellEntryCard, bell_entry_card, BELL, ENTRY_CARD, AdwBin)

GtkWidget *bell_entry_card_new (BellContext *context, BellPulse *pulse);
void bell_entry_card_set_entry (BellEntryCard *self, BellEntry *entry); /* (nullable) */

G_END_DECLS
