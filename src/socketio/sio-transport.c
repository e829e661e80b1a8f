/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-transport.h"

enum
{
  SIGNAL_OPENED,
  SIGNAL_HEARD,
  SIGNAL_CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (SioTransport, sio_transport, G_TYPE_OBJECT)

SioTransportParams *
sio_transport_params_copy (const SioTransportParams *params,
                           const char *name,
                           const char *value)
{
  SioTransportParams *copy = g_new0 (SioTransportParams, 1);
  g_autoptr (GStrvBuilder) headers = g_strv_builder_new ();

  *copy = *params;
  copy->path = g_strdup (params->path);
  copy->user_agent = g_strdup (params->user_agent);
  copy->tls = sio_tls_ref (params->tls);
  if (params->proxy_resolver != NULL)
    g_object_ref (params->proxy_resolver);
  if (params->headers != NULL)
    g_strv_builder_addv (headers, (const char **) params->headers);
  if (value != NULL)
    g_strv_builder_add_many (headers, name, value, NULL);
  copy->headers = (const char *const *) g_strv_builder_end (headers);
  copy->sid = g_strdup (params->sid);
  return copy;
}

void
sio_transport_params_free (SioTransportParams *params)
{
  g_free ((char *) params->path);
  g_free ((char *) params->user_agent);
  sio_tls_unref (params->tls);
  g_clear_object (&params->proxy_resolver);
  g_strfreev ((char **) params->headers);
  g_free ((char *) params->sid);
  g_free (params);
}

static void
sio_transport_default_init (SioTransportInterface *iface)
{
  GType type = G_TYPE_FROM_INTERFACE (iface);

  signals[SIGNAL_OPENED] = g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_HEARD] = g_signal_new ("heard", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CLOSED] = g_signal_new ("closed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                         G_TYPE_ERROR);
}

void
sio_receiver_call (const SioReceiver *receiver,
                   gboolean is_text,
                   GBytes *data)
{
  g_autoptr (GObject) alive = NULL;

  if (receiver->func == NULL)
    return;
  alive = g_object_ref (receiver->object);
  receiver->func (alive, is_text, data);
}

const char *
sio_transport_get_name (SioTransport *self)
{
  return SIO_TRANSPORT_GET_IFACE (self)->get_name (self);
}

void
sio_transport_open (SioTransport *self,
                    const SioTransportParams *params)
{
  SIO_TRANSPORT_GET_IFACE (self)->open (self, params);
}

void
sio_transport_set_receiver (SioTransport *self,
                            SioMessageFunc func,
                            gpointer object)
{
  SioReceiver *receiver = SIO_TRANSPORT_GET_IFACE (self)->get_receiver (self);

  receiver->func = func;
  receiver->object = object;
}

gboolean
sio_transport_send_text (SioTransport *self,
                         const char *text)
{
  return SIO_TRANSPORT_GET_IFACE (self)->send_text (self, text);
}

gboolean
sio_transport_send_binary (SioTransport *self,
                           GBytes *data)
{
  return SIO_TRANSPORT_GET_IFACE (self)->send_binary (self, data);
}

gboolean
sio_transport_has_unsent (SioTransport *self)
{
  return SIO_TRANSPORT_GET_IFACE (self)->has_unsent (self);
}

void
sio_transport_ping (SioTransport *self)
{
  SIO_TRANSPORT_GET_IFACE (self)->ping (self);
}

void
sio_transport_close (SioTransport *self)
{
  SIO_TRANSPORT_GET_IFACE (self)->close (self);
}

void
sio_transport_drop (SioTransport *self)
{
  sio_transport_set_receiver (self, NULL, NULL);
  SIO_TRANSPORT_GET_IFACE (self)->drop (self);
}

void
sio_transport_opened (gpointer self)
{
  g_signal_emit (self, signals[SIGNAL_OPENED], 0);
}

void
sio_transport_heard (gpointer self)
{
  g_signal_emit (self, signals[SIGNAL_HEARD], 0);
}

void
sio_transport_message (gpointer self,
                       gboolean is_text,
                       GBytes *data)
{
  sio_receiver_call (SIO_TRANSPORT_GET_IFACE (self)->get_receiver (self), is_text, data);
}

void
sio_transport_closed (gpointer self,
                      const GError *error)
{
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0, error);
}
