/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellAccountPage:
 *
 * Who is signed in to a shop, where else, and the ways out. Signal "toast" (char *text).
 */
#define BELL_TYPE_ACCOUNT_PAGE (bell_account_page_get_type ())
G_DECLARE_FINAL_TYPE (BellAccountPage, bell_account_page, BELL, ACCOUNT_PAGE, AdwBin)

void bell_account_page_set_shop (BellAccountPage *self, BellContext *context, BellShop *shop);
void bell_account_page_stop (BellAccountPage *self);

G_END_DECLS
