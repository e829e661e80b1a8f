/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-proxy.h"

#include <string.h>

#define MAX_HEAD 4096
#define SOCKS 5
#define SOCKS_NAME 3
#define SOCKS_PASSWORD 2

struct _BellFakeProxy
{
  GSocketService *service;
  char *refusal;
  char *user; /* (nullable): whom it knows */
  char *password;
  guint16 port;
  int tunnels;  /* atomic */
  int refusals; /* atomic */
};

static GInputStream *
input (GSocketConnection *connection)
{
  return g_io_stream_get_input_stream (G_IO_STREAM (connection));
}

static gboolean
say (GSocketConnection *connection,
     const void *words,
     gsize length)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), words, length, NULL, NULL,
                                    NULL);
}

static gboolean
take (GSocketConnection *connection,
      void *buffer,
      gsize length)
{
  gsize got;

  return g_input_stream_read_all (input (connection), buffer, length, &got, NULL, NULL) && got == length;
}

/* Who asks */

static gboolean
knows_socks (BellFakeProxy *self,
             GSocketConnection *client)
{
  const char choice[] = { SOCKS, SOCKS_PASSWORD };
  const char known[] = { 1, 0 };
  const char unknown[] = { 1, 1 };
  guint8 head[2], length;
  char user[256] = { 0 }, password[256] = { 0 };

  if (!say (client, choice, sizeof choice) || !take (client, head, sizeof head) || !take (client, user, head[1]) ||
      !take (client, &length, 1) || !take (client, password, length))
    return FALSE;
  if (strcmp (user, self->user) == 0 && strcmp (password, self->password) == 0)
    return say (client, known, sizeof known);
  say (client, unknown, sizeof unknown);
  return FALSE;
}

static gboolean
knows_http (BellFakeProxy *self,
            const char *head)
{
  g_autofree char *both = NULL;
  g_autofree char *encoded = NULL;
  g_autofree char *header = NULL;

  if (self->user == NULL)
    return self->refusal == NULL;
  both = g_strconcat (self->user, ":", self->password, NULL);
  encoded = g_base64_encode ((const guchar *) both, strlen (both));
  header = g_strdup_printf ("\r\nProxy-Authorization: Basic %s\r\n", encoded);
  return strstr (head, header) != NULL;
}

/* "host:port" of what is asked for; NULL: nothing that can be understood, or it is refused. */

static char *
ask_socks (BellFakeProxy *self,
           GSocketConnection *client)
{
  const char refused[] = { SOCKS, (char) 0xff };
  const char welcome[] = { SOCKS, 0 };
  const char joined[] = { SOCKS, 0, 0, 1, 0, 0, 0, 0, 0, 0 };
  guint8 head[4], length, name[256] = { 0 }, port[2];
  g_autofree char *host = NULL;

  if (!take (client, &length, 1) || !take (client, name, length))
    return NULL;
  if (self->user != NULL && memchr (name, SOCKS_PASSWORD, sizeof name) != NULL)
    {
      if (!knows_socks (self, client))
        return NULL;
    }
  else if (self->user != NULL || self->refusal != NULL)
    {
      say (client, refused, sizeof refused);
      return NULL;
    }
  else if (!say (client, welcome, sizeof welcome))
    return NULL;
  if (!take (client, head, sizeof head))
    return NULL;
  length = head[3] == 1 ? 4 : 16;
  if (head[3] == SOCKS_NAME && !take (client, &length, 1))
    return NULL;
  memset (name, 0, sizeof name);
  if (!take (client, name, length) || !take (client, port, sizeof port))
    return NULL;
  if (head[3] == SOCKS_NAME)
    host = g_strdup ((char *) name);
  else
    {
      g_autoptr (GInetAddress) address =
        g_inet_address_new_from_bytes (name, head[3] == 1 ? G_SOCKET_FAMILY_IPV4 : G_SOCKET_FAMILY_IPV6);

      host = g_inet_address_to_string (address);
    }
  if (!say (client, joined, sizeof joined))
    return NULL;
  return g_strdup_printf ("%s:%u", host, (guint) (port[0] << 8 | port[1]));
}

