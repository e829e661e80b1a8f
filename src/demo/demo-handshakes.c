/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-handshakes.h"

/* Once a connection is closed, its handshake ends much sooner than that. */
#define AFTER_CLOSE_S 60

static void let_go_later (SoupServerMessage *message);

static void
let_go (SoupServerMessage *message)
{
  g_signal_handlers_disconnect_by_func (message, let_go, NULL);
  g_signal_handlers_disconnect_by_func (message, let_go_later, NULL);
  g_object_unref (message);
}

static gboolean
on_later (gpointer message)
{
  let_go (message);
  return G_SOURCE_REMOVE;
}

static void
let_go_later (SoupServerMessage *message)
{
  g_signal_handlers_disconnect_by_func (message, let_go, NULL);
  g_signal_handlers_disconnect_by_func (message, let_go_later, NULL);
  g_timeout_add_seconds (AFTER_CLOSE_S, on_later, message);
}

static void
on_request_started (SoupServer *server,
                    SoupServerMessage *message)
{
  g_object_ref (message);
  g_signal_connect (message, "connected", G_CALLBACK (let_go), NULL);
  g_signal_connect (message, "finished", G_CALLBACK (let_go), NULL);
  g_signal_connect (message, "disconnected", G_CALLBACK (let_go_later), NULL);
}

/**
 * demo_handshakes_hold:
 *
 * A server of libsoup's that speaks TLS, up to its 3.6, is told of the end of a handshake also for a connection that it
 * closed and freed before. A message holds its connection, and the first message is there before the handshake: so it
 * is held until the handshake is over.
 */
void
demo_handshakes_hold (SoupServer *server)
{
  g_signal_connect (server, "request-started", G_CALLBACK (on_request_started), NULL);
}
