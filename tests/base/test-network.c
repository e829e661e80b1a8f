/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-network.h"
#include "bell-test.h"

#include <string.h>

static char *
find (const char *name)
{
  return g_str_has_prefix (name, "/") || *name == '\0' ? g_strdup (name)
                                                       : g_test_build_filename (G_TEST_DIST, "support", "tls", name, NULL);
}

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

/* code -1: it is taken. */
static const struct
{
  const char *ca_file;
  const char *certificate;
  const char *key;
  const char *proxy;
  const char *password;
  int code;
} files[] = {
  { "", "", "", "", NULL, -1 },
  { "ca.pem", "", "", "", NULL, -1 },
  { "/nonexistent/ca.pem", "", "", "", NULL, BELL_NETWORK_ERROR_CA_FILE },
  { "client-key.pem", "", "", "", NULL, BELL_NETWORK_ERROR_CA_FILE },
  { "client.p12", "", "", "", NULL, BELL_NETWORK_ERROR_CA_FILE },
  { "", "client.p12", "", "", "till", -1 },
  { "", "client-old.p12", "", "", "till", -1 },
  { "", "client-open.p12", "", "", NULL, -1 },
  { "", "client-open.p12", "", "", "", -1 },
  { "", "client.p12", "", "", "wrong", BELL_NETWORK_ERROR_CERTIFICATE_PASSWORD },
  { "", "client.p12", "", "", NULL, BELL_NETWORK_ERROR_CERTIFICATE_PASSWORD },
  { "", "client-certificate.pem", "client-key.pem", "", NULL, -1 },
  { "", "client-key.pem", "client-certificate.pem", "", NULL, -1 },
  { "", "server.pem", "", "", NULL, -1 },
  { "", "client-certificate.pem", "", "", NULL, BELL_NETWORK_ERROR_CERTIFICATE },
  { "", "client-key.pem", "", "", NULL, BELL_NETWORK_ERROR_CERTIFICATE },
  { "", "client-certificate.pem", "/nonexistent/key.pem", "", NULL, BELL_NETWORK_ERROR_CERTIFICATE },
  { "", "/nonexistent/client.p12", "", "", NULL, BELL_NETWORK_ERROR_CERTIFICATE },
  { "", "make", "", "", NULL, BELL_NETWORK_ERROR_CERTIFICATE },
  { "", "/", "", "", NULL, BELL_NETWORK_ERROR_CERTIFICATE },
  { "", "/dev/zero", "", "", NULL, BELL_NETWORK_ERROR_CERTIFICATE },
  { "", "", "", "socks5://127.0.0.1:9", NULL, -1 },
  { "", "", "", "ftp://127.0.0.1:9", NULL, BELL_NETWORK_ERROR_PROXY },
};

static void
test_files (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (BellNetwork) network = new_network (files[i].ca_file, files[i].certificate, files[i].key,
                                                     files[i].proxy, files[i].password);
      g_autoptr (GError) error = NULL;
      gboolean loaded = bell_network_load (network, &error);

      g_test_message ("row %u: %s", i, error != NULL ? error->message : "taken");
      g_assert_cmpint (loaded, ==, files[i].code == -1);
      g_assert_cmpint (bell_network_is_loaded (network), ==, loaded);
      if (!loaded)
        {
          g_assert_error (error, BELL_NETWORK_ERROR, files[i].code);
          g_assert_null (bell_network_get_trust (network));
          g_assert_null (bell_network_get_certificate (network));
          continue;
        }
      g_assert_cmpint (bell_network_get_trust (network) != NULL, ==, *files[i].ca_file != '\0');
      g_assert_cmpint (bell_network_get_certificate (network) != NULL, ==, *files[i].certificate != '\0');
      g_assert_cmpint (bell_network_get_proxy_resolver (network) != NULL, ==, *files[i].proxy != '\0');
    }
}

static gboolean
load (BellNetwork *network,
      GError **error)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  bell_network_load_async (network, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, 20000, "the files");
  return bell_network_load_finish (network, result, error);
}

