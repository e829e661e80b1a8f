/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * The colours shops are told apart by. A shop's name always stands beside its
 * colour. None of them is the brass of what waits.
 */
const char *const *bell_shop_colour_list (void); /* NULL-terminated: "blue" … */
const char *bell_shop_colour_title (const char *colour); /* "Blue", translated */

/* colour, or, where that is none, one that an id always gets. */
const char *bell_shop_colour_or_default (const char *colour, const char *id);

/* For another shop: one that the fewest of shops (of BellShop) have. */
const char *bell_shop_colour_pick (GListModel *shops);

G_END_DECLS
