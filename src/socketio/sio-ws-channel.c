/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-ws-channel.h"

#include "sio-error-private.h"
#include "sio-ws-codec.h"

#include "bell-priority.h"

#include <string.h>

struct _SioWsChannel
{
  GObject parent_instance;

  const SioWsChannelFuncs *funcs;
  gpointer owner;
  GIOStream *stream;
  GPollableInputStream *input;
  GPollableOutputStream *output;
  SioWsReader *reader;
  GSource *reading;
  GSource *writing; /* while something is unsent */
  GQueue unsent;    /* of GBytes, frames */
  gsize sent;       /* bytes of the first of them */
  GBytes *pong;     /* (nullable): goes first */
  gboolean leaving; /* our goodbye is said, or among the unsent */
  gboolean left;    /* the server's has come */
  guint close_code; /* that it gave */
  gboolean finished;
};

G_DEFINE_FINAL_TYPE (SioWsChannel, sio_ws_channel, G_TYPE_OBJECT)

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
stop (SioWsChannel *self)
{
  self->finished = TRUE;
  clear_source (&self->reading);
  clear_source (&self->writing);
}

static void
finish (SioWsChannel *self,
        const GError *error)
{
  if (self->finished)
    return;
  stop (self);
  self->funcs->closed (self->owner, error);
}

