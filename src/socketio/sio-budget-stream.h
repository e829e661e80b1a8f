/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SioBudgetStream:
 *
 * Stands between a connection and libsoup's WebSocket codec, which drains its
 * socket in one go: hands over at most a budget of bytes per turn of the main
 * loop, tells of every byte that comes in, bounds what may come in between two
 * messages, and begins with the bytes that followed the upgrade's head.
 * Closing it closes the connection beneath.
 */
#define SIO_TYPE_BUDGET_STREAM (sio_budget_stream_get_type ())
G_DECLARE_FINAL_TYPE (SioBudgetStream, sio_budget_stream, SIO, BUDGET_STREAM, GIOStream)

/* Called for every read that brought bytes. */
typedef void (*SioHeardFunc) (gpointer user_data);

GIOStream *sio_budget_stream_new (GIOStream *base, GBytes *rest, gsize max_message, SioHeardFunc heard,
                                  gpointer user_data);

/* A message was delivered: the count of its bytes starts anew. */
void sio_budget_stream_message_done (SioBudgetStream *self);

/* No more calls of the heard function. */
void sio_budget_stream_detach (SioBudgetStream *self);

G_END_DECLS
