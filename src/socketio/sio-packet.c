/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-packet.h"

#include "sio-error-private.h"

#include "bell-json.h"

#include <string.h>

/* Ids beyond JavaScript's safe integers are nobody's (REQ-37). */
#define MAX_ID ((G_GINT64_CONSTANT (1) << 53) - 1)

static const char *const reserved_names[] = {
  "connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener", NULL
};

gboolean
sio_packet_is_reserved (const char *name)
{
  return g_strv_contains (reserved_names, name);
}

typedef struct
{
  const char *p;
  const char *end;
} Reader;

static gboolean
fail (GError **error,
      const char *what)
{
  g_propagate_error (error, sio_error_new (SIO_ERROR_PARSE, "Malformed packet: %s", what));
  return FALSE;
}

/* Digits only; -1 when there are none, -2 when they say too much. */
static gint64
read_number (Reader *reader)
{
  gint64 value = -1;

  while (reader->p < reader->end && g_ascii_isdigit (*reader->p))
    {
      value = (value < 0 ? 0 : value) * 10 + (*reader->p++ - '0');
      if (value > MAX_ID)
        return -2;
    }
  return value;
}

static gboolean
read_attachments (Reader *reader,
                  SioPacket *packet,
                  GError **error)
{
  gint64 n = read_number (reader);

  if (n < 1 || n > SIO_PACKET_MAX_ATTACHMENTS || reader->p == reader->end || *reader->p != '-')
    return fail (error, "number of attachments");
  reader->p++;
  packet->attachments = n;
  return TRUE;
}

static gboolean
read_nsp (Reader *reader,
          SioPacket *packet,
          GError **error)
{
  const char *comma;

  if (reader->p == reader->end || *reader->p != '/')
    {
      packet->nsp = g_strdup ("/");
      return TRUE;
    }
  comma = memchr (reader->p, ',', reader->end - reader->p);
  if (comma == NULL)
    comma = reader->end;
  if (!g_utf8_validate_len (reader->p, comma - reader->p, NULL))
    return fail (error, "namespace");
  packet->nsp = g_strndup (reader->p, comma - reader->p);
  reader->p = comma < reader->end ? comma + 1 : comma;
  return TRUE;
}

/* The name is the first element of a payload that was checked to be JSON. */
static gboolean
read_name (SioPacket *packet,
           GError **error)
{
  const char *p = packet->payload + 1;
  const char *start;
  g_autoptr (JsonNode) node = NULL;

  while (g_ascii_isspace (*p))
    p++;
  start = p;
  if (*p == '"')
    {
      for (p++; *p != '"'; p++)
        if (*p == '\\')
          p++;
      p++;
    }
  else
    while (*p != ',' && *p != ']' && !g_ascii_isspace (*p))
      p++;

  if (*start != '"')
    {
      if (*start != '-' && !g_ascii_isdigit (*start))
        return fail (error, "event name");
      packet->name = g_strndup (start, p - start);
      return TRUE;
    }

  /* Nearly every name is what stands between its quotes. */
  if (memchr (start, '\\', p - start) == NULL)
    packet->name = g_strndup (start + 1, p - start - 2);
  else
    {
      node = bell_json_parse (start, p - start, G_MAXSIZE, error);
      if (node == NULL)
        return FALSE;
      packet->name = g_strdup (json_node_get_string (node));
    }
  if (sio_packet_is_reserved (packet->name))
    return fail (error, "reserved event name");
  return TRUE;
}

static gboolean
check_payload (SioPacket *packet,
               GError **error)
{
  char first = packet->payload != NULL ? *packet->payload : '\0';

  switch (packet->type)
    {
    case SIO_PACKET_CONNECT:
      if (first != '\0' && first != '{')
        return fail (error, "CONNECT payload");
      return TRUE;
    case SIO_PACKET_DISCONNECT:
      if (first != '\0')
        return fail (error, "DISCONNECT payload");
      return TRUE;
    case SIO_PACKET_EVENT:
    case SIO_PACKET_BINARY_EVENT:
      if (first != '[')
        return fail (error, "EVENT payload");
      return read_name (packet, error);
    case SIO_PACKET_ACK:
    case SIO_PACKET_BINARY_ACK:
      /* An ACK without payload means no arguments (REQ-41). */
      if (first != '\0' && first != '[')
        return fail (error, "ACK payload");
      return TRUE;
    case SIO_PACKET_CONNECT_ERROR:
    default:
      return TRUE;
    }
}

static gboolean
decode (Reader *reader,
        SioPacket *packet,
        GError **error)
{
  if (reader->p == reader->end || *reader->p < '0' || *reader->p > '6')
    return fail (error, "type");
  packet->type = *reader->p++ - '0';

  if (packet->type >= SIO_PACKET_BINARY_EVENT && !read_attachments (reader, packet, error))
    return FALSE;
  if (!read_nsp (reader, packet, error))
    return FALSE;
  /* "445" is a CONNECT_ERROR whose payload is the number 5 (REQ-41). */
  if (packet->type != SIO_PACKET_CONNECT_ERROR)
    packet->id = read_number (reader);
  if (packet->id == -2)
    return fail (error, "id");

  if (reader->p < reader->end)
    {
      packet->payload_length = reader->end - reader->p;
      if (!bell_json_check (reader->p, packet->payload_length, G_MAXSIZE, error))
        {
          g_clear_error (error);
          return fail (error, "payload is no JSON");
        }
      packet->payload = g_strndup (reader->p, packet->payload_length);
    }
  return check_payload (packet, error);
}

gboolean
sio_packet_decode (const char *text,
                   gsize length,
                   SioPacket *packet,
                   GError **error)
{
  Reader reader = { text, text + length };

  memset (packet, 0, sizeof *packet);
  packet->id = -1;
  if (decode (&reader, packet, error))
    return TRUE;
  sio_packet_clear (packet);
  return FALSE;
}

void
sio_packet_clear (SioPacket *packet)
{
  g_clear_pointer (&packet->nsp, g_free);
  g_clear_pointer (&packet->name, g_free);
  g_clear_pointer (&packet->payload, g_free);
}

char *
sio_packet_encode_binary (SioPacketType type,
                          guint attachments,
                          const char *nsp,
                          gint64 id,
                          const char *json)
{
  GString *text = g_string_new (NULL);

  if (attachments == 0)
    g_string_append_c (text, '0' + type);
  else
    g_string_append_printf (text, "%d%u-", type == SIO_PACKET_ACK ? SIO_PACKET_BINARY_ACK : SIO_PACKET_BINARY_EVENT,
                            attachments);
  if (g_strcmp0 (nsp, "/") != 0)
    g_string_append_printf (text, "%s,", nsp);
  if (id >= 0)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, id);
  if (json != NULL)
    g_string_append (text, json);
  return g_string_free (text, FALSE);
}

char *
sio_packet_encode (SioPacketType type,
                   const char *nsp,
                   gint64 id,
                   const char *json)
{
  return sio_packet_encode_binary (type, 0, nsp, id, json);
}
