/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

G_BEGIN_DECLS

/* Days until the app token ends, by its own word and the shop's clock; 0: today, or it has; -1: it does not say. */
int bell_app_token_get_days (OeClient *client);

/* (transfer full) (nullable): of those whose app token ends soon, and nobody read that today, the one with the least time. */
BellShop *bell_app_token_find_ending (GListModel *shops, BellClock *clock, int *days);

/* Somebody read it: nothing is said of this shop before tomorrow. */
void bell_app_token_note_read (BellContext *context, BellShop *shop);

G_END_DECLS
