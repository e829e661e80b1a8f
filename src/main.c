/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-application.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdlib.h>
#include <unistd.h>

/*
 * GLib's own allocator, up to 2.75, keeps what a storm of events took: of 100 000 that were
 * taken some 60 MB. It is chosen before main(), so this starts the program once more.
 */
static void
use_plain_malloc (char **argv)
{
  if (glib_check_version (2, 76, 0) == NULL || g_getenv ("G_SLICE") != NULL)
    return;
  g_setenv ("G_SLICE", "always-malloc", TRUE);
  execv ("/proc/self/exe", argv); /* where that fails it goes on as it is */
}

int
main (int argc,
      char **argv)
{
  const char *localedir = g_getenv ("SHOPBELL_LOCALEDIR"); /* set by build-aux/run: translations of the build folder */
  g_autoptr (BellApplication) application = NULL;
  int status;

  use_plain_malloc (argv);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, localedir != NULL ? localedir : BELL_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_set_prgname ("shopbell");
  application = bell_application_new ();
  status = g_application_run (G_APPLICATION (application), argc, argv);
  return bell_application_is_foreign (application) ? EXIT_FAILURE : status;
}
