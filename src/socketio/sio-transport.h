/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sio-tls.h"
#include "sio-url.h"

G_BEGIN_DECLS

typedef struct
{
  const SioUrl *url; /* borrowed for as long as the transport lives */
  const char *path;
  const char *user_agent;
  SioTls *tls;
  GProxyResolver *proxy_resolver;  /* (nullable) */
  const char *const *headers;      /* (nullable): name, value, …, NULL */
  gsize max_message;
  const char *sid; /* (nullable): the session to go on with (REQ-102); NULL for a new one */
} SioTransportParams;

/* A copy of all but the url, with one more header where value is not NULL. */
SioTransportParams *sio_transport_params_copy (const SioTransportParams *params, const char *name, const char *value);
void sio_transport_params_free (SioTransportParams *params);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SioTransportParams, sio_transport_params_free)

/**
 * SioTransport:
 *
 * One way to carry Engine.IO packets to a server, from the look-up of its name
 * to its end. Used once.
 *
 * Signals: "opened": packets may be sent; "heard": bytes came in; "closed" (GError *error): at most
 * once, also for what never opened; SIO_ERROR_CLOSED for an orderly end.
 *
 * Packets go to the receiver, by a plain call: there may be a hundred thousand a second.
 */
#define SIO_TYPE_TRANSPORT (sio_transport_get_type ())
G_DECLARE_INTERFACE (SioTransport, sio_transport, SIO, TRANSPORT, GObject)

/* One packet, a binary one without a type. data is borrowed. */
typedef void (*SioMessageFunc) (gpointer receiver, gboolean is_text, GBytes *data);

typedef struct
{
  SioMessageFunc func; /* (nullable) */
  gpointer object;     /* not owned */
} SioReceiver;

/* The receiver lives through the call, whatever it does. */
void sio_receiver_call (const SioReceiver *receiver, gboolean is_text, GBytes *data);

struct _SioTransportInterface
{
  GTypeInterface parent_iface;

  const char *(*get_name) (SioTransport *self);
  SioReceiver *(*get_receiver) (SioTransport *self);
  void (*open) (SioTransport *self, const SioTransportParams *params);
  gboolean (*send_text) (SioTransport *self, const char *text);
  gboolean (*send_binary) (SioTransport *self, GBytes *data);
  gboolean (*has_unsent) (SioTransport *self);
  void (*ping) (SioTransport *self);
  void (*close) (SioTransport *self);
  void (*drop) (SioTransport *self);
};

const char *sio_transport_get_name (SioTransport *self); /* "websocket", "polling"; NULL: none any more */
void sio_transport_open (SioTransport *self, const SioTransportParams *params);

/* object: a GObject that drops the transport before it goes; it replaces the one before. */
void sio_transport_set_receiver (SioTransport *self, SioMessageFunc func, gpointer object);

/* Nothing is sent, and FALSE given, when it is not open. In the order of the calls. */
gboolean sio_transport_send_text (SioTransport *self, const char *text);
gboolean sio_transport_send_binary (SioTransport *self, GBytes *data);

/* Whether something sent is still to be given to the kernel, or that takes no more at the moment. */
gboolean sio_transport_has_unsent (SioTransport *self);

/* Asks the peer for a sign of life within a second; "heard" tells of it. */
void sio_transport_ping (SioTransport *self);

/* Takes leave; "closed" follows within some seconds, or never where the peer does not answer. */
void sio_transport_close (SioTransport *self);

/* Ends the connection at once and in silence: no signal and no packet afterwards. */
void sio_transport_drop (SioTransport *self);

/* For the transports. */
void sio_transport_opened (gpointer self);
void sio_transport_heard (gpointer self);
void sio_transport_message (gpointer self, gboolean is_text, GBytes *data);
void sio_transport_closed (gpointer self, const GError *error);

G_END_DECLS
