/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-application.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdlib.h>

int
main (int argc,
      char **argv)
{
  const char *localedir = g_getenv ("SHOPBELL_LOCALEDIR"); /* set by build-aux/run: translations of the build folder */
  g_autoptr (BellApplication) application = NULL;
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, localedir != NULL ? localedir : BELL_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_set_prgname ("shopbell");
  application = bell_application_new ();
  status = g_application_run (G_APPLICATION (application), argc, argv);
  return bell_application_is_foreign (application) ? EXIT_FAILURE : status;
}
