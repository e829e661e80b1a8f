/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-secrets.h"
#include "bell-test.h"

/* A sandbox: libsecret keeps a file of its own, and the desktop's keyring cannot be reached. */

static char *
load (BellSecrets *secrets,
      const char *shop,
      gboolean may_prompt)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *text;

  bell_secrets_load_async (secrets, shop, may_prompt, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, 20000, "a load");
  text = bell_secrets_load_finish (secrets, result, &error);
  g_assert_no_error (error);
  return text;
}

static void
save (BellSecrets *secrets,
      const char *shop,
      const char *text)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bell_secrets_save_async (secrets, shop, "Café", text, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, 20000, "a save");
  g_assert_true (bell_secrets_save_finish (secrets, result, &error));
  g_assert_no_error (error);
}

static void
test_file (void)
{
  g_autoptr (BellSecrets) secrets = bell_keyring_new ("");
  g_autoptr (BellSecrets) again = NULL;
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) cleared = NULL;

  /* What was never kept is no mistake, whether somebody might be asked or not. */
  g_assert_null (load (secrets, "a", FALSE));
  g_assert_null (load (secrets, "a", TRUE));
  save (secrets, "a", "one");
  save (secrets, "a", "zwei ü");

  again = bell_keyring_new ("");
  for (int may_prompt = 0; may_prompt < 2; may_prompt++)
    {
      g_autofree char *text = load (again, "a", may_prompt);

      g_assert_cmpstr (text, ==, "zwei ü");
    }
  bell_secrets_clear_async (again, "a", NULL, bell_test_store_result, &pending);
  cleared = bell_test_await_result (&pending, 20000, "a clear");
  g_assert_true (bell_secrets_clear_finish (again, cleared, NULL));
  g_assert_null (load (again, "a", TRUE));
}

int
main (int argc,
      char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("secrets-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "default.keyring", NULL);
  GTestDBus *bus;
  int status;

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "master", TRUE);
  bell_test_init (&argc, &argv);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  g_test_add_func ("/dbus/secret-file/keeps", test_file);
  status = g_test_run ();
  g_test_dbus_stop (bus);
  return status;
}
