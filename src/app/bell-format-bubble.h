/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-announcer-policy.h"

G_BEGIN_DECLS

/* Texts of bubbles: translated, plain; free with g_free(). */

char *bell_format_bubble_title (const BellAnnouncement *announcement); /* "Order 7", "Order 7 ×2", "12 events" */
char *bell_format_bubble_body (const BellAnnouncement *announcement);  /* "9 orders, 3 products · newest: Order 7" */

char *bell_format_count_of_kind (OeKind kind, guint n); /* "9 orders" */

G_END_DECLS
