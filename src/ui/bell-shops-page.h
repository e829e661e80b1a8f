/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"
#include "bell-pulse.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellShopsPage:
 *
 * All that is to be done with shops: the list of them, each with its page, and behind that its
 * account, its subscriptions, and why nothing is heard. One at a time, and back again.
 *
 * Signals: "leave": back from where it was entered; "toast" (char *text).
 */
#define BELL_TYPE_SHOPS_PAGE (bell_shops_page_get_type ())
G_DECLARE_FINAL_TYPE (BellShopsPage, bell_shops_page, BELL, SHOPS_PAGE, AdwBin)

void bell_shops_page_set_context (BellShopsPage *self, BellContext *context, BellPulse *pulse);

/* Enters at a page: "list", or "shop", "account", "subscriptions", "diagnosis" of a shop (nullable for the list). */
void bell_shops_page_enter (BellShopsPage *self, const char *page, BellShop *shop);

/* The same, from another page of these: back leads to that one. */
void bell_shops_page_go (BellShopsPage *self, const char *page, BellShop *shop);
void bell_shops_page_back (BellShopsPage *self);

/* Ends what is under way; for leaving. */
void bell_shops_page_stop (BellShopsPage *self);

G_END_DECLS
