/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-inbox.h"
#include "bell-rules.h"

G_BEGIN_DECLS

/**
 * BellTicketer:
 *
 * Says which events are to be printed: once each, when it has come in and was
 * stored (or could not be), and never when it is only loaded again.
 *
 * Signal "print" (BellEntry *entry, char *title, char *printer): printer "": the usual one.
 */
#define BELL_TYPE_TICKETER (bell_ticketer_get_type ())
G_DECLARE_FINAL_TYPE (BellTicketer, bell_ticketer, BELL, TICKETER, GObject)

BellTicketer *bell_ticketer_new (BellInbox *inbox, BellRules *rules);

G_END_DECLS
