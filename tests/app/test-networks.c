/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-clock.h"
#include "bell-fake-proxy.h"
#include "bell-format.h"
#include "bell-session.h"
#include "bell-test.h"
#include "demo-shop.h"
#include "sio-error.h"

#include <string.h>

#define WAIT_MS 30000

/* One shop behind TLS, proxies and certificates: REST and socket go the same way (U26). */
typedef struct
{
  DemoShop *shop;
  BellFakeClock *clock;
  BellSecrets *secrets;
  OeClient *client;
  BellSession *session;
} Fixture;

static char *
find (const char *name)
{
  return *name == '\0' ? g_strdup ("") : g_test_build_filename (G_TEST_DIST, "support", "tls", name, NULL);
}

static GTlsCertificate *
load (const char *name)
{
  g_autofree char *path = find (name);
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate = g_tls_certificate_new_from_file (path, &error);

  g_assert_no_error (error);
  return certificate;
}

static Fixture *
fixture_new (const char *server_certificate,
             gboolean wants_certificate)
{
  Fixture *fixture = g_new0 (Fixture, 1);
  g_autoptr (GTlsCertificate) certificate = load (server_certificate);
  g_autoptr (GTlsCertificate) authority = load ("ca.pem");
  g_autoptr (GError) error = NULL;

  fixture->clock = bell_fake_clock_new ();
  fixture->secrets = bell_memory_secrets_new ();
  fixture->shop = demo_shop_new ("till", "secret");
  if (wants_certificate)
    demo_shop_set_client_authority (fixture->shop, authority);
  demo_shop_listen (fixture->shop, 0, certificate, &error);
  g_assert_no_error (error);
  return fixture;
}

static void
drop_session (Fixture *fixture)
{
  if (fixture->session != NULL)
    bell_session_close (fixture->session);
  bell_test_drain ();
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->client);
}

static void
fixture_free (Fixture *fixture)
{
  drop_session (fixture);
  demo_shop_close (fixture->shop);
  bell_test_drain ();
  g_object_unref (fixture->shop);
  g_object_unref (fixture->secrets);
  g_object_unref (fixture->clock);
  g_free (fixture);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

static BellNetwork *
new_network (const char *ca_file,
             const char *certificate,
             const char *key,
             const char *proxy,
             const char *password)
{
  g_autoptr (BellNetworkSettings) settings = g_new0 (BellNetworkSettings, 1);

  settings->ca_file = find (ca_file);
  settings->certificate = find (certificate);
  settings->certificate_key = find (key);
  settings->proxy = g_strdup (proxy);
  settings->proxy_user = g_strdup ("");
  return bell_network_new (settings, password);
}

static void
make_session (Fixture *fixture,
              BellNetwork *network,
              gboolean with_app_token)
{
  g_autoptr (BellShopInfo) info = bell_shop_info_new ();
  g_autoptr (GError) error = NULL;

  g_free (info->id);
  info->id = g_strdup ("shop");
  g_free (info->provider);
  info->provider = g_strdup ("email");
  g_free (info->login_marker);
  info->login_marker = g_strdup ("login");
  g_free (info->password_marker);
  info->password_marker = g_strdup ("password");
  fixture->client = oe_client_new (demo_shop_get_url (fixture->shop),
                                   with_app_token ? demo_shop_get_app_token (fixture->shop) : NULL,
                                   BELL_CLOCK (fixture->clock));
  oe_client_set_fingerprint (fixture->client, "shopbell-test");
  oe_client_set_network (fixture->client, network);
  fixture->session = bell_session_new (info, fixture->client, fixture->secrets, NULL, BELL_CLOCK (fixture->clock),
                                       &error);
  g_assert_no_error (error);
}

static gboolean
check (OeClient *client,
       GError **error)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  oe_client_check_async (client, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, WAIT_MS, "the check");
  return oe_client_check_finish (client, result, error);
}

static gboolean
is_online (gpointer session)
{
  return bell_session_get_state (session) == BELL_SESSION_ONLINE;
}

