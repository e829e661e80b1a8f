/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sio-url.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SioWebsocket:
 *
 * One WebSocket, from the look-up of its name to its end: connection, TLS and
 * proxy by GSocketClient, the upgrade by #SioHandshake, frames by libsoup on a
 * budgeted stream. Used once.
 *
 * Signals: "opened"; "heard" (bytes came in); "text", "binary" (GBytes *data): a message;
 * "closed" (GError *error): at most once, also for what never opened; SIO_ERROR_CLOSED for
 * an orderly end.
 */
#define SIO_TYPE_WEBSOCKET (sio_websocket_get_type ())
G_DECLARE_FINAL_TYPE (SioWebsocket, sio_websocket, SIO, WEBSOCKET, GObject)

typedef struct
{
  const SioUrl *url;
  const char *path;
  const char *user_agent;
  GTlsDatabase *tls_database;      /* (nullable) */
  GProxyResolver *proxy_resolver;  /* (nullable) */
  const char *const *headers;      /* (nullable): name, value, …, NULL */
  gsize max_message;
} SioWebsocketParams;

SioWebsocket *sio_websocket_new (void);
void sio_websocket_open (SioWebsocket *self, const SioWebsocketParams *params);

/* Nothing is sent, and FALSE given, when it is not open. */
gboolean sio_websocket_send_text (SioWebsocket *self, const char *text);
gboolean sio_websocket_send_binary (SioWebsocket *self, GBytes *data);

/* Whether something sent is still to be given to the kernel, or that takes no more at the moment. */
gboolean sio_websocket_has_unsent (SioWebsocket *self);

/* Sends a ping frame within a second, and again until something is heard. */
void sio_websocket_ping (SioWebsocket *self);

/* Sends a close frame; "closed" follows within libsoup's 5 s, or earlier. */
void sio_websocket_close (SioWebsocket *self);

/* Ends the connection at once and in silence: no signal afterwards. */
void sio_websocket_drop (SioWebsocket *self);

G_END_DECLS