/* A password that comes later, and a file that is renewed while the program runs. */
static void
test_reload (void)
{
  g_autofree char *folder = bell_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "own.p12", NULL);
  g_autofree char *p12 = find ("client.p12");
  g_autofree char *pem = find ("server.pem");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) first = g_file_new_for_path (p12);
  g_autoptr (GFile) second = g_file_new_for_path (pem);
  g_autoptr (BellNetwork) network = new_network ("", path, "", "", NULL);
  g_autoptr (GTlsCertificate) old = NULL;
  g_autoptr (GError) error = NULL;

  g_file_copy (first, file, 0, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (load (network, &error));
  g_assert_error (error, BELL_NETWORK_ERROR, BELL_NETWORK_ERROR_CERTIFICATE_PASSWORD);
  g_clear_error (&error);
  bell_network_set_certificate_password (network, "till");
  load (network, &error);
  g_assert_no_error (error);
  g_set_object (&old, bell_network_get_certificate (network));
  g_assert_nonnull (old);

  g_file_copy (second, file, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  load (network, &error);
  g_assert_true (bell_network_get_certificate (network) == old);
  bell_network_reload (network);
  g_assert_false (bell_network_is_loaded (network));
  load (network, &error);
  g_assert_no_error (error);
  g_assert_false (g_tls_certificate_is_same (bell_network_get_certificate (network), old));
}

/* What is read for settings that changed meanwhile is not taken. */
static void
test_overtaken (void)
{
  g_autoptr (BellNetwork) network = new_network ("", "client.p12", "", "", "wrong");
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bell_network_load_async (network, NULL, bell_test_store_result, &pending);
  bell_network_set_certificate_password (network, "till");
  result = bell_test_await_result (&pending, 20000, "the files");
  g_assert_false (bell_network_load_finish (network, result, &error));
  g_assert_false (bell_network_is_loaded (network));
  g_clear_error (&error);
  load (network, &error);
  g_assert_no_error (error);
  g_assert_true (bell_network_is_loaded (network));
}

/* normal NULL: refused. */
static const struct
{
  const char *typed;
  const char *normal;
} proxies[] = {
  { "", "" },
  { "  ", "" },
  { "proxy.example.com:8080", "http://proxy.example.com:8080" },
  { " http://proxy.example.com:8080/ ", "http://proxy.example.com:8080" },
  { "socks5://10.0.0.1:1080", "socks5://10.0.0.1:1080" },
  { "socks://10.0.0.1:1080", "socks5://10.0.0.1:1080" },
  { "http://[::1]:8080", "http://[::1]:8080" },
  { "proxy.example.com", NULL },
  { "http://proxy.example.com", NULL },
  { "http://me:secret@proxy.example.com:8080", NULL },
  { "http://me@proxy.example.com:8080", NULL },
  { "https://proxy.example.com:8080", NULL },
  { "direct://", NULL },
  { "http://:8080", NULL },
  { "http://proxy.example.com:0", NULL },
  { "http://proxy.example.com:99999", NULL },
  { "http://proxy.example.com:8080/path", NULL },
  { "http://proxy.example.com:8080/?x", NULL },
  { "http://pro xy:8080", NULL },
  { "\xff\xfe:8080", NULL },
};

static void
test_proxies (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (proxies); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *normal = bell_network_normalize_proxy (proxies[i].typed, &error);

      g_test_message ("row %u", i);
      g_assert_cmpstr (normal, ==, proxies[i].normal);
      if (normal != NULL)
        continue;
      g_assert_error (error, BELL_NETWORK_ERROR, BELL_NETWORK_ERROR_PROXY);
      g_assert_null (strstr (error->message, "secret"));
    }
}

static void
test_settings (void)
{
  g_autoptr (BellNetworkSettings) settings = bell_network_settings_new ();
  char **fields[] = { &settings->ca_file, &settings->certificate, &settings->certificate_key, &settings->proxy };

  g_assert_true (bell_network_settings_is_empty (settings));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (BellNetworkSettings) before = bell_network_settings_copy (settings);

      g_assert_true (bell_network_settings_equal (before, settings));
      g_free (*fields[i]);
      *fields[i] = g_strdup ("x");
      g_assert_false (bell_network_settings_equal (before, settings));
      g_assert_false (bell_network_settings_is_empty (settings));
      g_free (*fields[i]);
      *fields[i] = g_strdup ("");
    }
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/base/network/files", test_files);
  g_test_add_func ("/base/network/reload", test_reload);
  g_test_add_func ("/base/network/overtaken", test_overtaken);
  g_test_add_func ("/base/network/proxies", test_proxies);
  g_test_add_func ("/base/network/settings", test_settings);
  return g_test_run ();
}