static gboolean
has_error (gpointer session)
{
  return bell_session_get_state (session) == BELL_SESSION_WAITING && bell_session_get_error (session) != NULL;
}

static void
get_online (Fixture *fixture)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bell_session_sign_in_async (fixture->session, "till", "secret", NULL, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, WAIT_MS, "the sign-in");
  bell_session_sign_in_finish (fixture->session, result, &error);
  g_assert_no_error (error);
  bell_test_await (is_online, fixture->session, WAIT_MS, "the shop to be online");
}

/* What is wrong with a server's certificate is said by REST and socket in the same, own words. */

typedef struct
{
  const char *name;
  const char *server;
  const char *ca_file;
  const char *words; /* NULL: it is good */
} Row;

static const Row rows[] = {
  { "own-authority", "server.pem", "ca.pem", NULL },
  { "own-authority-not-given", "server.pem", "", "is not trusted" },
  { "unknown-issuer", "stranger.pem", "ca.pem", "is not trusted" },
  { "wrong-host", "other.pem", "ca.pem", "belongs to another address" },
  { "expired", "expired.pem", "ca.pem", "has expired" },
  { "not-yet-valid", "future.pem", "ca.pem", "is not valid yet" },
};

static void
assert_words (const GError *error,
              const char *words)
{
  g_autofree char *sentence = bell_format_error (error);

  g_assert_nonnull (strstr (sentence, words));
}

/* The tokens of somebody who was signed in before, so that the socket is the first to meet the server. */
static void
start_signed_in (Fixture *fixture)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  bell_secrets_save_async (fixture->secrets, "shop", "Shop",
                           "{\"version\":1,\"appToken\":\"app\",\"refreshToken\":\"r\",\"provider\":\"email\"}", NULL,
                           bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, WAIT_MS, "a save");
  bell_session_start (fixture->session, FALSE);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (Fixture) fixture = fixture_new (row->server, FALSE);
  g_autoptr (BellNetwork) network = new_network (row->ca_file, "", "", "", NULL);
  g_autoptr (GError) error = NULL;

  make_session (fixture, network, TRUE);
  if (row->words == NULL)
    {
      g_assert_true (check (fixture->client, &error));
      g_assert_no_error (error);
      get_online (fixture);
      return;
    }
  g_assert_false (check (fixture->client, &error));
  g_assert_error (error, OE_ERROR, OE_ERROR_TLS);
  assert_words (error, row->words);
  start_signed_in (fixture);
  bell_test_await (has_error, fixture->session, WAIT_MS, "the session to meet the certificate");
  assert_words (bell_session_get_error (fixture->session), row->words);
  /* Nothing was asked of a server that is not trusted. */
  g_assert_cmpuint (demo_shop_get_n_requests (fixture->shop, "handshake"), ==, 0);
  g_assert_cmpuint (demo_shop_get_n_requests (fixture->shop, "refresh"), ==, 0);
}

/* Of a server that restarts behind its gateway nobody may say that its certificate is not trusted. */
static void
test_leaves (void)
{
  guint16 port;
  g_autoptr (GSocketService) server = bell_test_serve_nobody (&port);
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u", port);
  g_autoptr (BellFakeClock) clock = bell_fake_clock_new ();
  g_autoptr (BellNetwork) network = new_network ("ca.pem", "", "", "", NULL);
  g_autoptr (OeClient) client = oe_client_new (url, "app", BELL_CLOCK (clock));
  g_autoptr (GError) error = NULL;

  oe_client_set_network (client, network);
  g_assert_false (check (client, &error));
  g_assert_error (error, OE_ERROR, OE_ERROR_NETWORK);
  assert_words (error, "No answer from this address");
  g_socket_service_stop (server);
  bell_test_drain ();
}

/* A certificate project: no app token, a certificate on both channels (U26). */

