/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-socket-private.h"

#include "sio-error-private.h"
#include "sio-placeholder.h"

#include "bell-json.h"

#include <string.h>

static void
parse_error (SioClient *self,
             GError *error)
{
  sio_client_lost (self, SIO_REASON_PARSE_ERROR, error);
  g_error_free (error);
}

void
sio_client_attachments_overdue (gpointer self)
{
  parse_error (self, sio_error_new (SIO_ERROR_PARSE, "The attachments of a packet did not come"));
}

/* What the payload of CONNECT says is between the two of us (REQ-110). */
static void
trace (SioClient *self,
       gboolean outgoing,
       const char *text,
       gsize length)
{
  g_autofree char *shown = NULL;
  const char *payload;

  if (!sio_client_is_traced (self))
    return;
  payload = length > 0 && *text == '0' ? memchr (text, '{', length) : NULL;
  if (payload != NULL)
    shown = g_strdup_printf ("%.*s•••", (int) (payload - text), text);
  else
    shown = g_utf8_make_valid (text, length);
  sio_client_emit_trace (self, outgoing, shown);
}

static void
trace_blob (SioClient *self,
            gboolean outgoing,
            GBytes *blob)
{
  g_autofree char *text = NULL;

  if (!sio_client_is_traced (self))
    return;
  text = g_strdup_printf ("<%" G_GSIZE_FORMAT " bytes>", g_bytes_get_size (blob));
  sio_client_emit_trace (self, outgoing, text);
}

/* In */

/* {"message":"…","data":…}; older servers send a string, or nothing (REQ-41). */
static void
take_connect_error (SioClient *self,
                    SioSocket *socket,
                    SioPacket *packet)
{
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *message = NULL;
  g_autofree char *data = NULL;
  JsonNode *member = NULL;

  if (!sio_socket_is_active (socket))
    {
      socket->connect_sent = FALSE;
      return;
    }
  if (packet->payload != NULL)
    root = bell_json_parse (packet->payload, packet->payload_length, G_MAXSIZE, NULL);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    {
      message = bell_json_dup_text (json_node_get_object (root), "message");
      member = json_object_get_member (json_node_get_object (root), "data");
    }
  else if (root != NULL)
    message = bell_json_node_dup_text (root);
  if (member != NULL)
    data = bell_json_to_string (member);
  socket->connect_sent = FALSE;
  sio_client_refused (self, socket, SIO_REASON_SERVER_DISCONNECT,
                      sio_error_new_refused (message != NULL && *message != '\0' ? message : "Refused", data));
}

static void
take_disconnect (SioClient *self,
                 SioSocket *socket)
{
  if (sio_socket_is_active (socket))
    sio_client_refused (self, socket, SIO_REASON_SERVER_DISCONNECT,
                        sio_error_new (SIO_ERROR_REFUSED, "The server ended the connection"));
}

/* Whoever leaves hears what was said to him, and takes part in nothing else. */
static gboolean
is_of_use (SioClient *self,
           SioPacket *packet)
{
  return !self->renewing || (packet->type != SIO_PACKET_CONNECT && packet->type != SIO_PACKET_DISCONNECT &&
                             packet->type != SIO_PACKET_CONNECT_ERROR);
}

static void
take_packet (SioClient *self,
             SioPacket *packet,
             GPtrArray *blobs)
{
  SioSocket *found = sio_client_find_socket (self, packet->nsp);
  g_autoptr (SioSocket) socket = NULL;

  if (found == NULL || !is_of_use (self, packet))
    {
      self->counters.dropped_in += found == NULL;
      return;
    }
  socket = g_object_ref (found);

  switch (packet->type)
    {
    case SIO_PACKET_CONNECT:
      sio_socket_take_connect (socket, packet);
      break;
    case SIO_PACKET_DISCONNECT:
      take_disconnect (self, socket);
      break;
    case SIO_PACKET_EVENT:
    case SIO_PACKET_BINARY_EVENT:
      sio_socket_take_event (socket, packet, blobs);
      break;
    case SIO_PACKET_CONNECT_ERROR:
      take_connect_error (self, socket, packet);
      break;
    case SIO_PACKET_ACK:
    case SIO_PACKET_BINARY_ACK:
    default:
      sio_socket_take_ack (socket, packet, blobs);
      break;
    }
}

