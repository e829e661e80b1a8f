/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-clock.h"
#include "bell-test.h"
#include "demo-handshakes.h"
#include "sio-client.h"

#include <libsoup/soup.h>

/*
 * REQ-11: whom the client trusts. A server that knows no WebSocket is enough: an HTTP refusal says that the handshake
 * below it was good. server.pem and expired.pem are for 127.0.0.1, other.pem is not; each signs itself.
 */
typedef struct
{
  const char *name;
  const char *server; /* the server's own certificate */
  const char *database;
  const char *extra;
  const char *pin;    /* the file whose fingerprint is the pin */
  int code;
  GTlsCertificateFlags flags;
} Row;

static const Row rows[] = {
  { "req-11/unknown", "server.pem", NULL, NULL, NULL, SIO_ERROR_TLS, G_TLS_CERTIFICATE_UNKNOWN_CA },
  { "req-11/database", "server.pem", "server.pem", NULL, NULL, SIO_ERROR_HTTP, 0 },
  { "req-11/database-of-others", "server.pem", "other.pem", NULL, NULL, SIO_ERROR_TLS, G_TLS_CERTIFICATE_UNKNOWN_CA },
  { "req-11/extra", "server.pem", NULL, "server.pem", NULL, SIO_ERROR_HTTP, 0 },
  { "req-11/extra-of-others", "server.pem", NULL, "other.pem", NULL, SIO_ERROR_TLS, G_TLS_CERTIFICATE_UNKNOWN_CA },
  { "req-11/wrong-name", "other.pem", "other.pem", NULL, NULL, SIO_ERROR_TLS, G_TLS_CERTIFICATE_BAD_IDENTITY },
  { "req-11/extra-wrong-name", "other.pem", NULL, "other.pem", NULL, SIO_ERROR_TLS, G_TLS_CERTIFICATE_BAD_IDENTITY },
  { "req-11/expired", "expired.pem", "expired.pem", NULL, NULL, SIO_ERROR_TLS, G_TLS_CERTIFICATE_EXPIRED },
  { "req-11/pin", "server.pem", NULL, NULL, "server.pem", SIO_ERROR_HTTP, 0 },
  { "req-11/pin-of-others", "server.pem", NULL, NULL, "other.pem", SIO_ERROR_TLS, G_TLS_CERTIFICATE_UNKNOWN_CA },
  { "req-11/pin-before-authorities", "server.pem", "server.pem", "server.pem", "other.pem", SIO_ERROR_TLS,
    G_TLS_CERTIFICATE_UNKNOWN_CA },
};

static GTlsCertificate *
load (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "socketio", "tls", name, NULL);
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate = g_tls_certificate_new_from_file (path, &error);

  g_assert_no_error (error);
  return certificate;
}

static GTlsDatabase *
load_database (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "socketio", "tls", name, NULL);
  g_autoptr (GError) error = NULL;
  GTlsDatabase *database = g_tls_file_database_new (path, &error);

  g_assert_no_error (error);
  return database;
}

static char *
make_pin (const char *name)
{
  g_autoptr (GTlsCertificate) certificate = load (name);
  g_autoptr (GByteArray) der = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *upper = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
  upper = g_ascii_strup (digest, -1);
  return g_strdup_printf ("%.2s:%s", upper, upper + 2);
}

static SoupServer *
start_server (const char *certificate_name,
              GTlsAuthenticationMode mode)
{
  g_autoptr (GTlsCertificate) certificate = load (certificate_name);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GError) error = NULL;
  SoupServer *server = soup_server_new ("tls-certificate", certificate, "tls-auth-mode", mode, NULL);

  demo_handshakes_hold (server);
  soup_server_listen (server, address, SOUP_SERVER_LISTEN_HTTPS, &error);
  g_assert_no_error (error);
  return server;
}

static SioClient *
new_client (SoupServer *server,
            BellFakeClock *clock)
{
  GSList *uris = soup_server_get_uris (server);
  g_autofree char *url = g_uri_to_string (uris->data);

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return sio_client_new (url, BELL_CLOCK (clock), NULL);
}

