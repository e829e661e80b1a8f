/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-provision.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellSetUpStrip:
 *
 * A line above everything that says that the owner's files have mistakes, with
 * the way to them. Once dismissed it comes back with the next mistake.
 */
#define BELL_TYPE_SET_UP_STRIP (bell_set_up_strip_get_type ())
G_DECLARE_FINAL_TYPE (BellSetUpStrip, bell_set_up_strip, BELL, SET_UP_STRIP, AdwBin)

/* provision: (nullable) */
void bell_set_up_strip_set_provision (BellSetUpStrip *self, BellProvision *provision);

G_END_DECLS
