/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-session-state.h"
#include "oe-event.h"

G_BEGIN_DECLS

/* One JSON line each on standard output, flushed. FALSE when nobody reads any more. */
gboolean listen_output_event (OeEvent *event, gint64 received, gboolean raw);
gboolean listen_output_state (BellSessionState state, const char *detail);

G_END_DECLS
