/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-session-state.h"
#include "oe-event.h"

G_BEGIN_DECLS

/*
 * interrupt_fd: while it is readable nobody waits for a reader that does not read. on_failed is called in the main
 * context when nobody reads any more, or it was interrupted.
 */
void listen_output_start (int interrupt_fd, GSourceOnceFunc on_failed, gpointer user_data);
void listen_output_finish (void); /* once; writes what waits first */

/* One JSON line each on standard output, flushed, soon. FALSE when it failed. */
gboolean listen_output_event (OeEvent *event, gint64 received, gboolean raw);
gboolean listen_output_state (BellSessionState state, const char *detail);

G_END_DECLS
