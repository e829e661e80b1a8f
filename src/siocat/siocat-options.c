/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "siocat-options.h"

#include <string.h>

static const char description[] =
  "Without COMMAND it does what the lines of standard input say, and prints a line for everything that happens:\n"
  "  {\"cmd\":\"open\",\"url\":\"http://127.0.0.1:3000/\",\"opts\":{…}}   {\"cmd\":\"emit\",\"event\":\"hi\",\"args\":[1],\"ack\":true}\n"
  "  nsp connect disconnect emit reply on once off set-auth set-reconnection drop-transport expire-watchdog\n"
  "  advance-clock net-changed suspend resume retry-now reconnect state mark batch unref quit\n"
  "Binary data is {\"$bin\":\"base64\"}.\n"
  "\n"
  "Commands, without a network:\n"
  "  encode      JSON packets on standard input to frames, one a line; decode: the other way round\n"
  "  parse-url   what an address means\n"
  "  backoff     the waits between attempts\n"
  "\n"
  "Exit status: 0 done, 1 a line or an address was wrong, 2 usage.\n";

static gboolean
usage (int *exit_code,
       const char *message)
{
  g_printerr ("sio-cat: %s\nTry “sio-cat --help”.\n", message);
  *exit_code = SIOCAT_EXIT_USAGE;
  return FALSE;
}

static gboolean
check (SiocatOptions *options,
       int *exit_code)
{
  static const char *const commands[] = { "encode", "decode", "parse-url", "backoff", NULL };
  gboolean takes_words = g_strcmp0 (options->command, "parse-url") == 0;

  if (options->command != NULL && !g_strv_contains (commands, options->command))
    return usage (exit_code, "there is no such command");
  if (takes_words != (options->words[0] != NULL))
    return usage (exit_code, takes_words ? "parse-url wants addresses" : "there are words that belong to no command");
  if (options->base < 0 || options->cap < 0 || options->count < 0 || !(options->jitter >= 0 && options->jitter <= 1))
    return usage (exit_code, "--base, --cap and --count want no negative number, --jitter one from 0 to 1");
  return TRUE;
}

gboolean
siocat_options_parse (SiocatOptions *options,
                      int *argc,
                      char ***argv,
                      int *exit_code)
{
  gboolean version = FALSE;
  const GOptionEntry entries[] = {
    { "trace", 0, 0, G_OPTION_ARG_NONE, &options->trace, "Print every packet, credentials masked", NULL },
    { "engine", 0, 0, G_OPTION_ARG_NONE, &options->engine, "encode, decode: Engine.IO instead of Socket.IO", NULL },
    { "path", 0, 0, G_OPTION_ARG_STRING, &options->path, "parse-url: the path of the server (/socket.io/)", "PATH" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &options->seed, "backoff: where chance starts", "N" },
    { "base", 0, 0, G_OPTION_ARG_INT, &options->base, "backoff: the first wait (1000)", "MS" },
    { "cap", 0, 0, G_OPTION_ARG_INT, &options->cap, "backoff: the longest wait (60000)", "MS" },
    { "jitter", 0, 0, G_OPTION_ARG_DOUBLE, &options->jitter, "backoff: how far from it (0.5)", "PART" },
    { "count", 0, 0, G_OPTION_ARG_INT, &options->count, "backoff: so many waits (10)", "N" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, "Print the version", NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("[COMMAND [ADDRESS…]] — Socket.IO as JSON lines");
  g_autoptr (GError) error = NULL;

  options->base = 1000;
  options->cap = 60000;
  options->jitter = 0.5;
  options->count = 10;
  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_description (context, description);
  if (!g_option_context_parse (context, argc, argv, &error))
    return usage (exit_code, error->message);
  if (version)
    {
      g_print ("sio-cat %s\n", BELL_VERSION);
      *exit_code = SIOCAT_EXIT_DONE;
      return FALSE;
    }
  options->command = *argc > 1 ? g_strdup ((*argv)[1]) : NULL;
  options->words = g_strdupv (*argv + MIN (*argc, 2));
  if (options->path == NULL)
    options->path = g_strdup ("/socket.io/");
  return check (options, exit_code);
}

void
siocat_options_clear (SiocatOptions *options)
{
  g_free (options->command);
  g_free (options->path);
  g_strfreev (options->words);
}
