/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-payload.h"

#include <string.h>

#define SEPARATOR '\x1e'

/* g_base64_decode() skips what it does not know; here that is an error (REQ-98). */
static GBytes *
decode (const char *text,
        gsize length)
{
  gsize padding = 0, size;
  g_autofree char *copy = NULL;
  guchar *data;

  if (length % 4 != 0)
    return NULL;
  while (padding < 2 && padding < length && text[length - padding - 1] == '=')
    padding++;
  for (gsize i = 0; i < length - padding; i++)
    if (!g_ascii_isalnum (text[i]) && text[i] != '+' && text[i] != '/')
      return NULL;
  copy = g_strndup (text, length);
  data = g_base64_decode (copy, &size);
  return g_bytes_new_take (data, size);
}

SioPayloadResult
sio_payload_next (GBytes *body,
                  gsize *offset,
                  GBytes **packet)
{
  gsize size;
  const char *data = g_bytes_get_data (body, &size);
  const char *start, *end;
  gsize length;

  /* An empty body holds one empty packet, which is malformed for whoever reads it. */
  if (*offset > size)
    return SIO_PAYLOAD_END;
  start = data + *offset;
  end = size > *offset ? memchr (start, SEPARATOR, size - *offset) : NULL;
  length = end != NULL ? (gsize) (end - start) : size - *offset;
  *offset += length + 1;

  if (length > 0 && *start == 'b')
    {
      *packet = decode (start + 1, length - 1);
      return *packet != NULL ? SIO_PAYLOAD_BINARY : SIO_PAYLOAD_MALFORMED;
    }
  if (length > 0 && !g_utf8_validate_len (start, length, NULL))
    return SIO_PAYLOAD_MALFORMED;
  *packet = g_bytes_new_from_bytes (body, *offset - length - 1, length);
  return SIO_PAYLOAD_TEXT;
}

char *
sio_payload_encode_binary (GBytes *data)
{
  gsize size;
  const guchar *bytes = g_bytes_get_data (data, &size);
  g_autofree char *base64 = size > 0 ? g_base64_encode (bytes, size) : g_strdup ("");

  return g_strconcat ("b", base64, NULL);
}

GBytes *
sio_payload_take (GQueue *packets,
                  gsize max)
{
  GString *body;

  if (g_queue_is_empty (packets))
    return NULL;
  body = g_string_new (NULL);
  do
    {
      g_autofree char *packet = g_queue_pop_head (packets);

      if (body->len > 0)
        g_string_append_c (body, SEPARATOR);
      g_string_append (body, packet);
    }
  while (!g_queue_is_empty (packets) &&
         (max == 0 || body->len + 1 + strlen (g_queue_peek_head (packets)) <= max));
  return g_string_free_to_bytes (body);
}
