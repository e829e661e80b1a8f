/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-ws-codec.h"

#include "sio-error-private.h"

#include <string.h>
#include <unistd.h>

#define FIN 0x80
#define RESERVED 0x70
#define OPCODE 0x0f
#define MASKED 0x80
#define LENGTH 0x7f
#define LENGTH_16 126
#define LENGTH_64 127
#define MAX_CONTROL 125
#define MASK_SIZE 4

/* Writing */

/* §5.3 wants a mask that nobody can foresee. */
static void
make_mask (guint8 *mask)
{
  guint32 word;

  if (getentropy (mask, MASK_SIZE) == 0)
    return;
  word = g_random_int ();
  memcpy (mask, &word, MASK_SIZE);
}

static gsize
write_head (guint8 *head,
            SioWsOpcode opcode,
            guint64 length)
{
  guint more = length <= MAX_CONTROL ? 0 : length <= G_MAXUINT16 ? 2 : 8;

  head[0] = FIN | opcode;
  head[1] = MASKED | (more == 0 ? length : more == 2 ? LENGTH_16 : LENGTH_64);
  for (guint i = 0; i < more; i++)
    head[2 + i] = length >> (8 * (more - 1 - i)) & 0xff;
  return 2 + more;
}

GBytes *
sio_ws_encode (SioWsOpcode opcode,
               const void *data,
               gsize length)
{
  const guint8 *bytes = data;
  guint8 head[10];
  gsize head_size = write_head (head, opcode, length);
  guint8 *frame = g_malloc (head_size + MASK_SIZE + length);
  guint8 *mask = frame + head_size;
  guint8 *body = mask + MASK_SIZE;

  memcpy (frame, head, head_size);
  make_mask (mask);
  for (gsize i = 0; i < length; i++)
    body[i] = bytes[i] ^ mask[i % MASK_SIZE];
  return g_bytes_new_take (frame, head_size + MASK_SIZE + length);
}

GBytes *
sio_ws_encode_close (guint code)
{
  guint8 body[2] = { code >> 8 & 0xff, code & 0xff };

  return sio_ws_encode (SIO_WS_CLOSE, body, sizeof body);
}

guint
sio_ws_get_close_code (GBytes *body)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (body, &length);

  return length >= 2 ? data[0] << 8 | data[1] : 0;
}

/* Reading */

struct _SioWsReader
{
  gsize max_message;
  guint failure;

  guint8 room[SIO_WS_ROOM];
  gsize start;
  gsize end;

  /* The frame whose head was read, if one was. */
  gboolean in_frame;
  gboolean is_last;
  SioWsOpcode opcode;
  gsize left;

  /* The message that it belongs to, where it is not whole within the room. */
  SioWsOpcode message_opcode;
  gboolean in_message; /* another fragment must follow */
  GByteArray *message;
};

SioWsReader *
sio_ws_reader_new (gsize max_message)
{
  SioWsReader *self = g_new (SioWsReader, 1);

  memset (self, 0, G_STRUCT_OFFSET (SioWsReader, room));
  memset (&self->start, 0, sizeof *self - G_STRUCT_OFFSET (SioWsReader, start));
  self->max_message = max_message;
  self->message = g_byte_array_new ();
  return self;
}

void
sio_ws_reader_free (SioWsReader *self)
{
  g_byte_array_unref (self->message);
  g_free (self);
}

guint8 *
sio_ws_reader_get_room (SioWsReader *self,
                        gsize *length)
{
  /* What is left is the beginning of a head or of a control frame: a few bytes. */
  memmove (self->room, self->room + self->start, self->end - self->start);
  self->end -= self->start;
  self->start = 0;
  *length = SIO_WS_ROOM - self->end;
  return self->room + self->end;
}

void
sio_ws_reader_add (SioWsReader *self,
                   gsize length)
{
  g_return_if_fail (length <= SIO_WS_ROOM - self->end);

  self->end += length;
}

guint
sio_ws_reader_get_failure (SioWsReader *self)
{
  return self->failure;
}

static SioWsResult
fail (SioWsReader *self,
      guint code,
      const char *what,
      GError **error)
{
  self->failure = code;
  if (code == SIO_WS_TOO_BIG)
    g_propagate_error (error, sio_error_new (SIO_ERROR_TOO_BIG, "The message is too large"));
  else
    g_propagate_error (error, sio_error_new (SIO_ERROR_PARSE, "Not a WebSocket frame: %s", what));
  return SIO_WS_FAILED;
}

static gboolean
is_control (SioWsOpcode opcode)
{
  return (opcode & 0x8) != 0;
}

/* What §5.2, §5.4 and §5.5 forbid; NULL for nothing. */
static const char *
find_fault (SioWsReader *self,
            guint8 first,
            guint8 second,
            guint64 length)
{
  if ((first & RESERVED) != 0)
    return "reserved bits are set";
  if ((second & MASKED) != 0)
    return "the server masks";
  switch (self->opcode)
    {
    case SIO_WS_CONTINUATION:
      return self->in_message ? NULL : "a fragment of nothing";
    case SIO_WS_TEXT:
    case SIO_WS_BINARY:
      return self->in_message ? "a message within another" : NULL;
    case SIO_WS_CLOSE:
    case SIO_WS_PING:
    case SIO_WS_PONG:
      return self->is_last && length <= MAX_CONTROL ? NULL : "a long control frame";
    default:
      return "an unknown kind";
    }
}