static void
test_certificate (gconstpointer data)
{
  const char *const *files = data;
  g_autoptr (Fixture) fixture = fixture_new ("server.pem", TRUE);
  g_autoptr (BellNetwork) network = new_network ("ca.pem", files[0], files[1], "", files[2]);
  g_autoptr (GError) error = NULL;

  make_session (fixture, network, FALSE);
  g_assert_true (check (fixture->client, &error));
  g_assert_no_error (error);
  get_online (fixture);
  g_assert_cmpuint (demo_shop_get_n_requests (fixture->shop, "handshake"), ==, 1);
  g_assert_cmpuint (demo_shop_get_n_requests (fixture->shop, "auth"), ==, 1);
  g_assert_cmpuint (demo_shop_get_n_requests (fixture->shop, "app-token"), ==, 0);
}

/* Missing or another's: said at the check of the address, and by a session whose file was taken away. */
static void
test_certificate_missing (void)
{
  g_autoptr (Fixture) fixture = fixture_new ("server.pem", TRUE);
  g_autoptr (BellNetwork) without = new_network ("ca.pem", "", "", "", NULL);
  g_autoptr (BellNetwork) foreign = new_network ("ca.pem", "stranger.pem", "", "", NULL);
  g_autoptr (BellNetwork) right = new_network ("ca.pem", "client.p12", "", "", "till");
  g_autoptr (GError) error = NULL;

  make_session (fixture, without, FALSE);
  g_assert_false (check (fixture->client, &error));
  g_assert_error (error, OE_ERROR, OE_ERROR_CERTIFICATE_WANTED);
  assert_words (error, "wants a client certificate");
  g_clear_error (&error);

  oe_client_set_network (fixture->client, foreign);
  g_assert_false (check (fixture->client, &error));
  g_assert_error (error, OE_ERROR, OE_ERROR_CERTIFICATE_REFUSED);
  assert_words (error, "does not accept the client certificate");

  oe_client_set_network (fixture->client, right);
  get_online (fixture);
  bell_session_set_network (fixture->session, without);
  bell_test_await (has_error, fixture->session, WAIT_MS, "the socket to be refused");
  assert_words (bell_session_get_error (fixture->session), "wants a client certificate");
  bell_session_set_network (fixture->session, right);
  bell_fake_clock_advance (fixture->clock, 2000);
  bell_session_retry_now (fixture->session);
  bell_test_await (is_online, fixture->session, WAIT_MS, "the shop to be online again");
}

/* The password of the file is kept with the other secrets, and found there by the next start. */
static void
test_certificate_password (void)
{
  g_autoptr (Fixture) fixture = fixture_new ("server.pem", TRUE);
  g_autoptr (BellNetwork) first = new_network ("ca.pem", "client.p12", "", "", "till");
  g_autoptr (BellNetwork) second = new_network ("ca.pem", "client.p12", "", "", NULL);

  make_session (fixture, first, FALSE);
  get_online (fixture);
  drop_session (fixture);

  make_session (fixture, second, FALSE);
  bell_session_start (fixture->session, FALSE);
  bell_test_await (is_online, fixture->session, WAIT_MS, "the next start to be online");
  g_assert_cmpstr (bell_network_get_certificate_password (second), ==, "till");
}

/* A file that is gone is said, tried again, and found when it is back. */
static void
test_file_gone (void)
{
  g_autoptr (Fixture) fixture = fixture_new ("server.pem", FALSE);
  g_autofree char *folder = bell_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "ca.pem", NULL);
  g_autofree char *source_path = find ("ca.pem");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) source = g_file_new_for_path (source_path);
  g_autoptr (BellNetworkSettings) settings = bell_network_settings_new ();
  g_autoptr (BellNetwork) here = new_network ("ca.pem", "", "", "", NULL);
  g_autoptr (BellNetwork) network = NULL;
  g_autoptr (GError) error = NULL;

  g_free (settings->ca_file);
  settings->ca_file = g_strdup (path);
  network = bell_network_new (settings, NULL);
  make_session (fixture, here, TRUE);
  get_online (fixture);
  drop_session (fixture);

  make_session (fixture, network, TRUE);
  g_assert_false (check (fixture->client, &error));
  g_assert_error (error, BELL_NETWORK_ERROR, BELL_NETWORK_ERROR_CA_FILE);
  bell_session_start (fixture->session, FALSE);
  bell_test_await (has_error, fixture->session, WAIT_MS, "the file to be missed");
  assert_words (bell_session_get_error (fixture->session), "certificate authority cannot be used");
  g_clear_error (&error);
  g_file_copy (source, file, 0, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  bell_fake_clock_advance (fixture->clock, 1000);
  bell_test_await (is_online, fixture->session, WAIT_MS, "the file to be found");
}

