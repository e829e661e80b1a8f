/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-fixture.h"

#include "sio-error.h"

#include <string.h>

#define WAIT_MS 10000

/* A proxy that takes what one CONNECT asks for, or says a line instead (REQ-12). */
typedef struct
{
  GSocketService *service;
  GPtrArray *asked;     /* of char *, first lines */
  const char *refusal;  /* (nullable) */
  char *uri;
} Proxy;

typedef struct
{
  Proxy *proxy;
  GSocketConnection *client;
  GSocketConnection *target;
  char head[4096];
} Tunnel;

static void
end_tunnel (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  GIOStream *other = user_data;

  g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, NULL);
  g_io_stream_close (other, NULL, NULL);
  g_object_unref (other);
}

static void
join_streams (GIOStream *from,
              GIOStream *to)
{
  g_output_stream_splice_async (g_io_stream_get_output_stream (to), g_io_stream_get_input_stream (from),
                                G_OUTPUT_STREAM_SPLICE_NONE, G_PRIORITY_DEFAULT, NULL, end_tunnel,
                                g_object_ref (to));
}

static void
say (Tunnel *tunnel,
     const char *words)
{
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (tunnel->client)), words, strlen (words), NULL,
                             NULL, NULL);
}

static void
head_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  Tunnel *tunnel = user_data;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_auto (GStrv) words = NULL;

  if (n > 0)
    {
      words = g_strsplit (tunnel->head, " ", 3);
      g_ptr_array_add (tunnel->proxy->asked, g_strndup (tunnel->head, strcspn (tunnel->head, "\r")));
      if (tunnel->proxy->refusal != NULL)
        say (tunnel, tunnel->proxy->refusal);
      else
        {
          tunnel->target = g_socket_client_connect_to_host (client, words[1], 0, NULL, NULL);
          g_assert_nonnull (tunnel->target);
          say (tunnel, "HTTP/1.1 200 Connection established\r\n\r\n");
          join_streams (G_IO_STREAM (tunnel->client), G_IO_STREAM (tunnel->target));
          join_streams (G_IO_STREAM (tunnel->target), G_IO_STREAM (tunnel->client));
        }
    }
  g_clear_object (&tunnel->target);
  g_object_unref (tunnel->client);
  g_free (tunnel);
}

static gboolean
on_incoming (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             gpointer user_data)
{
  Tunnel *tunnel = g_new0 (Tunnel, 1);

  tunnel->proxy = user_data;
  tunnel->client = g_object_ref (connection);
  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (connection)), tunnel->head,
                             sizeof tunnel->head - 1, G_PRIORITY_DEFAULT, NULL, head_cb, tunnel);
  return TRUE;
}

static Proxy *
proxy_new (const char *refusal)
{
  Proxy *proxy = g_new0 (Proxy, 1);
  guint16 port;

  proxy->service = g_socket_service_new ();
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (proxy->service), NULL, NULL);
  g_assert_cmpuint (port, >, 0);
  proxy->uri = g_strdup_printf ("http://127.0.0.1:%u", port);
  proxy->asked = g_ptr_array_new_with_free_func (g_free);
  proxy->refusal = refusal;
  g_signal_connect (proxy->service, "incoming", G_CALLBACK (on_incoming), proxy);
  return proxy;
}

static void
proxy_free (Proxy *proxy)
{
  g_socket_service_stop (proxy->service);
  g_socket_listener_close (G_SOCKET_LISTENER (proxy->service));
  g_object_unref (proxy->service);
  g_ptr_array_unref (proxy->asked);
  g_free (proxy->uri);
  g_free (proxy);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Proxy, proxy_free)

/* A tunnel, for plain text as well, and the proxy is asked for anew at each attempt. */
static void
test_tunnel (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  g_autoptr (Proxy) first = proxy_new (NULL);
  g_autoptr (Proxy) second = proxy_new (NULL);
  g_autoptr (GProxyResolver) resolver = g_simple_proxy_resolver_new (first->uri, NULL);
  g_autofree char *url = sio_fake_server_get_url (fixture->server, "");
  g_autofree char *asked = g_strdup_printf ("CONNECT %s HTTP/1.0", url + strlen ("http://"));

  sio_client_set_proxy_resolver (fixture->client, resolver);
  sio_fixture_connect (fixture);
  g_assert_cmpuint (first->asked->len, ==, 1);
  g_assert_cmpstr (first->asked->pdata[0], ==, asked);
  sio_fake_server_send_text (fixture->server, "42[\"a\"]");
  bell_test_await_count (&fixture->n_events, 1, WAIT_MS, "an event");

  g_simple_proxy_resolver_set_default_proxy (G_SIMPLE_PROXY_RESOLVER (resolver), second->uri);
  sio_fake_server_drop (fixture->server);
  sio_fixture_await_state (fixture, SIO_STATE_WAITING);
  sio_fixture_next_attempt (fixture);
  sio_fixture_await_state (fixture, SIO_STATE_CONNECTED);
  g_assert_cmpuint (first->asked->len, ==, 1);
  g_assert_cmpuint (second->asked->len, ==, 1);
}

/* What a proxy says no with is no answer of the server's, and heals slowly (REQ-66). */
static void
test_refusals (void)
{
  static const char *const refusals[] = {
    "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
    "what?\r\n\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (SioFixture) fixture = sio_fixture_new ();
      g_autoptr (Proxy) proxy = proxy_new (refusals[i]);
      g_autoptr (GProxyResolver) resolver = g_simple_proxy_resolver_new (proxy->uri, NULL);

      sio_client_set_proxy_resolver (fixture->client, resolver);
      sio_client_connect (fixture->client);
      sio_fixture_await_errors (fixture, 1);
      g_assert_error (fixture->error, SIO_ERROR, SIO_ERROR_PROXY);
      g_assert_cmpint (bell_fake_clock_next_ms (fixture->clock), >=, 30000);
      g_assert_cmpuint (sio_fake_server_get_n_handshakes (fixture->server), ==, 0);
    }
}

/* "direct://" is no proxy. */
static void
test_none (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  g_autoptr (GProxyResolver) resolver = g_simple_proxy_resolver_new ("direct://", NULL);

  sio_client_set_proxy_resolver (fixture->client, resolver);
  sio_fixture_connect (fixture);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/socketio/req-12/tunnel", test_tunnel);
  g_test_add_func ("/socketio/req-12/refusals", test_refusals);
  g_test_add_func ("/socketio/req-12/none", test_none);
  return g_test_run ();
}