/* TLS says goodbye, too; the kernel sees to it that this cannot take for ever. */
static void
finish_orderly (SioWsChannel *self)
{
  g_autoptr (GError) closed = sio_error_new_closed (self->close_code);

  if (self->finished)
    return;
  stop (self);
  g_io_stream_close_async (self->stream, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  self->funcs->closed (self->owner, closed);
}

/* Writing */

/* Puts what is to be sent next first, if nothing is half sent. */
static GBytes *
get_next (SioWsChannel *self)
{
  if (self->pong != NULL && self->sent == 0)
    g_queue_push_head (&self->unsent, g_steal_pointer (&self->pong));
  return g_queue_peek_head (&self->unsent);
}

/* FALSE: error is set; G_IO_ERROR_WOULD_BLOCK when the kernel takes no more. */
static gboolean
write_unsent (SioWsChannel *self,
              GError **error)
{
  GBytes *frame;

  while ((frame = get_next (self)) != NULL)
    {
      gsize length;
      const guint8 *data = g_bytes_get_data (frame, &length);
      gssize n = g_pollable_output_stream_write_nonblocking (self->output, data + self->sent, length - self->sent, NULL,
                                                             error);

      if (n < 0)
        return FALSE;
      self->sent += n;
      if (self->sent < length)
        continue;
      self->sent = 0;
      g_bytes_unref (g_queue_pop_head (&self->unsent));
    }
  return TRUE;
}

static gboolean
write_cb (GObject *output,
          gpointer user_data)
{
  g_autoptr (SioWsChannel) self = g_object_ref (user_data);
  g_autoptr (GError) error = NULL;

  if (write_unsent (self, &error))
    {
      clear_source (&self->writing);
      return G_SOURCE_REMOVE;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return G_SOURCE_CONTINUE;
  finish (self, error);
  return G_SOURCE_REMOVE;
}

static void
want_to_write (SioWsChannel *self)
{
  if (self->writing != NULL || self->finished)
    return;
  self->writing = g_pollable_output_stream_create_source (self->output, NULL);
  g_source_set_callback (self->writing, G_SOURCE_FUNC (write_cb), self, NULL);
  g_source_set_static_name (self->writing, "[socketio] write");
  g_source_attach (self->writing, g_main_context_get_thread_default ());
}

static void
send_frame (SioWsChannel *self,
            GBytes *frame)
{
  g_queue_push_tail (&self->unsent, frame);
  want_to_write (self);
}

/* The last word, if the kernel has room for it: nobody waits for an answer. */
static void
say_goodbye (SioWsChannel *self,
             guint code)
{
  if (!self->leaving && !self->finished)
    {
      self->leaving = TRUE;
      g_queue_push_tail (&self->unsent, sio_ws_encode_close (code));
    }
  write_unsent (self, NULL);
}

/* Reading */

/* The server's close frame is the end (REQ-113), unless we began: then it has to hang up, too (REQ-69). */
static void
take_close (SioWsChannel *self,
            GBytes *body)
{
  self->left = TRUE;
  self->close_code = sio_ws_get_close_code (body);
  if (self->leaving)
    return;
  say_goodbye (self, self->close_code != 0 ? self->close_code : SIO_WS_NORMAL);
  finish_orderly (self);
}

static void
take_ping (SioWsChannel *self,
           GBytes *body)
{
  gsize length;
  const void *data = g_bytes_get_data (body, &length);

  if (self->leaving)
    return;
  g_clear_pointer (&self->pong, g_bytes_unref);
  self->pong = sio_ws_encode (SIO_WS_PONG, data, length);
  want_to_write (self);
}

static void
take_message (SioWsChannel *self,
              SioWsOpcode opcode,
              GBytes *data)
{
  switch (opcode)
    {
    case SIO_WS_TEXT:
    case SIO_WS_BINARY:
      self->funcs->message (self->owner, opcode == SIO_WS_TEXT, data);
      break;
    case SIO_WS_CLOSE:
      take_close (self, data);
      break;
    case SIO_WS_PING:
      take_ping (self, data);
      break;
    case SIO_WS_PONG: /* was heard, which is all */
    case SIO_WS_CONTINUATION:
    default:
      break;
    }
}

static void
take_messages (SioWsChannel *self)
{
  g_autoptr (GError) error = NULL;

  while (!self->finished && !self->left)
    {
      g_autoptr (GBytes) data = NULL;
      SioWsOpcode opcode;
      SioWsResult result = sio_ws_reader_next (self->reader, &opcode, &data, &error);

      if (result == SIO_WS_MORE)
        return;
      if (result == SIO_WS_MESSAGE)
        {
          take_message (self, opcode, data);
          continue;
        }
      say_goodbye (self, sio_ws_reader_get_failure (self->reader));
      finish (self, error);
    }
}

static void
take_bytes (SioWsChannel *self,
            gsize length)
{
  if (!self->left)
    sio_ws_reader_add (self->reader, length);
  self->funcs->heard (self->owner);
  take_messages (self);
}

static gboolean
read_cb (GObject *input,
         gpointer user_data)
{
  g_autoptr (SioWsChannel) self = g_object_ref (user_data);
  g_autoptr (GError) error = NULL;
  gsize length;
  guint8 *room = sio_ws_reader_get_room (self->reader, &length);
  gssize n = g_pollable_input_stream_read_nonblocking (self->input, room, length, NULL, &error);

  if (n > 0)
    take_bytes (self, n);
  else if (n == 0)
    finish_orderly (self);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    finish (self, error);
  return self->finished ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

/* GObject */

static void
sio_ws_channel_finalize (GObject *object)
{
  SioWsChannel *self = SIO_WS_CHANNEL (object);

  stop (self);
  g_queue_clear_full (&self->unsent, (GDestroyNotify) g_bytes_unref);
  g_clear_pointer (&self->pong, g_bytes_unref);
  g_clear_pointer (&self->reader, sio_ws_reader_free);
  g_clear_object (&self->stream);
  G_OBJECT_CLASS (sio_ws_channel_parent_class)->finalize (object);
}

static void
sio_ws_channel_class_init (SioWsChannelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sio_ws_channel_finalize;
}

static void
sio_ws_channel_init (SioWsChannel *self)
{
  g_queue_init (&self->unsent);
}

SioWsChannel *
sio_ws_channel_new (GIOStream *stream,
                    gsize max_message,
                    const SioWsChannelFuncs *funcs,
                    gpointer owner)
{
  SioWsChannel *self = g_object_new (SIO_TYPE_WS_CHANNEL, NULL);

  self->stream = g_object_ref (stream);
  self->input = G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (stream));
  self->output = G_POLLABLE_OUTPUT_STREAM (g_io_stream_get_output_stream (stream));
  self->reader = sio_ws_reader_new (max_message);
  self->funcs = funcs;
  self->owner = owner;
  return self;
}

void
sio_ws_channel_start (SioWsChannel *self,
                      GBytes *rest)
{
  g_autoptr (SioWsChannel) alive = g_object_ref (self);
  gsize length = g_bytes_get_size (rest), space;
  guint8 *room = sio_ws_reader_get_room (self->reader, &space);

  g_return_if_fail (self->reading == NULL && length <= space);

  self->reading = g_pollable_input_stream_create_source (self->input, NULL);
  g_source_set_callback (self->reading, G_SOURCE_FUNC (read_cb), self, NULL);
  g_source_set_static_name (self->reading, "[socketio] read");
  g_source_set_priority (self->reading, BELL_PRIORITY_BULK);
  g_source_attach (self->reading, g_main_context_get_thread_default ());
  if (length == 0)
    return;
  memcpy (room, g_bytes_get_data (rest, NULL), length);
  take_bytes (self, length);
}

gboolean
sio_ws_channel_send (SioWsChannel *self,
                     gboolean is_text,
                     const void *data,
                     gsize length)
{
  if (self->finished || self->leaving)
    return FALSE;
  send_frame (self, sio_ws_encode (is_text ? SIO_WS_TEXT : SIO_WS_BINARY, data, length));
  return TRUE;
}

gboolean
sio_ws_channel_has_unsent (SioWsChannel *self)
{
  return !self->finished && (self->writing != NULL || !g_pollable_output_stream_is_writable (self->output));
}

void
sio_ws_channel_ping (SioWsChannel *self)
{
  if (!self->finished && !self->leaving)
    send_frame (self, sio_ws_encode (SIO_WS_PING, NULL, 0));
}

void
sio_ws_channel_close (SioWsChannel *self)
{
  if (self->finished || self->leaving)
    return;
  self->leaving = TRUE;
  send_frame (self, sio_ws_encode_close (SIO_WS_NORMAL));
}

void
sio_ws_channel_drop (SioWsChannel *self)
{
  stop (self);
}
