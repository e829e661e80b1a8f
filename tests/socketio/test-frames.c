/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-test.h"
#include "sio-error.h"
#include "sio-fake-frame.h"
#include "sio-ws-codec.h"

#include <string.h>

#define MAX_MESSAGE 100000

/* What a server sends, and what is read of it: "text:a close:1000", or at the end why it is none (RFC 6455 §5, 7.4). */
typedef struct
{
  const char *name;
  const char *bytes; /* hexadecimal, with blanks where one likes */
  const char *read;
  guint failure;
} Row;

static const Row rows[] = {
  { "frames/nothing", "", "", 0 },
  { "frames/text", "81 02 6869", "text:hi ", 0 },
  { "frames/empty", "81 00 82 00", "text: binary: ", 0 },
  { "frames/binary", "82 03 00ff31", "binary:00ff31 ", 0 },
  { "frames/utf-8", "81 02 c3a9", "text:\xc3\xa9 ", 0 },
  { "frames/two", "81 01 61 81 01 62", "text:a text:b ", 0 },
  { "frames/fragments", "01 01 61 00 01 62 80 01 63 81 01 64", "text:abc text:d ", 0 },
  { "frames/empty-fragments", "01 00 00 00 80 01 63", "text:c ", 0 },
  { "frames/binary-fragments", "02 01 ff 80 01 fe", "binary:fffe ", 0 },
  { "frames/character-in-two", "01 01 c3 80 01 a9", "text:\xc3\xa9 ", 0 },
  { "frames/ping-between", "01 01 61 89 02 6869 8a 00 80 01 63", "ping:6869 pong: text:ac ", 0 },
  { "frames/close", "88 02 03e8", "close:1000 ", 0 },
  { "frames/close-empty", "88 00", "close:0 ", 0 },
  { "frames/close-words", "88 04 03e9 6f6b", "close:1001 ", 0 },
  { "frames/close-restart", "88 02 03f4", "close:1012 ", 0 },
  { "frames/close-own", "88 02 0fa0", "close:4000 ", 0 },
  { "frames/cut-head", "81", "", 0 },
  { "frames/cut-length", "81 7e 01", "", 0 },
  { "frames/cut-text", "81 02 61", "", 0 },
  { "frames/cut-ping", "89 02 61", "", 0 },
  { "frames/close-half", "88 01 03", "", SIO_WS_PROTOCOL_ERROR },
  { "frames/close-999", "88 02 03e7", "", SIO_WS_PROTOCOL_ERROR },
  { "frames/close-1005", "88 02 03ed", "", SIO_WS_PROTOCOL_ERROR },
  { "frames/close-1006", "88 02 03ee", "", SIO_WS_PROTOCOL_ERROR },
  { "frames/close-1015", "88 02 03f7", "", SIO_WS_PROTOCOL_ERROR },
  { "frames/close-2999", "88 02 0bb7", "", SIO_WS_PROTOCOL_ERROR },
  { "frames/close-5000", "88 02 1388", "", SIO_WS_PROTOCOL_ERROR },
  { "frames/close-bad-words", "88 03 03e8 ff", "", SIO_WS_PROTOCOL_ERROR },
  { "frames/reserved-1", "c1 01 61", "", SIO_WS_PROTOCOL_ERROR },
  { "frames/reserved-2", "a1 01 61", "", SIO_WS_PROTOCOL_ERROR },
  { "frames/reserved-3", "91 01 61", "", SIO_WS_PROTOCOL_ERROR },
  { "frames/masked", "81 81 00000000 61", "", SIO_WS_PROTOCOL_ERROR },
  { "frames/kind-3", "83 00", "", SIO_WS_PROTOCOL_ERROR },
  { "frames/kind-7", "87 00", "", SIO_WS_PROTOCOL_ERROR },
  { "frames/kind-b", "8b 00", "", SIO_WS_PROTOCOL_ERROR },
  { "frames/kind-f", "8f 00", "", SIO_WS_PROTOCOL_ERROR },
  { "frames/fragment-of-nothing", "80 01 61", "", SIO_WS_PROTOCOL_ERROR },
  { "frames/fragment-of-a-whole", "81 01 61 80 01 61", "text:a ", SIO_WS_PROTOCOL_ERROR },
  { "frames/message-in-message", "01 01 61 81 01 62", "", SIO_WS_PROTOCOL_ERROR },
  { "frames/ping-in-fragments", "09 00", "", SIO_WS_PROTOCOL_ERROR },
  { "frames/ping-long", "89 7e 007e", "", SIO_WS_PROTOCOL_ERROR },
  { "frames/length-16-for-7", "81 7e 007d", "", SIO_WS_PROTOCOL_ERROR },
  { "frames/length-64-for-16", "81 7f 000000000000ffff", "", SIO_WS_PROTOCOL_ERROR },
  { "frames/length-negative", "81 7f ffffffffffffffff", "", SIO_WS_PROTOCOL_ERROR },
  { "frames/length-huge", "81 7f 7fffffffffffffff", "", SIO_WS_TOO_BIG },
  { "frames/length-one-too-many", "81 7f 00000000000186a1", "", SIO_WS_TOO_BIG },
  { "frames/fragments-too-big", "01 01 61 80 7f 00000000000186a0", "", SIO_WS_TOO_BIG },
  { "frames/bad-utf-8", "81 01 ff", "", SIO_WS_BAD_DATA },
  { "frames/bad-utf-8-fragments", "01 01 c3 80 01 c3", "", SIO_WS_BAD_DATA },
  { "frames/zero-byte", "81 01 00", "", SIO_WS_BAD_DATA },
  { "frames/surrogate", "81 03 eda080", "", SIO_WS_BAD_DATA },
};

