/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "siocat-codec.h"

#include "siocat-args.h"
#include "siocat-input.h"
#include "siocat-output.h"

#include "sio-args-private.h"
#include "sio-error-private.h"
#include "sio-packet.h"

#include "bell-json.h"

#include <stdio.h>

static const char *const types[] = {
  [SIO_PACKET_CONNECT] = "connect", [SIO_PACKET_DISCONNECT] = "disconnect",       [SIO_PACKET_EVENT] = "event",
  [SIO_PACKET_ACK] = "ack",         [SIO_PACKET_CONNECT_ERROR] = "connect_error",
};

static gboolean
read_type (JsonObject *object,
           SioPacketType *type,
           GError **error)
{
  const char *name = bell_json_get_string (object, "type");

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i], name))
      {
        *type = i;
        return TRUE;
      }
  g_propagate_error (error, sio_error_new (SIO_ERROR_INVALID, "\"type\" must be one of connect, disconnect, event, ack, connect_error"));
  return FALSE;
}

/* The name of an event is its first argument, a string or a whole number. */
static gboolean
check_name (SioArgs *args,
            GError **error)
{
  JsonNode *node = sio_args_get_node (args, 0);
  GType type = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type == G_TYPE_INT64 || (type == G_TYPE_STRING && !sio_packet_is_reserved (json_node_get_string (node))))
    return TRUE;
  g_propagate_error (error, sio_error_new (SIO_ERROR_INVALID, "An event cannot be called that"));
  return FALSE;
}

static char *
encode_args (SioPacketType type,
             JsonObject *object,
             const char *nsp,
             gint64 id,
             GPtrArray **blobs,
             GError **error)
{
  g_autoptr (SioArgs) args = siocat_args_read (json_object_get_member (object, "args"), error);
  g_autofree char *json = NULL;

  if (args == NULL || (type == SIO_PACKET_EVENT && !check_name (args, error)))
    return NULL;
  json = sio_args_encode (args, NULL, blobs, error);
  if (json == NULL)
    return NULL;
  if (*blobs == NULL)
    return sio_packet_encode (type, nsp, id, json);
  if ((*blobs)->len <= SIO_PACKET_MAX_ATTACHMENTS)
    return sio_packet_encode_binary (type, (*blobs)->len, nsp, id, json);
  g_propagate_error (error, sio_error_new (SIO_ERROR_INVALID, "Too many attachments"));
  return NULL;
}

static char *
encode_packet (JsonNode *node,
               GPtrArray **blobs,
               GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *nsp = bell_json_get_string (object, "nsp");
  gint64 id = bell_json_get_integer (object, "id", -1);
  JsonNode *data = object != NULL ? json_object_get_member (object, "data") : NULL;
  g_autofree char *json = data != NULL ? bell_json_to_string (data) : NULL;
  SioPacketType type;

  if (!read_type (object, &type, error))
    return NULL;
  if (nsp == NULL)
    nsp = "/";
  if (type == SIO_PACKET_EVENT || type == SIO_PACKET_ACK)
    return encode_args (type, object, nsp, id, blobs, error);
  return sio_packet_encode (type, nsp, -1, json);
}

static gboolean
on_line (const char *text,
         gsize length,
         gpointer user_data)
{
  gboolean *fine = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = text != NULL ? bell_json_parse (text, length, G_MAXSIZE, &error) : NULL;
  g_autoptr (GPtrArray) blobs = NULL;
  g_autofree char *packet = NULL;

  if (text == NULL)
    error = sio_error_new (SIO_ERROR_TOO_BIG, "The line is too long");
  if (node != NULL)
    packet = encode_packet (node, &blobs, &error);
  if (packet == NULL)
    {
      *fine = FALSE;
      siocat_complain ("encode", error);
      return TRUE;
    }
  puts (packet);
  for (guint i = 0; blobs != NULL && i < blobs->len; i++)
    {
      GBytes *bytes = g_ptr_array_index (blobs, i);
      g_autofree char *base64 = g_base64_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

      printf ("b%s\n", base64);
    }
  return TRUE;
}

gboolean
siocat_encode (void)
{
  gboolean fine = TRUE;

  siocat_input_read (on_line, &fine);
  return fine;
}
