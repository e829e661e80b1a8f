/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-secrets.h"
#include "bell-test.h"

#include <signal.h>

/* A real gnome-keyring on a private bus: unlocked, locked, absent. */

static GTestDBus *bus;

static GSubprocess *
start_daemon (gboolean unlock)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE |
                                                                        G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                                                                        G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GError) error = NULL;
  GSubprocess *daemon;
  GOutputStream *input;
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  gboolean owned = FALSE;

  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", g_get_user_runtime_dir (), TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", g_get_user_data_dir (), TRUE);
  g_subprocess_launcher_setenv (launcher, "HOME", g_get_home_dir (), TRUE);
  /* The daemon has warnings of its own. */
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  g_mkdir_with_parents (g_get_user_runtime_dir (), 0700);
  daemon = g_subprocess_launcher_spawn (launcher, &error, "gnome-keyring-daemon", "--foreground",
                                        "--components=secrets", unlock ? "--unlock" : NULL, NULL);
  g_assert_no_error (error);
  input = g_subprocess_get_stdin_pipe (daemon);
  if (unlock)
    g_output_stream_write_all (input, "pw", 2, NULL, NULL, NULL);
  g_output_stream_close (input, NULL, NULL);

  for (int i = 0; i < 200 && !owned; i++)
    {
      g_autoptr (GVariant) answer =
        g_dbus_connection_call_sync (connection, "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "NameHasOwner",
                                     g_variant_new ("(s)", "org.freedesktop.secrets"), NULL, 0, 1000, NULL, NULL);

      g_variant_get (answer, "(b)", &owned);
      if (!owned)
        g_usleep (50 * 1000);
    }
  g_assert_true (owned);
  return daemon;
}

static void
stop_daemon (GSubprocess *daemon)
{
  g_subprocess_send_signal (daemon, SIGTERM);
  g_subprocess_wait (daemon, NULL, NULL);
  g_object_unref (daemon);
}

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
  GSubprocess *daemon = start_daemon (TRUE);
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
  stop_daemon (daemon);

  /* The same keyring without its password: a till with auto-login. */
  daemon = start_daemon (FALSE);
  g_assert_null (load (secrets, "a", &error));
  g_assert_error (error, BELL_SECRETS_ERROR, BELL_SECRETS_ERROR_LOCKED);
  stop_daemon (daemon);
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
  g_test_add_func ("/dbus/keyring/unlocked-then-locked", test_unlocked_then_locked);
  status = g_test_run ();
  g_test_dbus_stop (bus);
  return status;
}