static GByteArray *
from_hex (const char *hex)
{
  GByteArray *bytes = g_byte_array_new ();

  for (; *hex != '\0'; hex++)
    if (*hex != ' ')
      {
        guint8 byte = g_ascii_xdigit_value (hex[0]) << 4 | g_ascii_xdigit_value (hex[1]);

        g_byte_array_append (bytes, &byte, 1);
        hex++;
      }
  return bytes;
}

static void
note (GString *read,
      SioWsOpcode opcode,
      GBytes *data)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (data, &length);

  if (opcode == SIO_WS_CLOSE)
    {
      g_string_append_printf (read, "close:%u ", sio_ws_get_close_code (data));
      return;
    }
  g_string_append (read, opcode == SIO_WS_TEXT ? "text:" : opcode == SIO_WS_BINARY ? "binary:"
                         : opcode == SIO_WS_PING ? "ping:" : "pong:");
  if (opcode == SIO_WS_TEXT)
    g_string_append_len (read, (const char *) bytes, length);
  for (gsize i = 0; opcode != SIO_WS_TEXT && i < length; i++)
    g_string_append_printf (read, "%02x", bytes[i]);
  g_string_append_c (read, ' ');
}

/* Reads so many bytes at a time; what was read, and the failure or 0. */
static char *
read_all (const guint8 *bytes,
          gsize size,
          gsize step,
          guint *failure)
{
  g_autoptr (SioWsReader) reader = sio_ws_reader_new (MAX_MESSAGE);
  GString *read = g_string_new (NULL);
  SioWsResult result = SIO_WS_MORE;

  for (gsize at = 0; at < size && result != SIO_WS_FAILED;)
    {
      gsize length;
      guint8 *room = sio_ws_reader_get_room (reader, &length);

      g_assert_cmpuint (length, >, 0);
      length = MIN (MIN (step, length), size - at);
      memcpy (room, bytes + at, length);
      sio_ws_reader_add (reader, length);
      at += length;
      do
        {
          g_autoptr (GBytes) data = NULL;
          g_autoptr (GError) error = NULL;
          SioWsOpcode opcode;

          result = sio_ws_reader_next (reader, &opcode, &data, &error);
          g_assert_cmpint (result == SIO_WS_FAILED, ==, error != NULL);
          g_assert_cmpint (result == SIO_WS_MESSAGE, ==, data != NULL);
          if (result == SIO_WS_MESSAGE)
            note (read, opcode, data);
          if (error != NULL)
            {
              gboolean is_too_big = sio_ws_reader_get_failure (reader) == SIO_WS_TOO_BIG;

              g_assert_true (g_error_matches (error, SIO_ERROR, is_too_big ? SIO_ERROR_TOO_BIG : SIO_ERROR_PARSE));
            }
        }
      while (result == SIO_WS_MESSAGE);
    }
  *failure = sio_ws_reader_get_failure (reader);
  return g_string_free (read, FALSE);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GByteArray) bytes = from_hex (row->bytes);

  for (gsize step = 1; step <= bytes->len + 1; step++)
    {
      guint failure;
      g_autofree char *read = read_all (bytes->data, bytes->len, step, &failure);

      g_assert_cmpstr (read, ==, row->read);
      g_assert_cmpuint (failure, ==, row->failure);
    }
}

