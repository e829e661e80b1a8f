/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-keyring-daemon.h"
#include "bell-secrets.h"
#include "bell-test.h"

#include <libsecret/secret.h>

/* A real gnome-keyring on a private bus: unlocked, locked, absent. */

static GTestDBus *bus;

static char *
load (BellSecrets *secrets,
      const char *shop,
      GError **error)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  bell_secrets_load_async (secrets, shop, FALSE, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, 10000, "a load");
  return bell_secrets_load_finish (secrets, result, error);
}

static gboolean
save (BellSecrets *secrets,
      const char *shop,
      const char *text,
      GError **error)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  bell_secrets_save_async (secrets, shop, "Café", text, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, 10000, "a save");
  return bell_secrets_save_finish (secrets, result, error);
}

static void
test_absent (void)
{
  g_autoptr (BellSecrets) secrets = bell_keyring_new ("");
  g_autoptr (GError) error = NULL;

  g_assert_null (load (secrets, "a", &error));
  g_assert_error (error, BELL_SECRETS_ERROR, BELL_SECRETS_ERROR_ABSENT);
  g_clear_error (&error);
  g_assert_false (save (secrets, "a", "x", &error));
  g_assert_error (error, BELL_SECRETS_ERROR, BELL_SECRETS_ERROR_ABSENT);
}

static void
test_unlocked_then_locked (void)
{
  GSubprocess *daemon = bell_keyring_daemon_start (g_get_user_data_dir (), TRUE);
  g_autoptr (BellSecrets) secrets = bell_keyring_new ("");
  g_autoptr (BellSecrets) other = bell_keyring_new ("till2");
  g_autoptr (GError) error = NULL;
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) cleared = NULL;
  char *text;

  g_assert_null (load (secrets, "a", &error));
  g_assert_no_error (error);
  g_assert_true (save (secrets, "a", "one", &error));
  g_assert_no_error (error);
  save (secrets, "a", "zwei ü", &error);
  g_assert_no_error (error);
  save (secrets, "b", "b", &error);
  g_assert_no_error (error);
  text = load (secrets, "a", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "zwei ü");
  g_free (text);
  /* Another profile's are another's. */
  g_assert_null (load (other, "a", &error));
  g_assert_no_error (error);

  bell_secrets_clear_async (secrets, "b", NULL, bell_test_store_result, &pending);
  cleared = bell_test_await_result (&pending, 10000, "a clear");
  g_assert_true (bell_secrets_clear_finish (secrets, cleared, NULL));
  g_assert_null (load (secrets, "b", &error));
  g_assert_no_error (error);
  bell_keyring_daemon_stop (daemon);

  /* The same keyring without its password: a till with auto-login. */
  daemon = bell_keyring_daemon_start (g_get_user_data_dir (), FALSE);
  g_assert_null (load (secrets, "a", &error));
  g_assert_error (error, BELL_SECRETS_ERROR, BELL_SECRETS_ERROR_LOCKED);
  bell_keyring_daemon_stop (daemon);
}

/* As the release kept it, by releases/VERSION/keyring.ini: written past BellSecrets. */
static void
store_as (const char *version,
          const char *text)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "app", "releases", version, "keyring.ini", NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_auto (GStrv) keys = NULL;
  g_autoptr (GHashTable) attributes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  SecretSchema schema = { NULL, SECRET_SCHEMA_NONE, { { NULL, 0 } } };

  g_assert_true (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &error));
  schema.name = name = g_key_file_get_string (file, "secret", "schema", NULL);
  keys = g_key_file_get_string_list (file, "secret", "attributes", NULL, NULL);
  g_assert_nonnull (keys);
  for (guint i = 0; keys[i] != NULL; i++)
    {
      schema.attributes[i].name = keys[i];
      schema.attributes[i].type = SECRET_SCHEMA_ATTRIBUTE_STRING;
      g_hash_table_insert (attributes, keys[i], g_key_file_get_string (file, "attributes", keys[i], NULL));
    }
  secret_password_storev_sync (&schema, attributes, SECRET_COLLECTION_DEFAULT, "Shopbell: Café", text, NULL, &error);
  g_assert_no_error (error);
}

/* An update finds what each release kept in the keyring. */
static void
test_releases (void)
{
  GSubprocess *daemon = bell_keyring_daemon_start (g_get_user_data_dir (), TRUE);
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "app", "releases", NULL);
  g_autoptr (GDir) versions = g_dir_open (folder, 0, NULL);
  g_autoptr (BellSecrets) secrets = bell_keyring_new ("");
  guint n = 0;
  const char *version;

  g_assert_nonnull (versions);
  while ((version = g_dir_read_name (versions)) != NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      store_as (version, version);
      text = load (secrets, "bakery1", &error);
      g_assert_no_error (error);
      g_assert_cmpstr (text, ==, version);
      n++;
    }
  g_assert_cmpuint (n, >, 0);
  bell_keyring_daemon_stop (daemon);
}

int
main (int argc,
      char **argv)
{
  int status;

  /* One home for all: the keyring of one test is the locked one of the next. */
  g_test_init (&argc, &argv, NULL);
  {
    g_autofree char *home = g_dir_make_tmp ("keyring-XXXXXX", NULL);
    g_autofree char *data = g_build_filename (home, "data", NULL);
    g_autofree char *runtime = g_build_filename (home, "run", NULL);

    g_setenv ("HOME", home, TRUE);
    g_setenv ("XDG_DATA_HOME", data, TRUE);
    g_setenv ("XDG_RUNTIME_DIR", runtime, TRUE);
  }
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  g_test_add_func ("/dbus/keyring/absent", test_absent);
  g_test_add_func ("/dbus/keyring/releases", test_releases);
  g_test_add_func ("/dbus/keyring/unlocked-then-locked", test_unlocked_then_locked);
  status = g_test_run ();
  g_test_dbus_stop (bus);
  return status;
}
