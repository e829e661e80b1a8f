/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-keyring-daemon.h"

#include <signal.h>
#include <string.h>

#define NAME "org.freedesktop.secrets"
#define SERVICE "/org/freedesktop/secrets"
#define LOGIN "/org/freedesktop/secrets/collection/login"
#define PASSWORD "pw"

static GDBusConnection *
get_bus (void)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);

  g_assert_no_error (error);
  return bus;
}

static void
await_owner (gboolean wanted)
{
  g_autoptr (GDBusConnection) bus = get_bus ();
  gboolean owned = !wanted;

  for (int i = 0; i < 1200 && owned != wanted; i++)
    {
      g_autoptr (GVariant) answer =
        g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "NameHasOwner",
                                     g_variant_new ("(s)", NAME), NULL, 0, 20000, NULL, NULL);

      g_variant_get (answer, "(b)", &owned);
      if (owned != wanted)
        g_usleep (50 * 1000);
    }
  g_assert_cmpint (owned, ==, wanted);
}

GSubprocess *
bell_keyring_daemon_start (const char *data_home,
                           gboolean unlock)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE |
                                                                        G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                                                                        G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GError) error = NULL;
  GSubprocess *daemon;
  GOutputStream *input;

  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", g_get_user_runtime_dir (), TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", data_home, TRUE);
  g_subprocess_launcher_setenv (launcher, "HOME", g_get_home_dir (), TRUE);
  /* The daemon has warnings of its own. */
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  g_mkdir_with_parents (g_get_user_runtime_dir (), 0700);
  daemon = g_subprocess_launcher_spawn (launcher, &error, "gnome-keyring-daemon", "--foreground",
                                        "--components=secrets", unlock ? "--unlock" : NULL, NULL);
  g_assert_no_error (error);
  input = g_subprocess_get_stdin_pipe (daemon);
  if (unlock)
    g_output_stream_write_all (input, PASSWORD, strlen (PASSWORD), NULL, NULL, NULL);
  g_output_stream_close (input, NULL, NULL);
  await_owner (TRUE);
  return daemon;
}

void
bell_keyring_daemon_stop (GSubprocess *daemon)
{
  g_subprocess_send_signal (daemon, SIGTERM);
  g_subprocess_wait (daemon, NULL, NULL);
  g_object_unref (daemon);
  await_owner (FALSE);
}

static GVariant *
call (const char *interface,
      const char *method,
      GVariant *parameters)
{
  g_autoptr (GDBusConnection) bus = get_bus ();
  g_autoptr (GError) error = NULL;
  GVariant *answer = g_dbus_connection_call_sync (bus, NAME, SERVICE, interface, method, parameters, NULL,
                                                  G_DBUS_CALL_FLAGS_NONE, 20000, NULL, &error);

  g_assert_no_error (error);
  return answer;
}

void
bell_keyring_daemon_unlock (void)
{
  g_autoptr (GVariant) opened = call ("org.freedesktop.Secret.Service", "OpenSession",
                                      g_variant_new ("(sv)", "plain", g_variant_new_string ("")));
  g_autoptr (GVariant) unlocked = NULL;
  const char *session;

  g_variant_get (opened, "(v&o)", NULL, &session);
  unlocked = call ("org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface", "UnlockWithMasterPassword",
                   g_variant_new ("(o@(oayays))", LOGIN,
                                  g_variant_new ("(o@ay@ays)", session,
                                                 g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, "", 0, 1),
                                                 g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, PASSWORD,
                                                                            strlen (PASSWORD), 1),
                                                 "text/plain")));
}

static gboolean
holds (const char *data,
       gsize length,
       const char *text,
       gsize text_length)
{
  return memmem (data, length, text, text_length) != NULL;
}

void
bell_keyring_daemon_assert_hidden (const char *folder,
                                   const char *text)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  glong wide_length;
  g_autofree gunichar2 *wide = g_utf8_to_utf16 (text, -1, NULL, &wide_length, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *data = NULL;
      gsize length;

      if (g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        continue;
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        bell_keyring_daemon_assert_hidden (path, text);
      else if (g_file_test (path, G_FILE_TEST_IS_REGULAR) && g_file_get_contents (path, &data, &length, NULL) &&
               (holds (data, length, text, strlen (text)) ||
                holds (data, length, (const char *) wide, wide_length * sizeof *wide)))
        g_error ("%s holds a secret", path);
    }
}
