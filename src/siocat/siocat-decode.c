/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "siocat-codec.h"

#include "siocat-args.h"
#include "siocat-input.h"
#include "siocat-output.h"

#include "sio-args-private.h"
#include "sio-assembler.h"
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
  SioAssembler *assembler;
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
take_text (Decoder *self,
           const char *text,
           gsize length,
           GError **error)
{
  SioPacket packet;
  gboolean fine = TRUE;

  if (sio_assembler_is_waiting (self->assembler))
    {
      g_propagate_error (error, sio_error_new (SIO_ERROR_PARSE, "A packet came where an attachment was due"));
      return FALSE;
    }
  if (!sio_packet_decode (text, length, &packet, error))
    return FALSE;
  if (packet.attachments == 0)
    print_packet (&packet, NULL);
  else if ((fine = sio_placeholder_check_packet (&packet, error)))
    sio_assembler_begin (self->assembler, &packet, G_MAXSIZE);
  sio_packet_clear (&packet);
  return fine;
}

static gboolean
take_binary (Decoder *self,
             const char *base64,
             GError **error)
{
  g_autoptr (GBytes) bytes = siocat_base64_read (base64, error);
  g_autoptr (GPtrArray) blobs = NULL;
  SioPacket packet;

  if (bytes == NULL)
    return FALSE;
  switch (sio_assembler_add (self->assembler, bytes, error))
    {
    case SIO_ASSEMBLER_WRONG:
      return FALSE;
    case SIO_ASSEMBLER_DONE:
      blobs = sio_assembler_take (self->assembler, &packet);
      print_packet (&packet, blobs);
      sio_packet_clear (&packet);
      return TRUE;
    case SIO_ASSEMBLER_MORE:
    default:
      return TRUE;
    }
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
  sio_assembler_reset (self->assembler);
  return TRUE;
}

/* Nobody waits offline. */
static void
overdue_cb (gpointer user_data)
{
}

gboolean
siocat_decode (void)
{
  g_autoptr (BellClock) clock = bell_clock_new ();
  Decoder self = { .fine = TRUE };

  self.assembler = sio_assembler_new (clock, overdue_cb, NULL);
  siocat_input_read (on_line, &self);
  if (sio_assembler_is_waiting (self.assembler))
    {
      g_autoptr (GError) error = sio_error_new (SIO_ERROR_PARSE, "Attachments are missing");

      siocat_complain ("decode", error);
      self.fine = FALSE;
    }
  sio_assembler_free (self.assembler);
  return self.fine;
}
