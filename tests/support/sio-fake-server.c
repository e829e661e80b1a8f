/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-fake-server.h"

#include "sio-fake-frame.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

typedef struct
{
  SioFakeServer *server; /* borrowed */
  GSocketConnection *connection;
  GByteArray *in;
  guint8 buffer[16384];
  gboolean upgraded;
  GCancellable *cancellable;
  gboolean reading;
  gboolean left; /* said goodbye, with us or first */
} Peer;

struct _SioFakeServer
{
  GObject parent_instance;

  GSocketService *service;
  guint16 port;
  char *answer;
  char *open;
  char *join;
  gboolean silent;
  gboolean deaf;
  gboolean lingers;
  GPtrArray *peers; /* open ones, oldest first */
  GPtrArray *requests;
  GPtrArray *frames;
  guint max_open;
};

G_DEFINE_FINAL_TYPE (SioFakeServer, sio_fake_server, G_TYPE_OBJECT)

static void read_more (Peer *peer);

static void
peer_free (gpointer data)
{
  Peer *peer = data;

  g_io_stream_close (G_IO_STREAM (peer->connection), NULL, NULL);
  g_object_unref (peer->connection);
  g_object_unref (peer->cancellable);
  g_byte_array_unref (peer->in);
  g_free (peer);
}

static void
end_peer (Peer *peer)
{
  g_ptr_array_remove (peer->server->peers, peer);
  g_socket_close (g_socket_connection_get_socket (peer->connection), NULL);
  g_cancellable_cancel (peer->cancellable);
  if (!peer->reading)
    peer_free (peer);
}

static void
write_peer (Peer *peer,
            const void *data,
            gsize length)
{
  GSocket *socket = g_socket_connection_get_socket (peer->connection);
  const char *p = data;

  /* A client that went away meanwhile is no concern of the server's. */
  g_socket_set_blocking (socket, TRUE);
  while (length > 0)
    {
      gssize n = g_socket_send (socket, p, length, NULL, NULL);

      if (n <= 0)
        break;
      p += n;
      length -= n;
    }
  g_socket_set_blocking (socket, FALSE);
}

static void
send_text (Peer *peer,
           const char *text)
{
  g_autoptr (GByteArray) frame = sio_fake_frame_new (0x81, text, strlen (text));

  write_peer (peer, frame->data, frame->len);
}

