/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-inbox.h"
#include "bell-notifier.h"
#include "bell-rules.h"

G_BEGIN_DECLS

/**
 * BellAnnouncer:
 *
 * Decides what is shown of what arrived. Signal "open" (gint64 entry_id, char *token (nullable)):
 * somebody clicked a bubble; token raises the window on Wayland.
 */
#define BELL_TYPE_ANNOUNCER (bell_announcer_get_type ())
G_DECLARE_FINAL_TYPE (BellAnnouncer, bell_announcer, BELL, ANNOUNCER, GObject)

BellAnnouncer *bell_announcer_new (BellInbox *inbox, BellRules *rules, BellNotifier *notifier);

G_END_DECLS