static void
on_connect_error (SioClient *client,
                  GError *error,
                  GError **kept)
{
  g_clear_error (kept);
  *kept = g_error_copy (error);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (BellFakeClock) clock = bell_fake_clock_new ();
  g_autoptr (SoupServer) server = start_server (row->server, G_TLS_AUTHENTICATION_NONE);
  g_autoptr (SioClient) client = new_client (server, clock);
  g_autoptr (GTlsDatabase) database = row->database != NULL ? load_database (row->database) : NULL;
  g_autoptr (GTlsDatabase) extra = row->extra != NULL ? load_database (row->extra) : NULL;
  g_autofree char *pin = row->pin != NULL ? make_pin (row->pin) : NULL;
  g_autoptr (GError) error = NULL;

  sio_client_set_tls_database (client, database);
  sio_client_set_extra_authorities (client, extra);
  sio_client_set_pin (client, pin);
  g_signal_connect (client, "connect-error", G_CALLBACK (on_connect_error), &error);
  sio_client_connect (client);
  bell_test_await_pointer ((gpointer *) &error, 10000, "the end of the attempt");
  g_assert_error (error, SIO_ERROR, row->code);
  g_assert_cmphex (sio_error_get_tls_flags (error) & row->flags, ==, row->flags);
  /* What does not heal in seconds is not tried every second. */
  if (row->code == SIO_ERROR_TLS)
    g_assert_cmpint (bell_fake_clock_next_ms (clock), >=, 30000);
  sio_client_disconnect (client);
}

static gboolean
on_accept_client (SoupServerMessage *message,
                  GTlsCertificate *certificate,
                  GTlsCertificateFlags flags,
                  GPtrArray *shown)
{
  g_ptr_array_add (shown, g_object_ref (certificate));
  return TRUE;
}

static void
on_request_started (SoupServer *server,
                    SoupServerMessage *message,
                    GPtrArray *shown)
{
  g_signal_connect (message, "accept-certificate", G_CALLBACK (on_accept_client), shown);
}

/* The client shows who it is, on both transports: the refused upgrade is followed by a request. */
static void
test_client_certificate (void)
{
  g_autoptr (BellFakeClock) clock = bell_fake_clock_new ();
  g_autoptr (SoupServer) server = start_server ("server.pem", G_TLS_AUTHENTICATION_REQUIRED);
  g_autoptr (SioClient) client = new_client (server, clock);
  g_autoptr (GTlsDatabase) database = load_database ("server.pem");
  g_autoptr (GTlsCertificate) certificate = load ("other.pem");
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  g_signal_connect (server, "request-started", G_CALLBACK (on_request_started), shown);
  sio_client_set_tls_database (client, database);
  sio_client_set_client_certificate (client, certificate);
  g_signal_connect (client, "connect-error", G_CALLBACK (on_connect_error), &error);
  sio_client_connect (client);
  bell_test_await_pointer ((gpointer *) &error, 10000, "the end of the attempt");
  g_assert_error (error, SIO_ERROR, SIO_ERROR_HTTP);
  g_assert_cmpuint (shown->len, ==, 2);
  for (guint i = 0; i < shown->len; i++)
    g_assert_true (g_tls_certificate_is_same (shown->pdata[i], certificate));
  sio_client_disconnect (client);
}

/* A server that restarts behind its gateway: no matter of certificates, and back in a second (a run of tests/chaos). */
static void
test_leaves (void)
{
  guint16 port;
  g_autoptr (GSocketService) server = bell_test_serve_nobody (&port);
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u", port);
  g_autoptr (BellFakeClock) clock = bell_fake_clock_new ();
  g_autoptr (SioClient) client = sio_client_new (url, BELL_CLOCK (clock), NULL);
  g_autoptr (GError) error = NULL;

  g_signal_connect (client, "connect-error", G_CALLBACK (on_connect_error), &error);
  sio_client_connect (client);
  bell_test_await_pointer ((gpointer *) &error, 10000, "the end of the attempt");
  g_assert_error (error, SIO_ERROR, SIO_ERROR_NETWORK);
  g_assert_cmpint (bell_fake_clock_next_ms (clock), <, 30000);
  sio_client_disconnect (client);
  g_socket_service_stop (server);
  bell_test_drain ();
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
  g_test_add_func ("/socketio/req-11/client-certificate", test_client_certificate);
  g_test_add_func ("/socketio/req-11/leaves", test_leaves);
  return g_test_run ();
}
