/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-inbox.h"
#include "bell-rules.h"

G_BEGIN_DECLS

/**
 * BellTaker:
 *
 * One till's work silences all tills: an event whose status says that somebody
 * took the order acknowledges the one that waits, "elsewhere".
 */
#define BELL_TYPE_TAKER (bell_taker_get_type ())
G_DECLARE_FINAL_TYPE (BellTaker, bell_taker, BELL, TAKER, GObject)

BellTaker *bell_taker_new (BellInbox *inbox, BellRules *rules);

G_END_DECLS