/* Every length around those at which a head changes or the room ends, alone and behind another. */
static void
test_lengths (void)
{
  static const gsize lengths[] = { 0, 1, 124, 125, 126, 127, 8180, 8187, 8188, 8189, 8191, 8192, 8193, 65535, 65536, MAX_MESSAGE };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    for (gsize step = 1; step < 20000; step = step * 13 + 4)
      {
        g_autofree char *text = g_strnfill (lengths[i], 'x');
        g_autoptr (GByteArray) frames = sio_fake_frame_new (0x81, text, lengths[i]);
        g_autoptr (GByteArray) last = sio_fake_frame_new (0x81, "last", 4);
        g_autofree char *expected = g_strdup_printf ("text:%s text:last ", text);
        g_autofree char *read = NULL;
        guint failure;

        g_byte_array_append (frames, last->data, last->len);
        read = read_all (frames->data, frames->len, step, &failure);
        g_assert_cmpuint (failure, ==, 0);
        g_assert_cmpstr (read, ==, expected);
      }
}

/* As a server reads it; and no two masks are alike. */
static void
test_writing (void)
{
  static const gsize lengths[] = { 0, 1, 5, 125, 126, 65535, 65536 };
  g_autoptr (GHashTable) masks = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *text = g_strnfill (lengths[i], 'y');
      g_autoptr (GBytes) frame = sio_ws_encode (SIO_WS_TEXT, text, lengths[i]);
      g_autoptr (GByteArray) in = g_byte_array_new ();
      g_autofree char *taken = NULL;

      g_byte_array_append (in, g_bytes_get_data (frame, NULL), g_bytes_get_size (frame));
      g_assert_cmphex (in->data[0], ==, 0x81);
      g_assert_cmphex (in->data[1] & 0x80, ==, 0x80);
      taken = sio_fake_frame_take (in);
      g_assert_cmpstr (taken, ==, text);
      g_assert_cmpuint (in->len, ==, 0);
    }
  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (GBytes) frame = sio_ws_encode_close (SIO_WS_NORMAL);
      const guint8 *bytes = g_bytes_get_data (frame, NULL);
      guint32 mask;

      g_assert_cmpuint (g_bytes_get_size (frame), ==, 8);
      g_assert_cmphex (bytes[0], ==, 0x88);
      g_assert_cmphex ((bytes[6] ^ bytes[2]) << 8 | (bytes[7] ^ bytes[3]), ==, SIO_WS_NORMAL);
      memcpy (&mask, bytes + 2, sizeof mask);
      g_hash_table_add (masks, GUINT_TO_POINTER (mask));
    }
  g_assert_cmpuint (g_hash_table_size (masks), >, 95);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/socketio/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/socketio/frames/lengths", test_lengths);
  g_test_add_func ("/socketio/frames/writing", test_writing);
  return g_test_run ();
}
