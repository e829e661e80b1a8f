/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "listen-options.h"

#include "oe-address.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define MAX_PASSWORD 4096

static gboolean
usage (int *exit_code,
       const char *message)
{
  g_printerr ("shopbell-listen: %s\nTry “shopbell-listen --help”.\n", message);
  *exit_code = LISTEN_EXIT_USAGE;
  return FALSE;
}

/* From the terminal, without an echo. */
static char *
ask_password (void)
{
  char line[MAX_PASSWORD];
  struct termios old, silent;
  gboolean got;

  if (!isatty (STDIN_FILENO) || tcgetattr (STDIN_FILENO, &old) != 0)
    return NULL;
  silent = old;
  silent.c_lflag &= ~ECHO;
  g_printerr ("Password: ");
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &silent);
  got = fgets (line, sizeof line, stdin) != NULL;
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &old);
  g_printerr ("\n");
  return got ? g_strdup (line) : NULL;
}

/* An editor ends the file with a newline that is not part of the password; a second one is. */
static void
drop_newline (char *password)
{
  gsize length = strlen (password);

  if (length > 0 && password[length - 1] == '\n')
    password[--length] = '\0';
  if (length > 0 && password[length - 1] == '\r')
    password[length - 1] = '\0';
}

static gboolean
find_password (ListenOptions *options,
               const char *file,
               int *exit_code)
{
  if (file != NULL)
    {
      g_autoptr (GError) error = NULL;

      if (!g_file_get_contents (file, &options->password, NULL, &error))
        {
          g_autofree char *message = g_strdup_printf ("the password file cannot be read: %s", error->message);

          return usage (exit_code, message);
        }
    }
  else if (g_getenv ("SHOPBELL_PASSWORD") != NULL)
    options->password = g_strdup (g_getenv ("SHOPBELL_PASSWORD"));
  else
    options->password = ask_password ();

  if (options->password == NULL)
    return usage (exit_code, "no password: give --password-file or SHOPBELL_PASSWORD");
  drop_newline (options->password);
  if (*options->password == '\0')
    return usage (exit_code, "the password is empty");
  if (!g_utf8_validate (options->password, -1, NULL))
    return usage (exit_code, "the password is not UTF-8");
  return TRUE;
}

static gboolean
check (ListenOptions *options,
       const char *url,
       int argc,
       int *exit_code)
{
  g_autoptr (GError) error = NULL;

  if (argc > 1)
    return usage (exit_code, "there are words that belong to no option");
  if (url == NULL)
    return usage (exit_code, "--url is missing");
  if (options->login == NULL || *options->login == '\0')
    return usage (exit_code, "--login is missing");
  options->url = oe_address_normalize (url, &error);
  if (options->url == NULL)
    return usage (exit_code, error->message);
  if (options->app_token == NULL && g_getenv ("SHOPBELL_APP_TOKEN") != NULL)
    options->app_token = g_strdup (g_getenv ("SHOPBELL_APP_TOKEN"));
  if (options->provider == NULL)
    options->provider = g_strdup ("email");
  options->certificate_password = g_strdup (g_getenv ("SHOPBELL_CERTIFICATE_PASSWORD"));
  options->proxy_password = g_strdup (g_getenv ("SHOPBELL_PROXY_PASSWORD"));
  return TRUE;
}

static gboolean
on_count (const char *name,
          const char *value,
          gpointer data,
          GError **error)
{
  gint64 number;

  if (!g_ascii_string_to_signed (value, 10, 1, G_MAXINT, &number, NULL))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--count wants a number above 0");
      return FALSE;
    }
  ((ListenOptions *) data)->count = number;
  return TRUE;
}

static gboolean
on_timeout (const char *name,
            const char *value,
            gpointer data,
            GError **error)
{
  char *end;
  double seconds = g_ascii_strtod (value, &end);

  if (end == value || *end != '\0' || !isfinite (seconds) || seconds <= 0)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--timeout wants seconds above 0");
      return FALSE;
    }
  ((ListenOptions *) data)->timeout_s = seconds;
  return TRUE;
}