/* Proxies */

static void
test_proxy (gconstpointer data)
{
  g_autoptr (Fixture) fixture = fixture_new ("server.pem", FALSE);
  g_autoptr (BellFakeProxy) proxy = bell_fake_proxy_new (NULL);
  g_autofree char *url = bell_fake_proxy_dup_url (proxy, data);
  g_autoptr (BellNetwork) network = new_network ("ca.pem", "", "", url, NULL);
  guint tunnels;

  make_session (fixture, network, TRUE);
  get_online (fixture);
  /* One that REST made, and the socket's own. */
  tunnels = bell_fake_proxy_get_tunnels (proxy);
  g_assert_cmpuint (tunnels, >=, 2);
  demo_shop_drop_sockets (fixture->shop);
  bell_test_await (has_error, fixture->session, WAIT_MS, "the end of the socket");
  bell_fake_clock_advance (fixture->clock, 1000);
  bell_test_await (is_online, fixture->session, WAIT_MS, "the shop to be online again");
  g_assert_cmpuint (bell_fake_proxy_get_tunnels (proxy), ==, tunnels + 1);
  g_assert_cmpuint (bell_fake_proxy_get_refusals (proxy), ==, 0);
  drop_session (fixture);
}

typedef struct
{
  const char *name;
  const char *scheme;
  const char *refusal;
  const char *words;
} Refusal;

static const Refusal refusals[] = {
  { "407", "http",
    "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
    "wants a user and a password" },
  { "403", "http", "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", "does not let Shopbell through" },
  { "socks5", "socks5", "", "wants a user and a password" },
};

static void
test_proxy_refuses (gconstpointer data)
{
  const Refusal *row = data;
  g_autoptr (Fixture) fixture = fixture_new ("server.pem", FALSE);
  g_autoptr (BellFakeProxy) proxy = bell_fake_proxy_new (row->refusal);
  g_autofree char *url = bell_fake_proxy_dup_url (proxy, row->scheme);
  g_autoptr (BellNetwork) direct = new_network ("ca.pem", "", "", "", NULL);
  g_autoptr (BellNetwork) network = new_network ("ca.pem", "", "", url, NULL);
  g_autoptr (GError) error = NULL;

  make_session (fixture, direct, TRUE);
  get_online (fixture);
  bell_session_set_network (fixture->session, network);
  bell_test_await (has_error, fixture->session, WAIT_MS, "the socket to be refused");
  assert_words (bell_session_get_error (fixture->session), row->words);
  g_assert_false (check (fixture->client, &error));
  g_assert_error (error, OE_ERROR, OE_ERROR_PROXY);
  assert_words (error, row->words);
  g_assert_cmpuint (bell_fake_proxy_get_tunnels (proxy), ==, 0);
  drop_session (fixture);
}

#define PROXY_USER "till@3"
#define PROXY_PASSWORD "p4:ss/w%20rd @"
#define NOT_KNOWN \
  "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n"

static BellNetwork *
new_proxied (const char *url,
             const char *password)
{
  g_autoptr (BellNetworkSettings) settings = bell_network_settings_new ();
  BellNetwork *network;

  g_free (settings->ca_file);
  g_free (settings->proxy);
  g_free (settings->proxy_user);
  settings->ca_file = find ("ca.pem");
  settings->proxy = g_strdup (url);
  settings->proxy_user = g_strdup (PROXY_USER);
  network = bell_network_new (settings, NULL);
  bell_network_set_proxy_password (network, password);
  return network;
}