static gboolean
decode (SioClient *self,
        GBytes *data,
        SioPacket *packet,
        GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (data, &length);

  if (sio_assembler_is_waiting (self->assembler))
    {
      g_propagate_error (error, sio_error_new (SIO_ERROR_PARSE, "A packet came where an attachment was due"));
      return FALSE;
    }
  if (!sio_packet_decode (text, length, packet, error))
    return FALSE;
  if (packet->attachments == 0 || sio_placeholder_check_packet (packet, error))
    return TRUE;
  sio_packet_clear (packet);
  return FALSE;
}

static void
take_text (SioClient *self,
           GBytes *data)
{
  SioEngine *engine = self->engine;
  SioPacket packet;
  GError *error = NULL;

  self->counters.packets_in++;
  self->counters.bytes_in += g_bytes_get_size (data);
  trace (self, FALSE, g_bytes_get_data (data, NULL), g_bytes_get_size (data));
  if (engine != self->engine)
    return;
  if (!decode (self, data, &packet, &error))
    {
      parse_error (self, error);
      return;
    }
  if (packet.attachments > 0)
    sio_assembler_begin (self->assembler, &packet, self->max_message);
  else
    take_packet (self, &packet, NULL);
  sio_packet_clear (&packet);
}

static void
take_binary (SioClient *self,
             GBytes *data)
{
  g_autoptr (GPtrArray) blobs = NULL;
  SioEngine *engine = self->engine;
  SioPacket packet;
  GError *error = NULL;

  self->counters.bytes_in += g_bytes_get_size (data);
  trace_blob (self, FALSE, data);
  if (engine != self->engine)
    return;
  switch (sio_assembler_add (self->assembler, data, &error))
    {
    case SIO_ASSEMBLER_WRONG:
      parse_error (self, error);
      break;
    case SIO_ASSEMBLER_DONE:
      blobs = sio_assembler_take (self->assembler, &packet);
      take_packet (self, &packet, blobs);
      sio_packet_clear (&packet);
      break;
    case SIO_ASSEMBLER_MORE:
    default:
      break;
    }
}

/* Of the engine there is: one that was left has no receiver. */
static void
on_message (gpointer receiver,
            gboolean is_text,
            GBytes *data)
{
  if (is_text)
    take_text (receiver, data);
  else
    take_binary (receiver, data);
}

static void
on_heard (SioEngine *engine,
          SioClient *self)
{
  self->last_heard = bell_clock_get_boot_us (self->clock);
  if (engine == self->engine)
    bell_clock_clear (self->clock, &self->probe_timer);
}

static void
on_pinged (SioEngine *engine,
           SioClient *self)
{
  if (engine == self->engine)
    g_signal_emit_by_name (self, "pinged");
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
  if ((status == 401 || status == 403) && !self->renewing)
    sio_client_refused (self, NULL, reason, g_error_copy (error));
  else
    sio_client_lost (self, reason, error);
}

void
sio_client_connect_engine (SioClient *self,
                           SioEngine *engine)
{
  g_signal_connect_object (engine, "opened", G_CALLBACK (on_opened), self, 0);
  g_signal_connect_object (engine, "heard", G_CALLBACK (on_heard), self, 0);
  g_signal_connect_object (engine, "pinged", G_CALLBACK (on_pinged), self, 0);
  sio_engine_set_receiver (engine, on_message, self);
  g_signal_connect_object (engine, "closed", G_CALLBACK (on_closed), self, 0);
}

/* Out */

void
sio_client_send (SioClient *self,
                 const char *packet,
                 GPtrArray *blobs)
{
  g_autoptr (SioClient) alive = g_object_ref (self);

  self->counters.packets_out++;
  self->counters.bytes_out += strlen (packet);
  sio_engine_send (self->engine, packet);
  for (guint i = 0; blobs != NULL && i < blobs->len; i++)
    {
      self->counters.bytes_out += g_bytes_get_size (g_ptr_array_index (blobs, i));
      sio_engine_send_binary (self->engine, g_ptr_array_index (blobs, i));
    }
  /* Told when all is out, for whoever listens may do anything. */
  trace (self, TRUE, packet, strlen (packet));
  for (guint i = 0; blobs != NULL && i < blobs->len; i++)
    trace_blob (self, TRUE, g_ptr_array_index (blobs, i));
}

gboolean
sio_client_has_unsent (SioClient *self)
{
  return self->engine != NULL && sio_engine_has_unsent (self->engine);
}
