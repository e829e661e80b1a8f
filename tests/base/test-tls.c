/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-test.h"
#include "bell-tls.h"

static char *
find (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "support", "tls", name, NULL);
}

/* ca_file: (nullable): none is given. */
static GTlsCertificateFlags
verify (const char *ca_file,
        const char *server,
        const char *host)
{
  g_autofree char *ca_path = ca_file != NULL ? find (ca_file) : NULL;
  g_autofree char *server_path = find (server);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsDatabase) trust = bell_tls_database_new (ca_path, &error);
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GSocketConnectable) identity = g_network_address_new (host, 443);
  GTlsCertificateFlags flags;

  g_assert_no_error (error);
  certificate = g_tls_certificate_new_from_file (server_path, &error);
  g_assert_no_error (error);
  flags = g_tls_database_verify_chain (trust, certificate, G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER, identity, NULL,
                                       G_TLS_DATABASE_VERIFY_NONE, NULL, &error);
  g_assert_no_error (error);
  return flags;
}

/* The extra authority adds an issuer, and forgives nothing. */
static void
test_verify (void)
{
  static const struct
  {
    const char *ca_file;
    const char *server;
    const char *host;
    GTlsCertificateFlags flags;
  } rows[] = {
    { "ca.pem", "server.pem", "127.0.0.1", 0 },
    { "ca.pem", "server.pem", "::1", 0 },
    { "ca.pem", "server.pem", "localhost", 0 },
    { NULL, "server.pem", "127.0.0.1", G_TLS_CERTIFICATE_UNKNOWN_CA },
    { "stranger.pem", "server.pem", "127.0.0.1", G_TLS_CERTIFICATE_UNKNOWN_CA },
    { "ca.pem", "stranger.pem", "127.0.0.1", G_TLS_CERTIFICATE_UNKNOWN_CA },
    { "stranger.pem", "stranger.pem", "127.0.0.1", 0 },
    { "ca.pem", "other.pem", "127.0.0.1", G_TLS_CERTIFICATE_BAD_IDENTITY },
    { "ca.pem", "server.pem", "shop.example.com", G_TLS_CERTIFICATE_BAD_IDENTITY },
    { "ca.pem", "expired.pem", "127.0.0.1", G_TLS_CERTIFICATE_EXPIRED },
    { "ca.pem", "future.pem", "127.0.0.1", G_TLS_CERTIFICATE_NOT_ACTIVATED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("row %u", i);
      g_assert_cmphex (verify (rows[i].ca_file, rows[i].server, rows[i].host), ==, rows[i].flags);
    }
}

/* A client certificate is no server's. */
static void
test_purpose (void)
{
  g_assert_cmphex (verify ("ca.pem", "client-certificate.pem", "127.0.0.1"), !=, 0);
}

static void
test_refused_files (void)
{
  const char *const names[] = { "nonexistent.pem", "client-key.pem", "make", "." };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = find (names[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (GTlsDatabase) trust = bell_tls_database_new (path, &error);

      g_assert_null (trust);
      g_assert_nonnull (error);
      g_assert_cmpstr (error->message, !=, "");
    }
}

static void
test_no_file_uri (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsDatabase) trust = bell_tls_database_new ("https://ca.example.com/ca.pem", &error);

  g_assert_null (trust);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/base/tls/verify", test_verify);
  g_test_add_func ("/base/tls/purpose", test_purpose);
  g_test_add_func ("/base/tls/refused-files", test_refused_files);
  g_test_add_func ("/base/tls/no-file-uri", test_no_file_uri);
  return g_test_run ();
}
