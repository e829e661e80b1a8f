/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "listener.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>

int
main (int argc,
      char **argv)
{
  ListenOptions options = { 0 };
  int exit_code;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, BELL_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  /* A reader that went away is an ordinary end. */
  signal (SIGPIPE, SIG_IGN);
  /* Standard output is for JSON lines only. */
  g_log_writer_default_set_use_stderr (TRUE);

  if (listen_options_parse (&options, &argc, &argv, &exit_code))
    exit_code = listener_run (&options);
  listen_options_clear (&options);
  return exit_code;
}
