/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-network.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellNetworkRow:
 *
 * How one shop is reached where that differs from this computer's own settings: proxy, certificate authority,
 * client certificate. Property "with-apply": changes are applied one by one.
 * Signals: "submit": Enter was pressed; "apply": something changed and is wanted so.
 */
#define BELL_TYPE_NETWORK_ROW (bell_network_row_get_type ())
G_DECLARE_FINAL_TYPE (BellNetworkRow, bell_network_row, BELL, NETWORK_ROW, AdwExpanderRow)

/* (transfer full): as typed, with the passwords that were typed; nothing of it is read yet. */
BellNetwork *bell_network_row_make_network (BellNetworkRow *self);
void bell_network_row_set_settings (BellNetworkRow *self, const BellNetworkSettings *settings);

G_END_DECLS
