/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellWelcomePage:
 *
 * The first thing anybody sees: sign in, or try the demo shop.
 */
#define BELL_TYPE_WELCOME_PAGE (bell_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (BellWelcomePage, bell_welcome_page, BELL, WELCOME_PAGE, AdwBin)

G_END_DECLS
