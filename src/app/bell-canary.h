/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-shop.h"
#include "oe-event.h"

G_BEGIN_DECLS

/* So long may a form's event take, and so long a shop is given rest after it went online. */
#define BELL_CANARY_DEADLINE_S 60
#define BELL_CANARY_FIRST_S 10

/**
 * BellCanary:
 *
 * Where the owner named a form for it, submits that every so many minutes while the shop is online, and looks
 * whether its event comes back. That it does not is told by the shop's news (bell_shop_get_canary()); it is tried
 * again every minute then. Without a form nothing is ever asked.
 */
#define BELL_TYPE_CANARY (bell_canary_get_type ())
G_DECLARE_FINAL_TYPE (BellCanary, bell_canary, BELL, CANARY, GObject)

BellCanary *bell_canary_new (GListModel *shops, BellClock *clock);

/* TRUE: it is a canary's event, of this till or of another one, and none that the shop meant for people. */
gboolean bell_canary_take (BellCanary *self, BellShop *shop, OeEvent *event);

void bell_canary_stop (BellCanary *self);

G_END_DECLS
