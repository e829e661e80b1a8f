/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Input: a Socket.IO packet, as it stands behind Engine.IO's "4". */
#include "fuzz.h"

#include "sio-args-private.h"
#include "sio-error.h"
#include "sio-event-private.h"
#include "sio-packet.h"
#include "sio-placeholder.h"

#include "bell-json.h"

#include <string.h>

#define MAX_SAFE_INTEGER ((G_GINT64_CONSTANT (1) << 53) - 1)

static gboolean
is_binary (const SioPacket *packet)
{
  return packet->type == SIO_PACKET_BINARY_EVENT || packet->type == SIO_PACKET_BINARY_ACK;
}

static gboolean
is_event (const SioPacket *packet)
{
  return packet->type == SIO_PACKET_EVENT || packet->type == SIO_PACKET_BINARY_EVENT;
}

static void
check_packet (const SioPacket *packet)
{
  g_assert_cmpint (packet->type, >=, SIO_PACKET_CONNECT);
  g_assert_cmpint (packet->type, <=, SIO_PACKET_BINARY_ACK);
  g_assert_cmpuint (packet->attachments, <=, SIO_PACKET_MAX_ATTACHMENTS);
  g_assert_cmpint (packet->attachments > 0, ==, is_binary (packet));
  g_assert_true (packet->nsp[0] == '/' && g_utf8_validate (packet->nsp, -1, NULL));
  g_assert_cmpint (packet->id, >=, -1);
  g_assert_cmpint (packet->id, <=, MAX_SAFE_INTEGER);
  g_assert_cmpint (packet->name != NULL, ==, is_event (packet));
  if (packet->name != NULL)
    g_assert_true (g_utf8_validate (packet->name, -1, NULL));
  if (packet->payload != NULL)
    {
      g_assert_cmpuint (strlen (packet->payload), ==, packet->payload_length);
      g_assert_true (bell_json_check (packet->payload, packet->payload_length, G_MAXSIZE, NULL));
    }
}

/* What we write we read back. */
static void
check_writing (const SioPacket *packet)
{
  g_autofree char *wire = NULL;
  g_autoptr (GError) error = NULL;
  SioPacketType plain = packet->type;
  SioPacket again;

  if (is_binary (packet))
    {
      plain = is_event (packet) ? SIO_PACKET_EVENT : SIO_PACKET_ACK;
      wire = sio_packet_encode_binary (plain, packet->attachments, packet->nsp, packet->id, packet->payload);
    }
  else
    wire = sio_packet_encode (packet->type, packet->nsp, packet->id, packet->payload);
  sio_packet_decode (wire, strlen (wire), &again, &error);
  g_assert_no_error (error);
  g_assert_cmpint (again.type, ==, packet->type);
  g_assert_cmpuint (again.attachments, ==, packet->attachments);
  g_assert_cmpstr (again.nsp, ==, packet->nsp);
  g_assert_cmpint (again.id, ==, packet->id);
  g_assert_cmpstr (again.name, ==, packet->name);
  g_assert_cmpstr (again.payload, ==, packet->payload);
  sio_packet_clear (&again);
}

static SioArgs *
receive (const char *payload,
         gboolean has_name,
         GPtrArray *blobs)
{
  return sio_args_new_received (g_strdup (payload), payload != NULL ? strlen (payload) : 0, has_name, blobs);
}

/* As if the attachments had come: what is sent on is the same, with placeholders in order. */
static void
check_args (const SioPacket *packet)
{
  g_autoptr (GPtrArray) blobs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GPtrArray) sent = NULL;
  g_autoptr (GPtrArray) sent_again = NULL;
  g_autoptr (SioArgs) args = NULL;
  g_autoptr (SioArgs) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  g_autofree char *json_again = NULL;

  for (guint i = 0; i < packet->attachments; i++)
    g_ptr_array_add (blobs, g_bytes_new (&i, sizeof i));
  args = receive (packet->payload, is_event (packet), blobs);
  if (is_binary (packet) && packet->payload != NULL)
    {
      g_autoptr (JsonNode) root = bell_json_parse (packet->payload, packet->payload_length, G_MAXSIZE, NULL);

      if (!sio_placeholder_check (root, blobs->len))
        return;
    }
  json = sio_args_encode (args, packet->name, &sent, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sent != NULL ? sent->len : 0, <=, packet->attachments);

  again = receive (json, packet->name != NULL, sent);
  g_assert_cmpuint (sio_args_get_length (again), ==, sio_args_get_length (args));
  json_again = sio_args_encode (again, packet->name, &sent_again, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (json_again, ==, json);
  g_assert_cmpuint (sent_again != NULL ? sent_again->len : 0, ==, sent != NULL ? sent->len : 0);
}

static void
check_event (SioPacket *packet)
{
  g_autoptr (SioEvent) event = NULL;
  g_autoptr (JsonNode) all = bell_json_parse (packet->payload, packet->payload_length, G_MAXSIZE, NULL);
  guint n = json_array_get_length (json_node_get_array (all));
  gboolean wants_reply = packet->id >= 0;

  g_assert_cmpuint (n, >, 0);
  event = sio_event_new (g_steal_pointer (&packet->name),
                         sio_args_new_received (g_steal_pointer (&packet->payload), packet->payload_length, TRUE, NULL),
                         packet->id);
  g_assert_cmpint (sio_event_wants_reply (event), ==, wants_reply);
  g_assert_cmpuint (sio_args_get_length (sio_event_get_args (event)), ==, n - 1);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize size)
{
  g_autoptr (GError) error = NULL;
  SioPacket packet;

  if (!sio_packet_decode ((const char *) data, size, &packet, &error))
    {
      g_assert_error (error, SIO_ERROR, SIO_ERROR_PARSE);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  g_assert_no_error (error);
  check_packet (&packet);
  check_writing (&packet);
  if (is_event (&packet) || packet.type == SIO_PACKET_ACK || packet.type == SIO_PACKET_BINARY_ACK)
    check_args (&packet);
  if (packet.type == SIO_PACKET_EVENT)
    check_event (&packet);
  sio_packet_clear (&packet);
  return 0;
}
