/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Input: a line with how many bytes come at a time; behind it what a server sends after the upgrade, as WebSocket frames. */
#include "fuzz.h"

#include "sio-error.h"
#include "sio-ws-codec.h"

#include <stdlib.h>
#include <string.h>

#define MAX_MESSAGE 10000

static void
check_message (SioWsOpcode opcode,
               GBytes *data)
{
  gsize length;
  const char *bytes = g_bytes_get_data (data, &length);
  guint code;

  switch (opcode)
    {
    case SIO_WS_TEXT:
      g_assert_true (g_utf8_validate_len (bytes, length, NULL));
      g_assert_cmpuint (length, <=, MAX_MESSAGE);
      break;
    case SIO_WS_BINARY:
      g_assert_cmpuint (length, <=, MAX_MESSAGE);
      break;
    case SIO_WS_CLOSE:
      code = sio_ws_get_close_code (data);
      g_assert_true (code == 0 || (code >= 1000 && code < 5000));
      G_GNUC_FALLTHROUGH;
    case SIO_WS_PING:
    case SIO_WS_PONG:
      g_assert_cmpuint (length, <=, 125);
      break;
    case SIO_WS_CONTINUATION:
    default:
      g_assert_not_reached ();
    }
}

/* What we write a reader takes for what it was, but for the mask, which a server may not have. */
static void
check_writing (SioWsOpcode opcode,
               GBytes *data,
               GByteArray *messages)
{
  gsize length, size;
  const guint8 *body = g_bytes_get_data (data, &length);
  g_autoptr (GBytes) frame = sio_ws_encode (opcode, body, length);
  const guint8 *bytes = g_bytes_get_data (frame, &size);
  gsize head = size - length;
  guint8 kind = opcode;

  g_assert_cmphex (bytes[0], ==, 0x80 | opcode);
  g_assert_cmphex (bytes[1] & 0x80, ==, 0x80);
  for (gsize i = 0; i < length; i++)
    g_assert_cmphex (bytes[head + i] ^ bytes[head - 4 + i % 4], ==, body[i]);
  g_byte_array_append (messages, &kind, 1);
  g_byte_array_append (messages, (const guint8 *) &length, sizeof length);
  g_byte_array_append (messages, body, length);
}

/* All messages, one after the other, and the failure. */
static GByteArray *
read_all (const guint8 *data,
          gsize size,
          gsize step,
          guint *failure)
{
  g_autoptr (SioWsReader) reader = sio_ws_reader_new (MAX_MESSAGE);
  GByteArray *messages = g_byte_array_new ();
  SioWsResult result = SIO_WS_MORE;

  while (size > 0 && result != SIO_WS_FAILED)
    {
      gsize length;
      guint8 *room = sio_ws_reader_get_room (reader, &length);

      g_assert_cmpuint (length, >, 0);
      length = MIN (MIN (step, length), size);
      memcpy (room, data, length);
      sio_ws_reader_add (reader, length);
      data += length;
      size -= length;
      do
        {
          g_autoptr (GBytes) message = NULL;
          g_autoptr (GError) error = NULL;
          SioWsOpcode opcode = SIO_WS_CONTINUATION;

          result = sio_ws_reader_next (reader, &opcode, &message, &error);
          g_assert_cmpint (result == SIO_WS_FAILED, ==, error != NULL);
          g_assert_cmpint (result == SIO_WS_MESSAGE, ==, message != NULL);
          if (message == NULL)
            continue;
          check_message (opcode, message);
          check_writing (opcode, message, messages);
        }
      while (result == SIO_WS_MESSAGE);
    }
  *failure = sio_ws_reader_get_failure (reader);
  return messages;
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize size)
{
  g_autofree char *steps = fuzz_take_line (&data, &size);
  gsize step = 1 + strtoul (steps, NULL, 10) % 9000;
  guint failure, same_failure;
  g_autoptr (GByteArray) messages = read_all (data, size, G_MAXSIZE, &failure);
  g_autoptr (GByteArray) same = read_all (data, size, step, &same_failure);

  g_assert_cmpuint (failure, ==, same_failure);
  g_assert_cmpmem (messages->data, messages->len, same->data, same->len);
  return 0;
}
