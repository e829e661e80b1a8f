/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What an open WebSocket tells its owner; who may drop the channel within each. */
typedef struct
{
  void (*heard) (gpointer owner); /* bytes came in */
  void (*message) (gpointer owner, gboolean is_text, GBytes *data); /* data is borrowed; text is UTF-8 */

  /* At most once, and the last: SIO_ERROR_CLOSED for an orderly end, SIO_ERROR_PARSE, _TOO_BIG, or GIO's own. */
  void (*closed) (gpointer owner, const GError *error);
} SioWsChannelFuncs;

/**
 * SioWsChannel:
 *
 * A WebSocket from the upgrade on, over a stream whose halves are pollable.
 *
 * It reads at most SIO_WS_ROOM bytes per turn of the main loop, below GTK's redraw, and nothing while the application
 * has more important things to do (REQ-105); pings are answered, of several unanswered ones the last (RFC 6455 §5.5.3).
 * What is sent leaves in a later turn, so that no function is called from within a call of ours.
 */
#define SIO_TYPE_WS_CHANNEL (sio_ws_channel_get_type ())
G_DECLARE_FINAL_TYPE (SioWsChannel, sio_ws_channel, SIO, WS_CHANNEL, GObject)

/* funcs: static. owner: not owned; it drops the channel before it goes. max_message: bytes. */
SioWsChannel *sio_ws_channel_new (GIOStream *stream, gsize max_message, const SioWsChannelFuncs *funcs,
                                  gpointer owner);

/* rest: what came behind the upgrade's head. Messages may be told of before this returns. */
void sio_ws_channel_start (SioWsChannel *self, GBytes *rest);

/* FALSE, and not sent, when it has ended or is about to. */
gboolean sio_ws_channel_send (SioWsChannel *self, gboolean is_text, const void *data, gsize length);

/* Whether something is still to be given to the kernel, or that takes no more at the moment. */
gboolean sio_ws_channel_has_unsent (SioWsChannel *self);

/* Asks the server for a pong, which is then heard. */
void sio_ws_channel_ping (SioWsChannel *self);

/* Says goodbye behind all that was sent; "closed" follows when the server has hung up. Until then it is heard. */
void sio_ws_channel_close (SioWsChannel *self);

/* The end, in silence: nothing is told any more. */
void sio_ws_channel_drop (SioWsChannel *self);

G_END_DECLS
