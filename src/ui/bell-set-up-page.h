/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-provision.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellSetUpPage:
 *
 * What the owner set up by files: which files were read, and what is wrong in
 * them. Not in sight where there is neither.
 */
#define BELL_TYPE_SET_UP_PAGE (bell_set_up_page_get_type ())
G_DECLARE_FINAL_TYPE (BellSetUpPage, bell_set_up_page, BELL, SET_UP_PAGE, AdwPreferencesPage)

/* provision: (nullable) */
void bell_set_up_page_set_provision (BellSetUpPage *self, BellProvision *provision);

G_END_DECLS
