/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BellShopMark:
 *
 * The colour of a shop and its name, in sight only while there is more than one shop. Of a shop
 * that was removed nothing is shown.
 */
#define BELL_TYPE_SHOP_MARK (bell_shop_mark_get_type ())
G_DECLARE_FINAL_TYPE (BellShopMark, bell_shop_mark, BELL, SHOP_MARK, GtkWidget)

GtkWidget *bell_shop_mark_new (void);

/* id: (nullable) */
void bell_shop_mark_set_shop (BellShopMark *self, BellContext *context, const char *id);

/* The colour alone, as a dot, for a row that has the name beside it. */
GtkWidget *bell_shop_dot_new (void);
void bell_shop_dot_set_colour (GtkWidget *dot, const char *colour);

G_END_DECLS