static guint64
read_length (const guint8 *bytes,
             guint n)
{
  guint64 length = 0;

  for (guint i = 0; i < n; i++)
    length = length << 8 | bytes[i];
  return length;
}

static SioWsResult
read_head (SioWsReader *self,
           GError **error)
{
  const guint8 *head = self->room + self->start;
  gsize there = self->end - self->start;
  guint64 length;
  const char *fault;
  guint more;

  if (there < 2)
    return SIO_WS_MORE;
  length = head[1] & LENGTH;
  more = length == LENGTH_16 ? 2 : length == LENGTH_64 ? 8 : 0;
  self->is_last = (head[0] & FIN) != 0;
  self->opcode = head[0] & OPCODE;
  fault = find_fault (self, head[0], head[1], length);
  if (fault != NULL)
    return fail (self, SIO_WS_PROTOCOL_ERROR, fault, error);
  if (there < 2 + more)
    return SIO_WS_MORE;

  if (more > 0)
    {
      length = read_length (head + 2, more);
      if (length <= (more == 2 ? MAX_CONTROL : G_MAXUINT16) || length > G_MAXINT64)
        return fail (self, SIO_WS_PROTOCOL_ERROR, "no such length", error);
    }
  if (!is_control (self->opcode) && length > self->max_message - self->message->len)
    return fail (self, SIO_WS_TOO_BIG, NULL, error);
  self->start += 2 + more;
  self->left = length;
  self->in_frame = TRUE;
  return SIO_WS_MESSAGE;
}

/* Those that §7.4 lets stand in a frame; none at all is fine, too. */
static gboolean
is_close_body (const guint8 *data,
               gsize length)
{
  guint code;

  if (length == 0)
    return TRUE;
  if (length == 1)
    return FALSE;
  code = data[0] << 8 | data[1];
  return ((code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999)) &&
         g_utf8_validate_len ((const char *) data + 2, length - 2, NULL);
}

/* A frame that is whole within the room, and all of its message. */
static SioWsResult
take_frame (SioWsReader *self,
            GBytes **data,
            GError **error)
{
  const guint8 *body = self->room + self->start;
  gsize length = self->left;

  self->start += length;
  self->in_frame = FALSE;
  if (self->opcode == SIO_WS_TEXT && !g_utf8_validate_len ((const char *) body, length, NULL))
    return fail (self, SIO_WS_BAD_DATA, "the text is no UTF-8", error);
  if (self->opcode == SIO_WS_CLOSE && !is_close_body (body, length))
    return fail (self, SIO_WS_PROTOCOL_ERROR, "no such reason to close", error);
  *data = g_bytes_new (body, length);
  return SIO_WS_MESSAGE;
}

/* Moves what is there of a data frame to its message. FALSE: more of the frame is due. */
static gboolean
gather (SioWsReader *self)
{
  gsize length = MIN (self->left, self->end - self->start);

  if (self->opcode != SIO_WS_CONTINUATION)
    self->message_opcode = self->opcode;
  self->opcode = SIO_WS_CONTINUATION;
  g_byte_array_append (self->message, self->room + self->start, length);
  self->start += length;
  self->left -= length;
  if (self->left > 0)
    return FALSE;
  self->in_frame = FALSE;
  self->in_message = !self->is_last;
  return TRUE;
}

static SioWsResult
take_message (SioWsReader *self,
              GBytes **data,
              GError **error)
{
  g_autoptr (GByteArray) message = g_steal_pointer (&self->message);

  self->message = g_byte_array_new ();
  if (self->message_opcode == SIO_WS_TEXT && !g_utf8_validate_len ((const char *) message->data, message->len, NULL))
    return fail (self, SIO_WS_BAD_DATA, "the text is no UTF-8", error);
  *data = g_byte_array_free_to_bytes (g_steal_pointer (&message));
  return SIO_WS_MESSAGE;
}

SioWsResult
sio_ws_reader_next (SioWsReader *self,
                    SioWsOpcode *opcode,
                    GBytes **data,
                    GError **error)
{
  g_return_val_if_fail (self->failure == 0, SIO_WS_FAILED);

  for (;;)
    {
      SioWsResult result = self->in_frame ? SIO_WS_MESSAGE : read_head (self, error);
      gboolean is_there = self->end - self->start >= self->left;

      if (result != SIO_WS_MESSAGE)
        return result;
      *opcode = self->opcode;
      if (is_control (self->opcode))
        return is_there ? take_frame (self, data, error) : SIO_WS_MORE;
      if (is_there && self->is_last && self->opcode != SIO_WS_CONTINUATION)
        return take_frame (self, data, error);
      if (!gather (self))
        return SIO_WS_MORE;
      if (self->in_message)
        continue;
      *opcode = self->message_opcode;
      return take_message (self, data, error);
    }
}