/* Who asks is told on both channels; the password is kept with the other secrets, and found there by the next start. */
static void
test_proxy_user (gconstpointer data)
{
  g_autoptr (Fixture) fixture = fixture_new ("server.pem", FALSE);
  g_autoptr (BellFakeProxy) proxy = bell_fake_proxy_new (NOT_KNOWN);
  g_autofree char *url = bell_fake_proxy_dup_url (proxy, data);
  g_autoptr (BellNetwork) wrong = new_proxied (url, "Zebra-4711");
  g_autoptr (BellNetwork) right = new_proxied (url, PROXY_PASSWORD);
  g_autoptr (BellNetwork) later = new_proxied (url, NULL);
  g_autoptr (GError) error = NULL;

  bell_fake_proxy_set_user (proxy, PROXY_USER, PROXY_PASSWORD);
  make_session (fixture, wrong, TRUE);
  g_assert_false (check (fixture->client, &error));
  g_assert_error (error, OE_ERROR, OE_ERROR_PROXY);
  g_assert_null (strstr (error->message, "Zebra"));
  g_assert_cmpuint (bell_fake_proxy_get_tunnels (proxy), ==, 0);

  oe_client_set_network (fixture->client, right);
  get_online (fixture);
  g_assert_cmpuint (bell_fake_proxy_get_tunnels (proxy), >=, 2);
  drop_session (fixture);

  make_session (fixture, later, FALSE);
  bell_session_start (fixture->session, FALSE);
  bell_test_await (is_online, fixture->session, WAIT_MS, "the next start to be online");
  g_assert_cmpstr (bell_network_get_proxy_password (later), ==, PROXY_PASSWORD);
  drop_session (fixture);
}

/* An address in brackets, on both channels; without TLS, for GnuTLS names the host to the server and refuses that name. */
static void
test_ipv6 (void)
{
  g_autoptr (Fixture) fixture = fixture_new ("server.pem", FALSE);
  g_autoptr (GError) error = NULL;

  demo_shop_close (fixture->shop);
  demo_shop_set_ipv6 (fixture->shop, TRUE);
  demo_shop_listen (fixture->shop, 0, NULL, &error);
  if (error != NULL)
    {
      g_test_message ("This computer has no IPv6: %s", error->message);
      return;
    }
  g_assert_nonnull (strstr (demo_shop_get_url (fixture->shop), "[::1]"));
  make_session (fixture, NULL, TRUE);
  get_online (fixture);
}

int
main (int argc,
      char **argv)
{
  static const char *const p12[] = { "client.p12", "", "till" };
  static const char *const old[] = { "client-old.p12", "", "till" };
  static const char *const open[] = { "client-open.p12", "", NULL };
  static const char *const pair[] = { "client-certificate.pem", "client-key.pem", NULL };

  bell_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/app/networks/tls/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/app/networks/leaves", test_leaves);
  g_test_add_data_func ("/app/networks/u26/certificate-p12", p12, test_certificate);
  g_test_add_data_func ("/app/networks/u26/certificate-old-p12", old, test_certificate);
  g_test_add_data_func ("/app/networks/u26/certificate-open-p12", open, test_certificate);
  g_test_add_data_func ("/app/networks/u26/certificate-pair", pair, test_certificate);
  g_test_add_func ("/app/networks/u26/certificate-missing", test_certificate_missing);
  g_test_add_func ("/app/networks/u26/certificate-password", test_certificate_password);
  g_test_add_func ("/app/networks/file-gone", test_file_gone);
  g_test_add_data_func ("/app/networks/proxy/http", "http", test_proxy);
  g_test_add_data_func ("/app/networks/proxy/socks5", "socks5", test_proxy);
  g_test_add_data_func ("/app/networks/proxy/http-user", "http", test_proxy_user);
  g_test_add_data_func ("/app/networks/proxy/socks5-user", "socks5", test_proxy_user);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/app/networks/proxy/refuses-", refusals[i].name, NULL);

      g_test_add_data_func (path, &refusals[i], test_proxy_refuses);
    }
  g_test_add_func ("/app/networks/u25/ipv6", test_ipv6);
  return g_test_run ();
}