gboolean
listen_options_parse (ListenOptions *options,
                      int *argc,
                      char ***argv,
                      int *exit_code)
{
  g_autofree char *url = NULL;
  g_autofree char *password_file = NULL;
  gboolean version = FALSE;
  BellNetworkSettings *network = options->network = bell_network_settings_new ();
  const GOptionEntry entries[] = {
    { "url", 0, 0, G_OPTION_ARG_STRING, &url, "The project's address", "URL" },
    { "app-token", 0, 0, G_OPTION_ARG_STRING, &options->app_token, "The app token (else SHOPBELL_APP_TOKEN)", "TOKEN" },
    { "provider", 0, 0, G_OPTION_ARG_STRING, &options->provider, "The sign-in provider's marker (email)", "MARKER" },
    { "login", 0, 0, G_OPTION_ARG_STRING, &options->login, "Who signs in", "NAME" },
    { "login-marker", 0, 0, G_OPTION_ARG_STRING, &options->login_marker, "The marker of the login field", "M" },
    { "password-marker", 0, 0, G_OPTION_ARG_STRING, &options->password_marker, "The marker of the password field", "M" },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &password_file, "Where the password is (else SHOPBELL_PASSWORD)", "FILE" },
    { "event", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->events, "Only events of this name; may be repeated", "MARKER" },
    { "count", 0, 0, G_OPTION_ARG_CALLBACK, on_count, "Stop after so many events", "N" },
    { "timeout", 0, 0, G_OPTION_ARG_CALLBACK, on_timeout, "Stop after so many seconds", "SECONDS" },
    { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &network->ca_file, "Trust these certificates too", "PEM" },
    { "certificate", 0, 0, G_OPTION_ARG_FILENAME, &network->certificate,
      "The client certificate; its password: SHOPBELL_CERTIFICATE_PASSWORD", "P12|PEM" },
    { "certificate-key", 0, 0, G_OPTION_ARG_FILENAME, &network->certificate_key, "Its key, where it is apart", "PEM" },
    { "proxy", 0, 0, G_OPTION_ARG_STRING, &network->proxy, "http://HOST:PORT or socks5://HOST:PORT", "PROXY" },
    { "proxy-user", 0, 0, G_OPTION_ARG_STRING, &network->proxy_user,
      "Who asks the proxy; the password: SHOPBELL_PROXY_PASSWORD", "NAME" },
    { "state", 0, 0, G_OPTION_ARG_NONE, &options->state, "Print the states of the connection too", NULL },
    { "raw", 0, 0, G_OPTION_ARG_NONE, &options->raw, "Add name and arguments as they arrived, masked", NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, "Print the version", NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("— print what a OneEntry shop sends, as JSON lines");
  GOptionGroup *group = g_option_group_new ("listen", "", "", options, NULL);
  g_autoptr (GError) error = NULL;

  g_option_group_add_entries (group, entries);
  g_option_context_set_main_group (context, group);
  g_option_context_set_description (
    context, "Exit status: 0 done, 2 usage, 3 refused by the server, 4 never online, 5 time over before --count.\n");
  if (!g_option_context_parse (context, argc, argv, &error))
    return usage (exit_code, error->message);
  if (version)
    {
      g_print ("shopbell-listen %s\n", BELL_VERSION);
      *exit_code = LISTEN_EXIT_DONE;
      return FALSE;
    }
  return check (options, url, *argc, exit_code) && find_password (options, password_file, exit_code);
}

void
listen_options_clear (ListenOptions *options)
{
  g_free (options->url);
  g_free (options->app_token);
  g_free (options->provider);
  g_free (options->login);
  g_free (options->login_marker);
  g_free (options->password_marker);
  g_free (options->password);
  g_clear_pointer (&options->network, bell_network_settings_free);
  g_free (options->certificate_password);
  g_free (options->proxy_password);
  g_strfreev (options->events);
}