static void
upgrade (Peer *peer,
         const char *head)
{
  SioFakeServer *self = peer->server;
  const char *key = strstr (head, "Sec-WebSocket-Key: ") + strlen ("Sec-WebSocket-Key: ");
  g_autofree char *joined = g_strdup_printf ("%.24s258EAFA5-E914-47DA-95CA-C5AB0DC85B11", key);
  g_autoptr (GChecksum) sha1 = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 digest[20];
  gsize digest_length = sizeof digest;
  g_autofree char *accept = NULL;
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autofree char *answer = NULL;

  g_checksum_update (sha1, (const guchar *) joined, -1);
  g_checksum_get_digest (sha1, digest, &digest_length);
  accept = g_base64_encode (digest, sizeof digest);
  answer = g_strdup_printf ("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                            "Connection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n", accept);
  g_byte_array_append (all, (const guint8 *) answer, strlen (answer));
  /* In one segment with the head: what follows it must not be lost. */
  if (self->open != NULL)
    {
      g_autoptr (GByteArray) frame = sio_fake_frame_new (0x81, self->open, strlen (self->open));

      g_byte_array_append (all, frame->data, frame->len);
    }
  peer->upgraded = TRUE;
  write_peer (peer, all->data, all->len);
}

static void
take_request (Peer *peer)
{
  SioFakeServer *self = peer->server;
  const char *end = g_strstr_len ((const char *) peer->in->data, peer->in->len, "\r\n\r\n");
  char *head;

  if (end == NULL)
    return;
  head = g_strndup ((const char *) peer->in->data, end + 4 - (const char *) peer->in->data);
  g_byte_array_remove_range (peer->in, 0, strlen (head));
  g_ptr_array_add (self->requests, head);
  if (self->silent)
    return;
  if (self->answer != NULL)
    write_peer (peer, self->answer, strlen (self->answer));
  else
    upgrade (peer, head);
}

/* "40/admin,…" is answered in its own namespace. */
static void
answer_connect (Peer *peer,
                const char *text)
{
  const char *join = peer->server->join;
  const char *comma = text[2] == '/' ? strchr (text, ',') : NULL;
  g_autofree char *answer = NULL;

  if (join == NULL)
    return;
  if (comma != NULL)
    answer = g_strdup_printf ("%.2s%.*s%s", join, (int) (comma + 1 - (text + 2)), text + 2, join + 2);
  send_text (peer, answer != NULL ? answer : join);
}

/* FALSE: there is no whole one. */
static gboolean
take_frame (Peer *peer)
{
  char *text = sio_fake_frame_take (peer->in);

  if (text == NULL)
    return FALSE;
  peer->left |= strcmp (text, "<close>") == 0;
  g_ptr_array_add (peer->server->frames, text);
  if (g_str_has_prefix (text, "40"))
    answer_connect (peer, text);
  return TRUE;
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);
  Peer *peer = user_data;

  peer->reading = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      peer_free (peer);
      return;
    }
  if (n <= 0)
    {
      g_ptr_array_remove (peer->server->peers, peer);
      peer_free (peer);
      return;
    }
  g_byte_array_append (peer->in, peer->buffer, n);
  if (!peer->upgraded)
    take_request (peer);
  while (peer->upgraded && take_frame (peer))
    ;
  if (peer->left && !peer->server->lingers)
    {
      write_peer (peer, "\x88\x02\x03\xe8", 4);
      end_peer (peer);
    }
  else
    read_more (peer);
}

static void
read_more (Peer *peer)
{
  if (peer->server->deaf || peer->reading)
    return;
  peer->reading = TRUE;
  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (peer->connection)), peer->buffer,
                             sizeof peer->buffer, G_PRIORITY_DEFAULT, peer->cancellable, read_cb, peer);
}

