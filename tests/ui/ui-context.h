/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

G_BEGIN_DECLS

/* A real context on parts in memory; nobody shows bubbles. */
BellContext *ui_context_new (void);
BellContext *ui_context_new_with_clock (BellClock *clock);

/* A shop that nobody is signed in to. Borrowed from the context. */
BellShop *ui_context_add_shop (BellContext *context, const char *name);

/* Events as if shop had sent them. */
void ui_context_add_order (BellContext *context, BellShop *shop, guint number);
void ui_context_add_message (BellContext *context, BellShop *shop, const char *text);

G_END_DECLS
