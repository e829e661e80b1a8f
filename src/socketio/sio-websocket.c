/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-websocket.h"

#include "sio-error-private.h"
#include "sio-handshake.h"
#include "sio-ws-channel.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

#define READ_SIZE 4096

/* A peer that acknowledges nothing for so long is gone (REQ-109). */
#define TCP_USER_TIMEOUT_MS 20000

struct _SioWebsocket
{
  GObject parent_instance;

  SioReceiver receiver;
  GCancellable *cancellable;
  SioHandshake *handshake;
  SioTls *tls;
  gsize max_message;

  GIOStream *stream;
  guint8 *buffer;
  SioWsChannel *channel; /* once it is open */
  GTlsCertificateFlags tls_flags;
  gboolean finished;
};

static void transport_iface_init (SioTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SioWebsocket, sio_websocket, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SIO_TYPE_TRANSPORT, transport_iface_init))

static void
finish (SioWebsocket *self,
        const GError *error)
{
  g_autoptr (GError) ours = NULL;

  if (self->finished || g_cancellable_is_cancelled (self->cancellable))
    return;
  self->finished = TRUE;
  ours = sio_error_from_io (error, self->channel == NULL ? self->tls_flags : 0);
  sio_transport_closed (self, ours);
}

/* Open */

static void
on_closed (gpointer owner,
           const GError *error)
{
  finish (owner, error);
}

static const SioWsChannelFuncs channel_funcs = { sio_transport_heard, sio_transport_message, on_closed };

static void
start_frames (SioWebsocket *self)
{
  g_autoptr (GBytes) rest = sio_handshake_take_rest (self->handshake);

  self->channel = sio_ws_channel_new (self->stream, self->max_message, &channel_funcs, self);
  sio_transport_heard (self);
  sio_transport_opened (self);
  if (!self->finished)
    sio_ws_channel_start (self->channel, rest);
}

/* The upgrade */

static void read_answer (SioWebsocket *self);

static void
read_answer_cb (GObject *source,
                GAsyncResult *result,
                gpointer user_data)
{
  g_autoptr (SioWebsocket) self = user_data;
  g_autoptr (GError) error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (n < 0)
    {
      finish (self, error);
      return;
    }

  switch (sio_handshake_feed (self->handshake, self->buffer, n, &error))
    {
    case SIO_HANDSHAKE_MORE:
      read_answer (self);
      break;
    case SIO_HANDSHAKE_UPGRADED:
      start_frames (self);
      break;
    case SIO_HANDSHAKE_FAILED:
    default:
      finish (self, error);
      break;
    }
}

static void
read_answer (SioWebsocket *self)
{
  g_input_stream_read_async (g_io_stream_get_input_stream (self->stream), self->buffer, READ_SIZE,
                             G_PRIORITY_DEFAULT, self->cancellable, read_answer_cb, g_object_ref (self));
}

typedef struct
{
  SioWebsocket *self;
  GBytes *request;
} Write;

static void
write_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  Write *write = user_data;
  g_autoptr (SioWebsocket) self = write->self;
  g_autoptr (GError) error = NULL;

  g_bytes_unref (write->request);
  g_free (write);
  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    finish (self, error);
  else
    read_answer (self);
}

static void
send_request (SioWebsocket *self)
{
  Write *write = g_new0 (Write, 1);
  gsize size;
  const void *data;

  write->self = g_object_ref (self);
  write->request = sio_handshake_get_request (self->handshake);
  data = g_bytes_get_data (write->request, &size);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (self->stream), data, size, G_PRIORITY_DEFAULT,
                                   self->cancellable, write_cb, write);
}

/* Connecting */

/* Only to know what was wrong: GLib's error does not say. */
static gboolean
on_accept_certificate (GTlsConnection *connection,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags flags,
                       SioWebsocket *self)
{
  self->tls_flags = flags;
  return FALSE;
}

static void
prepare_tls (SioWebsocket *self,
             GTlsConnection *connection)
{
  if (self->tls->database != NULL)
    g_tls_connection_set_database (connection, self->tls->database);
  if (self->tls->interaction != NULL)
    g_tls_connection_set_interaction (connection, self->tls->interaction);
  g_signal_connect_object (connection, "accept-certificate", G_CALLBACK (on_accept_certificate), self, 0);
}

static void
on_client_event (GSocketClient *client,
                 GSocketClientEvent event,
                 GSocketConnectable *connectable,
                 GIOStream *connection,
                 SioWebsocket *self)
{
  if (event == G_SOCKET_CLIENT_CONNECTED && G_IS_SOCKET_CONNECTION (connection))
    {
      GSocket *socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (connection));

      g_socket_set_option (socket, IPPROTO_TCP, TCP_USER_TIMEOUT, TCP_USER_TIMEOUT_MS, NULL);
      g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
    }
  else if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING && G_IS_TLS_CONNECTION (connection))
    prepare_tls (self, G_TLS_CONNECTION (connection));
}

