/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-session-state.h"
#include "oe-event.h"

G_BEGIN_DECLS

/* fd: while it is readable nobody waits for a reader that does not read; -1: none. */
void listen_output_set_interrupt (int fd);

/* One JSON line each on standard output, flushed. FALSE when nobody reads any more, or it was interrupted. */
gboolean listen_output_event (OeEvent *event, gint64 received, gboolean raw);
gboolean listen_output_state (BellSessionState state, const char *detail);

G_END_DECLS
