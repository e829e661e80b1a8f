/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-fake-frame.h"

GByteArray *
sio_fake_frame_new (guint8 first_byte,
                    const void *data,
                    gsize length)
{
  GByteArray *frame = g_byte_array_new ();
  guint8 head[10] = { first_byte };
  gsize size = 2;

  if (length < 126)
    head[1] = length;
  else if (length < 65536)
    {
      head[1] = 126;
      head[2] = length >> 8;
      head[3] = length;
      size = 4;
    }
  else
    {
      head[1] = 127;
      for (int i = 0; i < 8; i++)
        head[2 + i] = (guint64) length >> (56 - 8 * i);
      size = 10;
    }
  g_byte_array_append (frame, head, size);
  g_byte_array_append (frame, data, length);
  return frame;
}

static char *
describe_frame (guint8 opcode,
                char *text,
                gsize length)
{
  GString *hex;

  if (opcode == 1)
    return text;
  if (opcode == 10)
    {
      char *pong = g_strdup_printf ("<pong %s>", text);

      g_free (text);
      return pong;
    }
  hex = g_string_new (opcode == 8 ? "<close>" : opcode == 9 ? "<ping>" : "<");
  for (gsize i = 0; opcode == 2 && i < length; i++)
    g_string_append_printf (hex, i > 0 ? " %02x" : "%02x", (guint8) text[i]);
  if (opcode == 2)
    g_string_append_c (hex, '>');
  g_free (text);
  return g_string_free (hex, FALSE);
}

/* The client masks, as it has to. */
char *
sio_fake_frame_take (GByteArray *in)
{
  const guint8 *data = in->data;
  guint8 opcode;
  gsize length, offset = 2;
  char *text;

  if (in->len < 2)
    return NULL;
  opcode = data[0] & 0x0f;
  length = data[1] & 0x7f;
  if (length >= 126)
    {
      gsize bytes = length == 126 ? 2 : 8;

      if (in->len < 2 + bytes)
        return NULL;
      length = 0;
      for (gsize i = 0; i < bytes; i++)
        length = length << 8 | data[2 + i];
      offset += bytes;
    }
  if (in->len < offset + 4 + length)
    return NULL;

  text = g_malloc0 (length + 1);
  for (gsize i = 0; i < length; i++)
    text[i] = data[offset + 4 + i] ^ data[offset + i % 4];
  g_byte_array_remove_range (in, 0, offset + 4 + length);
  return describe_frame (opcode, text, length);
}