static char *
ask_http (BellFakeProxy *self,
          GSocketConnection *client,
          char first)
{
  const char *welcome = "HTTP/1.1 200 Connection established\r\n\r\n";
  g_autoptr (GString) head = g_string_new (NULL);
  g_auto (GStrv) words = NULL;
  char c = first;

  do
    g_string_append_c (head, c);
  while (!g_str_has_suffix (head->str, "\r\n\r\n") && head->len < MAX_HEAD && take (client, &c, 1));
  words = g_strsplit (head->str, " ", 3);
  if (!knows_http (self, head->str) || g_strcmp0 (words[0], "CONNECT") != 0)
    {
      if (self->refusal != NULL)
        say (client, self->refusal, strlen (self->refusal));
      /* Whoever is not known may say who he is, on the same connection. */
      return self->user != NULL && take (client, &c, 1) ? ask_http (self, client, c) : NULL;
    }
  return say (client, welcome, strlen (welcome)) ? g_strdup (words[1]) : NULL;
}

typedef struct
{
  GSocketConnection *from;
  GSocketConnection *to;
} Pipe;

static gpointer
pump (gpointer data)
{
  Pipe *pipe = data;

  g_output_stream_splice (g_io_stream_get_output_stream (G_IO_STREAM (pipe->to)), input (pipe->from),
                          G_OUTPUT_STREAM_SPLICE_NONE, NULL, NULL);
  /* The other direction ends with this one. */
  g_socket_shutdown (g_socket_connection_get_socket (pipe->from), TRUE, TRUE, NULL);
  g_socket_shutdown (g_socket_connection_get_socket (pipe->to), TRUE, TRUE, NULL);
  return NULL;
}

static gboolean
on_run (GThreadedSocketService *service,
        GSocketConnection *client,
        GObject *source,
        gpointer user_data)
{
  BellFakeProxy *self = user_data;
  g_autoptr (GSocketClient) connector = g_socket_client_new ();
  g_autoptr (GSocketConnection) server = NULL;
  g_autofree char *where = NULL;
  Pipe up, down;
  GThread *thread;
  char first;

  if (!take (client, &first, 1))
    return TRUE;
  where = first == SOCKS ? ask_socks (self, client) : ask_http (self, client, first);
  if (where != NULL)
    server = g_socket_client_connect_to_host (connector, where, 0, NULL, NULL);
  if (server == NULL)
    {
      g_atomic_int_inc (&self->refusals);
      g_io_stream_close (G_IO_STREAM (client), NULL, NULL);
      return TRUE;
    }
  g_atomic_int_inc (&self->tunnels);
  up = (Pipe) { client, server };
  down = (Pipe) { server, client };
  thread = g_thread_new ("pump", pump, &up);
  pump (&down);
  g_thread_join (thread);
  return TRUE;
}

BellFakeProxy *
bell_fake_proxy_new (const char *refusal)
{
  BellFakeProxy *self = g_new0 (BellFakeProxy, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) own = NULL;
  g_autoptr (GError) error = NULL;

  self->refusal = g_strdup (refusal);
  self->service = g_threaded_socket_service_new (16);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 NULL, &own, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (own));
  g_signal_connect (self->service, "run", G_CALLBACK (on_run), self);
  g_socket_service_start (self->service);
  return self;
}

/* Its tunnels must have ended: whoever was joined has closed. */
void
bell_fake_proxy_free (BellFakeProxy *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  g_free (self->refusal);
  g_free (self->user);
  g_free (self->password);
  g_free (self);
}

void
bell_fake_proxy_set_user (BellFakeProxy *self,
                          const char *user,
                          const char *password)
{
  self->user = g_strdup (user);
  self->password = g_strdup (password);
}

char *
bell_fake_proxy_dup_url (BellFakeProxy *self,
                         const char *scheme)
{
  return g_strdup_printf ("%s://127.0.0.1:%u", scheme, self->port);
}

guint
bell_fake_proxy_get_tunnels (BellFakeProxy *self)
{
  return g_atomic_int_get (&self->tunnels);
}

guint
bell_fake_proxy_get_refusals (BellFakeProxy *self)
{
  return g_atomic_int_get (&self->refusals);
}