static void
connect_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (SioWebsocket) self = user_data;
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection = g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, &error);

  if (connection == NULL)
    {
      finish (self, error);
      return;
    }
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_object_unref (connection);
      return;
    }
  self->stream = G_IO_STREAM (connection);
  send_request (self);
}

static void
sio_websocket_open (SioTransport *transport,
                    const SioTransportParams *params)
{
  SioWebsocket *self = SIO_WEBSOCKET (transport);
  g_autofree char *target = sio_url_get_target (params->url, params->path, "websocket", params->sid);
  g_autofree char *origin = sio_url_get_origin (params->url);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnectable) address = NULL;
  g_autoptr (GError) error = NULL;

  self->handshake = sio_handshake_new (params->url, target, params->user_agent);
  for (guint i = 0; params->headers != NULL && params->headers[i] != NULL; i += 2)
    if (!sio_handshake_add_header (self->handshake, params->headers[i], params->headers[i + 1]))
      g_debug ("A header with characters that no header may have was left out");
  self->tls = sio_tls_ref (params->tls);
  self->max_message = params->max_message;

  address = g_network_address_parse_uri (origin, params->url->port, &error);
  if (address == NULL)
    {
      finish (self, error);
      return;
    }
  g_socket_client_set_tls (client, params->url->secure);
  if (params->proxy_resolver != NULL)
    g_socket_client_set_proxy_resolver (client, params->proxy_resolver);
  g_signal_connect_object (client, "event", G_CALLBACK (on_client_event), self, 0);
  g_socket_client_connect_async (client, address, self->cancellable, connect_cb, g_object_ref (self));
}

static gboolean
sio_websocket_send_text (SioTransport *transport,
                         const char *text)
{
  SioWebsocket *self = SIO_WEBSOCKET (transport);

  return self->channel != NULL && sio_ws_channel_send (self->channel, TRUE, text, strlen (text));
}

static gboolean
sio_websocket_send_binary (SioTransport *transport,
                           GBytes *data)
{
  SioWebsocket *self = SIO_WEBSOCKET (transport);
  gsize length;
  const void *bytes = g_bytes_get_data (data, &length);

  return self->channel != NULL && sio_ws_channel_send (self->channel, FALSE, bytes, length);
}

static gboolean
sio_websocket_has_unsent (SioTransport *transport)
{
  SioWebsocket *self = SIO_WEBSOCKET (transport);

  return self->channel != NULL && sio_ws_channel_has_unsent (self->channel);
}

static void
sio_websocket_ping (SioTransport *transport)
{
  SioWebsocket *self = SIO_WEBSOCKET (transport);

  if (self->channel != NULL)
    sio_ws_channel_ping (self->channel);
}

static void
sio_websocket_close (SioTransport *transport)
{
  SioWebsocket *self = SIO_WEBSOCKET (transport);

  if (self->channel != NULL)
    sio_ws_channel_close (self->channel);
  else
    g_cancellable_cancel (self->cancellable);
}

static void
sio_websocket_drop (SioTransport *transport)
{
  SioWebsocket *self = SIO_WEBSOCKET (transport);

  self->finished = TRUE;
  g_cancellable_cancel (self->cancellable);
  if (self->channel != NULL)
    sio_ws_channel_drop (self->channel);
  g_clear_object (&self->channel);
  g_clear_object (&self->stream);
}

/* GObject */

static void
sio_websocket_dispose (GObject *object)
{
  sio_websocket_drop (SIO_TRANSPORT (object));
  G_OBJECT_CLASS (sio_websocket_parent_class)->dispose (object);
}

static void
sio_websocket_finalize (GObject *object)
{
  SioWebsocket *self = SIO_WEBSOCKET (object);

  g_clear_pointer (&self->handshake, sio_handshake_free);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->tls, sio_tls_unref);
  g_free (self->buffer);
  G_OBJECT_CLASS (sio_websocket_parent_class)->finalize (object);
}

static void
sio_websocket_class_init (SioWebsocketClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sio_websocket_dispose;
  object_class->finalize = sio_websocket_finalize;
}

static SioReceiver *
get_receiver (SioTransport *transport)
{
  return &SIO_WEBSOCKET (transport)->receiver;
}

static const char *
get_name (SioTransport *transport)
{
  return "websocket";
}

static void
transport_iface_init (SioTransportInterface *iface)
{
  iface->get_name = get_name;
  iface->get_receiver = get_receiver;
  iface->open = sio_websocket_open;
  iface->send_text = sio_websocket_send_text;
  iface->send_binary = sio_websocket_send_binary;
  iface->has_unsent = sio_websocket_has_unsent;
  iface->ping = sio_websocket_ping;
  iface->close = sio_websocket_close;
  iface->drop = sio_websocket_drop;
}

static void
sio_websocket_init (SioWebsocket *self)
{
  self->cancellable = g_cancellable_new ();
  self->buffer = g_malloc (READ_SIZE);
}

SioTransport *
sio_websocket_new (void)
{
  return g_object_new (SIO_TYPE_WEBSOCKET, NULL);
}