static gboolean
on_incoming (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             SioFakeServer *self)
{
  Peer *peer = g_new0 (Peer, 1);

  /* Many small frames in a row must not wait for each other's acknowledgement. */
  g_socket_set_option (g_socket_connection_get_socket (connection), IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  peer->server = self;
  peer->connection = g_object_ref (connection);
  peer->cancellable = g_cancellable_new ();
  peer->in = g_byte_array_new ();
  g_ptr_array_add (self->peers, peer);
  self->max_open = MAX (self->max_open, self->peers->len);
  read_more (peer);
  return TRUE;
}

static Peer *
newest (SioFakeServer *self)
{
  g_assert_cmpuint (self->peers->len, >, 0);
  return g_ptr_array_index (self->peers, self->peers->len - 1);
}

void
sio_fake_server_send_text (SioFakeServer *self,
                           const char *text)
{
  send_text (newest (self), text);
}

void
sio_fake_server_send_frame (SioFakeServer *self,
                            guint8 first_byte,
                            const void *data,
                            gsize length)
{
  g_autoptr (GByteArray) frame = sio_fake_frame_new (first_byte, data, length);

  write_peer (newest (self), frame->data, frame->len);
}

void
sio_fake_server_send_raw (SioFakeServer *self,
                          const void *data,
                          gsize length)
{
  write_peer (newest (self), data, length);
}

void
sio_fake_server_send_close (SioFakeServer *self,
                            guint16 code)
{
  const guint8 body[2] = { code >> 8, code & 0xff };

  sio_fake_server_send_frame (self, 0x88, body, sizeof body);
}

void
sio_fake_server_drop (SioFakeServer *self)
{
  end_peer (newest (self));
}

void
sio_fake_server_reset (SioFakeServer *self)
{
  Peer *peer = newest (self);
  const struct linger linger = { 1, 0 };

  setsockopt (g_socket_get_fd (g_socket_connection_get_socket (peer->connection)), SOL_SOCKET, SO_LINGER, &linger,
              sizeof linger);
  end_peer (peer);
}

static void
replace (char **field,
         const char *value)
{
  g_free (*field);
  *field = g_strdup (value);
}

void
sio_fake_server_set_answer (SioFakeServer *self,
                            const char *answer)
{
  replace (&self->answer, answer);
}

void
sio_fake_server_set_open (SioFakeServer *self,
                          const char *frame)
{
  replace (&self->open, frame);
}

void
sio_fake_server_set_join (SioFakeServer *self,
                          const char *frame)
{
  replace (&self->join, frame);
}

void
sio_fake_server_set_silent (SioFakeServer *self,
                            gboolean silent)
{
  self->silent = silent;
}

void
sio_fake_server_set_lingers (SioFakeServer *self,
                             gboolean lingers)
{
  self->lingers = lingers;
}

void
sio_fake_server_set_deaf (SioFakeServer *self,
                          gboolean deaf)
{
  self->deaf = deaf;
  for (guint i = 0; !deaf && i < self->peers->len; i++)
    read_more (g_ptr_array_index (self->peers, i));
}

guint
sio_fake_server_get_n_handshakes (SioFakeServer *self)
{
  return self->requests->len;
}

const char *
sio_fake_server_get_request (SioFakeServer *self,
                             guint index)
{
  g_assert_cmpuint (index, <, self->requests->len);
  return g_ptr_array_index (self->requests, index);
}

guint
sio_fake_server_get_open_now (SioFakeServer *self)
{
  return self->peers->len;
}

guint
sio_fake_server_get_max_open (SioFakeServer *self)
{
  return self->max_open;
}

guint
sio_fake_server_get_n_frames (SioFakeServer *self)
{
  return self->frames->len;
}

const char *
sio_fake_server_get_frame (SioFakeServer *self,
                           guint index)
{
  g_assert_cmpuint (index, <, self->frames->len);
  return g_ptr_array_index (self->frames, index);
}

gboolean
sio_fake_server_saw_frame (SioFakeServer *self,
                           const char *text)
{
  return g_ptr_array_find_with_equal_func (self->frames, text, g_str_equal, NULL);
}

char *
sio_fake_server_get_url (SioFakeServer *self,
                         const char *path)
{
  return g_strdup_printf ("http://127.0.0.1:%u%s", self->port, path);
}

void
sio_fake_server_stop (SioFakeServer *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  while (self->peers->len > 0)
    sio_fake_server_drop (self);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
sio_fake_server_dispose (GObject *object)
{
  sio_fake_server_stop (SIO_FAKE_SERVER (object));
  G_OBJECT_CLASS (sio_fake_server_parent_class)->dispose (object);
}

static void
sio_fake_server_finalize (GObject *object)
{
  SioFakeServer *self = SIO_FAKE_SERVER (object);

  g_clear_object (&self->service);
  g_ptr_array_unref (self->peers);
  g_ptr_array_unref (self->requests);
  g_ptr_array_unref (self->frames);
  g_free (self->answer);
  g_free (self->open);
  g_free (self->join);
  G_OBJECT_CLASS (sio_fake_server_parent_class)->finalize (object);
}

static void
sio_fake_server_class_init (SioFakeServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sio_fake_server_dispose;
  object_class->finalize = sio_fake_server_finalize;
}

static void
sio_fake_server_init (SioFakeServer *self)
{
  self->peers = g_ptr_array_new ();
  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->frames = g_ptr_array_new_with_free_func (g_free);
  self->open = g_strdup (SIO_FAKE_OPEN);
  self->join = g_strdup (SIO_FAKE_JOIN);
}

SioFakeServer *
sio_fake_server_new (void)
{
  SioFakeServer *self = g_object_new (SIO_TYPE_FAKE_SERVER, NULL);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->service = g_socket_service_new ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  g_signal_connect_object (self->service, "incoming", G_CALLBACK (on_incoming), self, 0);
  g_socket_service_start (self->service);
  return self;
}
