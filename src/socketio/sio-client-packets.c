/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-client-private.h"

#include "sio-error-private.h"
#include "sio-event-private.h"

#include "bell-json.h"

/* REQ-43 */
#define ATTACHMENTS_MS 30000

static void
parse_error (SioClient *self,
             GError *error)
{
  sio_client_lost (self, SIO_REASON_PARSE_ERROR, error);
  g_error_free (error);
}

static void
attachments_overdue_cb (gpointer user_data)
{
  SioClient *self = user_data;

  self->attachment_timer = 0;
  parse_error (self, sio_error_new (SIO_ERROR_PARSE, "The attachments of a packet did not come"));
}

static void
take_connect (SioClient *self,
              SioPacket *packet)
{
  g_autoptr (JsonNode) root = NULL;
  const char *sid = NULL;

  if (self->state != SIO_STATE_JOINING)
    {
      g_debug ("A second CONNECT is ignored");
      return;
    }
  if (packet->payload != NULL)
    {
      root = bell_json_parse (packet->payload, packet->payload_length, G_MAXSIZE, NULL);
      sid = root != NULL ? bell_json_get_string (json_node_get_object (root), "sid") : NULL;
    }
  if (sid == NULL || *sid == '\0')
    {
      /* A server of protocol 4 or older (REQ-10, REQ-47). */
      g_autoptr (GError) error = sio_error_new (SIO_ERROR_UNSUPPORTED, "The server does not speak Socket.IO 5");

      sio_client_lost (self, SIO_REASON_FORCED_CLOSE, error);
      return;
    }
  sio_client_joined (self, sid);
}

/* {"message":"…","data":…}; older servers send a string, or nothing (REQ-41). */
static void
take_connect_error (SioClient *self,
                    SioPacket *packet)
{
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *message = NULL;

  if (packet->payload != NULL)
    root = bell_json_parse (packet->payload, packet->payload_length, G_MAXSIZE, NULL);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    message = bell_json_dup_text (json_node_get_object (root), "message");
  else if (root != NULL)
    message = bell_json_node_dup_text (root);
  sio_client_refused (self, SIO_REASON_SERVER_DISCONNECT,
                      sio_error_new (SIO_ERROR_REFUSED, "%.300s",
                                     message != NULL && *message != '\0' ? message : "Refused"));
}

static void
take_event (SioClient *self,
            SioPacket *packet)
{
  g_autoptr (SioEvent) event = NULL;
  gint64 id = packet->id;

  if (self->state != SIO_STATE_CONNECTED)
    return;
  event = sio_event_new (packet);

  /* Somebody there waits for an answer; that it was heard is all there is to say. */
  if (id >= 0)
    {
      g_autofree char *reply = sio_packet_encode (SIO_PACKET_ACK, self->url->nsp, id, "[]");

      sio_engine_send (self->engine, reply);
    }
  sio_client_emit_event (self, event);
}

static void
take_packet (SioClient *self,
             SioPacket *packet)
{
  /* Attachments have to be read away even for a namespace that is not ours. */
  if (packet->attachments > 0)
    {
      g_debug ("A binary packet is dropped");
      self->missing_attachments = packet->attachments;
      self->attachment_timer = bell_clock_add (self->clock, ATTACHMENTS_MS, attachments_overdue_cb, self);
      return;
    }
  if (g_strcmp0 (packet->nsp, self->url->nsp) != 0)
    return;

  switch (packet->type)
    {
    case SIO_PACKET_CONNECT:
      take_connect (self, packet);
      break;
    case SIO_PACKET_DISCONNECT:
      sio_client_refused (self, SIO_REASON_SERVER_DISCONNECT,
                          sio_error_new (SIO_ERROR_REFUSED, "The server ended the connection"));
      break;
    case SIO_PACKET_EVENT:
      take_event (self, packet);
      break;
    case SIO_PACKET_CONNECT_ERROR:
      take_connect_error (self, packet);
      break;
    case SIO_PACKET_ACK:
    case SIO_PACKET_BINARY_EVENT:
    case SIO_PACKET_BINARY_ACK:
    default:
      break;
    }
}

static void
on_text (SioEngine *engine,
         GBytes *data,
         SioClient *self)
{
  gsize length;
  const char *text = g_bytes_get_data (data, &length);
  SioPacket packet;
  GError *error = NULL;

  if (engine != self->engine)
    return;
  if (self->missing_attachments > 0)
    {
      parse_error (self, sio_error_new (SIO_ERROR_PARSE, "A packet came where an attachment was due"));
      return;
    }
  if (!sio_packet_decode (text, length, &packet, &error))
    {
      parse_error (self, error);
      return;
    }
  g_object_ref (self);
  take_packet (self, &packet);
  sio_packet_clear (&packet);
  g_object_unref (self);
}

static void
on_binary (SioEngine *engine,
           GBytes *data,
           SioClient *self)
{
  if (engine != self->engine)
    return;
  if (self->missing_attachments == 0)
    parse_error (self, sio_error_new (SIO_ERROR_PARSE, "An attachment came without its packet"));
  else if (--self->missing_attachments == 0)
    bell_clock_clear (self->clock, &self->attachment_timer);
}

static void
on_heard (SioEngine *engine,
          SioClient *self)
{
  self->last_heard = bell_clock_get_boot_us (self->clock);
}

static void
on_opened (SioEngine *engine,
           SioClient *self)
{
  if (engine == self->engine)
    sio_client_engine_opened (self);
}

static void
on_closed (SioEngine *engine,
           int reason,
           GError *error,
           SioClient *self)
{
  guint status = sio_error_get_http_status (error);

  if (engine != self->engine)
    return;
  if (status == 401 || status == 403)
    sio_client_refused (self, reason, g_error_copy (error));
  else
    sio_client_lost (self, reason, error);
}

void
sio_client_connect_engine (SioClient *self,
                           SioEngine *engine)
{
  g_signal_connect_object (engine, "opened", G_CALLBACK (on_opened), self, 0);
  g_signal_connect_object (engine, "heard", G_CALLBACK (on_heard), self, 0);
  g_signal_connect_object (engine, "text", G_CALLBACK (on_text), self, 0);
  g_signal_connect_object (engine, "binary", G_CALLBACK (on_binary), self, 0);
  g_signal_connect_object (engine, "closed", G_CALLBACK (on_closed), self, 0);
}
