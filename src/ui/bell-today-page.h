/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellTodayPage:
 *
 * One day, drawn: what came when, whether the shops could be heard, and some
 * numbers. Follows what happens while it can be seen, and costs nothing while it cannot.
 */
#define BELL_TYPE_TODAY_PAGE (bell_today_page_get_type ())
G_DECLARE_FINAL_TYPE (BellTodayPage, bell_today_page, BELL, TODAY_PAGE, AdwBin)

void bell_today_page_set_context (BellTodayPage *self, BellContext *context);

G_END_DECLS
