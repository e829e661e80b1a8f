/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"
#include "bell-pulse.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellWaitingHead:
 *
 * The top of the list: "Waiting" and "Got it to all", or, where nothing
 * waits, that all is well and who is listened to.
 */
#define BELL_TYPE_WAITING_HEAD (bell_waiting_head_get_type ())
G_DECLARE_FINAL_TYPE (BellWaitingHead, bell_waiting_head, BELL, WAITING_HEAD, AdwBin)

GtkWidget *bell_waiting_head_new (BellContext *context, BellPulse *pulse);

G_END_DECLS
