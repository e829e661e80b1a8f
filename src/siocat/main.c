/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "siocat-codec.h"
#include "siocat-options.h"
#include "siocat-talk.h"
#include "siocat-tools.h"

#include <locale.h>
#include <signal.h>

static int
run (const SiocatOptions *options)
{
  const SioBackoff backoff = { options->base, options->cap, 1 - options->jitter, 1 + options->jitter, 0, 0 };
  gboolean fine = TRUE;

  if (options->command == NULL)
    siocat_talk (options->trace);
  else if (g_str_equal (options->command, "encode"))
    fine = options->engine ? siocat_engine_encode () : siocat_encode ();
  else if (g_str_equal (options->command, "decode"))
    fine = options->engine ? siocat_engine_decode () : siocat_decode ();
  else if (g_str_equal (options->command, "parse-url"))
    fine = siocat_parse_urls (options->words, options->path);
  else
    fine = siocat_draw_backoff (&backoff, options->seed, options->count);
  return fine ? SIOCAT_EXIT_DONE : SIOCAT_EXIT_WRONG;
}

int
main (int argc,
      char **argv)
{
  SiocatOptions options = { 0 };
  int exit_code;

  setlocale (LC_ALL, "");
  /* A reader that went away is an ordinary end. */
  signal (SIGPIPE, SIG_IGN);
  /* Standard output is for JSON lines only. */
  g_log_writer_default_set_use_stderr (TRUE);

  if (siocat_options_parse (&options, &argc, &argv, &exit_code))
    exit_code = run (&options);
  siocat_options_clear (&options);
  return exit_code;
}
