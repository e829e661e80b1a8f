/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "burst-peer.h"

#include "burst-frames.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define WAIT_S 60
#define OPEN_PACKET \
  "0{\"sid\":\"e1\",\"upgrades\":[],\"pingInterval\":600000,\"pingTimeout\":600000,\"maxPayload\":1000000}"
#define WEBSOCKET_GUID "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

struct _BurstPeer
{
  GPid pid;
  int fd;
  guint8 in[65536]; /* what came and was not read yet */
  gsize in_length;
};

static int
listen_on_loopback (guint16 *port)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t length = sizeof address;
  struct timeval wait = { .tv_sec = WAIT_S };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  if (fd < 0 || bind (fd, (struct sockaddr *) &address, sizeof address) < 0 || listen (fd, 1) < 0 ||
      getsockname (fd, (struct sockaddr *) &address, &length) < 0 ||
      setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait) < 0)
    g_error ("No socket to listen on: %s", g_strerror (errno));
  *port = ntohs (address.sin_port);
  return fd;
}

static GPid
spawn (const char *const *argv,
       guint16 port)
{
  g_autoptr (GPtrArray) line = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  GPid pid;

  for (; *argv != NULL; argv++)
    g_ptr_array_add (line, g_strdup (*argv));
  g_ptr_array_add (line, g_strdup_printf ("http://127.0.0.1:%u", port));
  g_ptr_array_add (line, NULL);
  if (!g_spawn_async (NULL, (char **) line->pdata, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_SEARCH_PATH, NULL, NULL,
                      &pid, &error))
    g_error ("%s", error->message);
  return pid;
}

/* Reads more into peer->in. */
static void
fill (BurstPeer *peer)
{
  gssize n = recv (peer->fd, peer->in + peer->in_length, sizeof peer->in - peer->in_length, 0);

  if (n <= 0)
    g_error ("The receiver said nothing more: %s", n < 0 ? g_strerror (errno) : "it went");
  peer->in_length += n;
}

static void
drop (BurstPeer *peer,
      gsize length)
{
  peer->in_length -= length;
  memmove (peer->in, peer->in + length, peer->in_length);
}

static void
upgrade (BurstPeer *peer)
{
  const char *key_name = "\r\nsec-websocket-key:";
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  g_autofree char *accept_key = NULL;
  g_autofree char *answer = NULL;
  g_autofree char *head = NULL;
  g_autofree char *lower = NULL;
  guint8 digest[20];
  gsize digest_length = sizeof digest;
  char *key;
  char *end;

  while ((end = memmem (peer->in, peer->in_length, "\r\n\r\n", 4)) == NULL)
    fill (peer);
  head = g_strndup ((char *) peer->in, end - (char *) peer->in);
  drop (peer, strlen (head) + 4);

  lower = g_ascii_strdown (head, -1);
  key = strstr (lower, key_name);
  if (key == NULL)
    g_error ("The receiver asked for no WebSocket");
  key = head + (key - lower) + strlen (key_name);
  key[strcspn (key, "\r")] = '\0';
  g_strstrip (key);
  g_checksum_update (sum, (const guchar *) key, -1);
  g_checksum_update (sum, (const guchar *) WEBSOCKET_GUID, -1);
  g_checksum_get_digest (sum, digest, &digest_length);
  accept_key = g_base64_encode (digest, digest_length);
  answer = g_strdup_printf ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            "Sec-WebSocket-Accept: %s\r\n\r\n", accept_key);
  burst_peer_send (peer, (const guint8 *) answer, strlen (answer));
}

/* The next message of the peer, which is short and in one masked frame. Free with g_free(). */
static char *
read_message (BurstPeer *peer)
{
  gsize length;
  gsize at = 2;
  char *text;

  while (peer->in_length < 4)
    fill (peer);
  length = peer->in[1] & 0x7f;
  if (length == 127)
    g_error ("The receiver says too much");
  if (length == 126)
    {
      length = peer->in[2] << 8 | peer->in[3];
      at = 4;
    }
  while (peer->in_length < at + 4 + length)
    fill (peer);
  text = g_malloc (length + 1);
  for (gsize i = 0; i < length; i++)
    text[i] = peer->in[at + 4 + i] ^ peer->in[at + i % 4];
  text[length] = '\0';
  drop (peer, at + 4 + length);
  return text;
}

static void
await (BurstPeer *peer,
       const char *answer)
{
  gboolean there;

  do
    {
      g_autofree char *text = read_message (peer);

      there = g_str_has_prefix (text, answer);
    }
  while (!there);
}

BurstPeer *
burst_peer_new (const char *const *argv)
{
  BurstPeer *peer = g_new0 (BurstPeer, 1);
  struct timeval wait = { .tv_sec = WAIT_S };
  int one = 1;
  guint16 port;
  int listener = listen_on_loopback (&port);

  peer->pid = spawn (argv, port);
  peer->fd = accept4 (listener, NULL, NULL, SOCK_CLOEXEC);
  close (listener);
  if (peer->fd < 0 || setsockopt (peer->fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait) < 0 ||
      setsockopt (peer->fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait) < 0 ||
      setsockopt (peer->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one) < 0)
    g_error ("%s did not connect: %s", argv[0], g_strerror (errno));
  upgrade (peer);
  burst_peer_ask (peer, OPEN_PACKET, "40");
  {
    g_autoptr (GByteArray) joined = g_byte_array_new ();

    burst_frames_append (joined, "40{\"sid\":\"s1\"}");
    burst_peer_send (peer, joined->data, joined->len);
  }
  return peer;
}

void
burst_peer_free (BurstPeer *peer)
{
  kill (peer->pid, SIGTERM);
  waitpid (peer->pid, NULL, 0);
  g_spawn_close_pid (peer->pid);
  close (peer->fd);
  g_free (peer);
}

void
burst_peer_send (BurstPeer *peer,
                 const guint8 *frames,
                 gsize length)
{
  while (length > 0)
    {
      gssize n = send (peer->fd, frames, length, MSG_NOSIGNAL);

      if (n < 0)
        g_error ("The receiver takes nothing more: %s", g_strerror (errno));
      frames += n;
      length -= n;
    }
}

void
burst_peer_ask (BurstPeer *peer,
                const char *text,
                const char *answer)
{
  g_autoptr (GByteArray) frame = g_byte_array_new ();

  burst_frames_append (frame, text);
  burst_peer_send (peer, frame->data, frame->len);
  await (peer, answer);
}

gint64
burst_peer_get_cpu_us (BurstPeer *peer)
{
  struct timespec used;
  clockid_t clock;

  if (clock_getcpuclockid (peer->pid, &clock) != 0 || clock_gettime (clock, &used) != 0)
    g_error ("The receiver's processor time cannot be read");
  return used.tv_sec * G_USEC_PER_SEC + used.tv_nsec / 1000;
}

gint64
burst_peer_get_memory_kib (BurstPeer *peer,
                           const char *name)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", (int) peer->pid);
  g_autofree char *key = g_strconcat ("\n", name, ":", NULL);
  g_autofree char *status = NULL;
  char *line;

  if (!g_file_get_contents (path, &status, NULL, NULL) || (line = strstr (status, key)) == NULL)
    return 0;
  return g_ascii_strtoll (line + strlen (key), NULL, 10);
}
