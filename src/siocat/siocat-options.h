/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The exit codes of sio-cat. */
typedef enum
{
  SIOCAT_EXIT_DONE = 0,
  SIOCAT_EXIT_WRONG = 1, /* encode, decode, parse-url: a line or an address was wrong */
  SIOCAT_EXIT_USAGE = 2,
} SiocatExit;

/* What the command line says. */
typedef struct
{
  char *command; /* (nullable): talk to a server */
  char **words;  /* behind the command */
  gboolean trace;
  gboolean engine;
  char *path;
  int seed;
  int base;
  int cap;
  double jitter;
  int count;
} SiocatOptions;

/* FALSE: stop now with *exit_code; everything was said. */
gboolean siocat_options_parse (SiocatOptions *options, int *argc, char ***argv, int *exit_code);
void siocat_options_clear (SiocatOptions *options);

G_END_DECLS
