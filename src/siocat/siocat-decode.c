/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "siocat-codec.h"

#include "siocat-args.h"
#include "siocat-input.h"
#include "siocat-output.h"

#include "sio-args-private.h"
#include "sio-error-private.h"
#include "sio-packet.h"
#include "sio-placeholder.h"

#include "bell-json.h"

#include <string.h>

static const char *const types[] = {
  [SIO_PACKET_CONNECT] = "connect",           [SIO_PACKET_DISCONNECT] = "disconnect",
  [SIO_PACKET_EVENT] = "event",               [SIO_PACKET_ACK] = "ack",
  [SIO_PACKET_CONNECT_ERROR] = "connect_error", [SIO_PACKET_BINARY_EVENT] = "event",
  [SIO_PACKET_BINARY_ACK] = "ack",
};

typedef struct
{
  SioPacket packet; /* whose attachments are due */
  GPtrArray *blobs; /* NULL: none are */
  gboolean fine;
} Decoder;

static gboolean
has_args (const SioPacket *packet)
{
  return strcmp (types[packet->type], "event") == 0 || strcmp (types[packet->type], "ack") == 0;
}

static JsonNode *
read_payload (SioPacket *packet,
              GPtrArray *blobs)
{
  g_autoptr (SioArgs) args = NULL;

  if (!has_args (packet))
    return packet->payload != NULL ? bell_json_parse (packet->payload, packet->payload_length, G_MAXSIZE, NULL) : NULL;
  args = sio_args_new_received (g_steal_pointer (&packet->payload), packet->payload_length, FALSE, blobs);
  return siocat_args_write (args);
}

static void
print_packet (SioPacket *packet,
              GPtrArray *blobs)
{
  JsonObject *line = json_object_new ();
  JsonNode *payload;

  json_object_set_string_member (line, "type", types[packet->type]);
  json_object_set_string_member (line, "nsp", packet->nsp);
  if (packet->id >= 0)
    json_object_set_int_member (line, "id", packet->id);
  if (packet->attachments > 0)
    json_object_set_int_member (line, "attachments", packet->attachments);
  payload = read_payload (packet, blobs);
  if (payload != NULL)
    json_object_set_member (line, has_args (packet) ? "args" : "data", payload);
  siocat_print (line);
}

static gboolean
check_placeholders (const SioPacket *packet,
                    GError **error)
{
  g_autoptr (JsonNode) root = NULL;

  if (packet->payload == NULL)
    return TRUE;
  root = bell_json_parse (packet->payload, packet->payload_length, G_MAXSIZE, error);
  if (root == NULL || sio_placeholder_check (root, packet->attachments))
    return root != NULL;
  g_propagate_error (error, sio_error_new (SIO_ERROR_PARSE, "Malformed packet: placeholder"));
  return FALSE;
}

static gboolean
take_text (Decoder *self,
           const char *text,
           gsize length,
           GError **error)
{
  SioPacket packet;
  gboolean fine = TRUE;

  if (self->blobs != NULL)
    {
      g_propagate_error (error, sio_error_new (SIO_ERROR_PARSE, "A packet came where an attachment was due"));
      return FALSE;
    }
  if (!sio_packet_decode (text, length, &packet, error))
    return FALSE;
  if (packet.attachments == 0)
    print_packet (&packet, NULL);
  else if ((fine = check_placeholders (&packet, error)))
    {
      self->packet = packet;
      self->blobs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
      return TRUE;
    }
  sio_packet_clear (&packet);
  return fine;
}

static void
forget (Decoder *self)
{
  if (self->blobs == NULL)
    return;
  sio_packet_clear (&self->packet);
  g_clear_pointer (&self->blobs, g_ptr_array_unref);
}

static gboolean
take_binary (Decoder *self,
             const char *base64,
             GError **error)
{
  GBytes *bytes;

  if (self->blobs == NULL)
    {
      g_propagate_error (error, sio_error_new (SIO_ERROR_PARSE, "No attachment was due"));
      return FALSE;
    }
  bytes = siocat_base64_read (base64, error);
  if (bytes == NULL)
    return FALSE;
  g_ptr_array_add (self->blobs, bytes);
  if (self->blobs->len == self->packet.attachments)
    {
      print_packet (&self->packet, self->blobs);
      forget (self);
    }
  return TRUE;
}

static gboolean
on_line (const char *text,
         gsize length,
         gpointer user_data)
{
  Decoder *self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean fine = FALSE;

  if (text == NULL)
    error = sio_error_new (SIO_ERROR_TOO_BIG, "The line is too long");
  else if (*text == 'b')
    fine = take_binary (self, text + 1, &error);
  else
    fine = take_text (self, text, length, &error);
  if (fine)
    return TRUE;
  siocat_complain ("decode", error);
  self->fine = FALSE;
  forget (self);
  return TRUE;
}

gboolean
siocat_decode (void)
{
  Decoder self = { .fine = TRUE };

  siocat_input_read (on_line, &self);
  if (self.blobs != NULL)
    {
      g_autoptr (GError) error = sio_error_new (SIO_ERROR_PARSE, "Attachments are missing");

      siocat_complain ("decode", error);
      self.fine = FALSE;
    }
  forget (&self);
  return self.fine;
}
