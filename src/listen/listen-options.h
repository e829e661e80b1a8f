/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-network-settings.h"

G_BEGIN_DECLS

/* The exit codes of shopbell-listen. */
typedef enum
{
  LISTEN_EXIT_DONE = 0,
  LISTEN_EXIT_USAGE = 2,
  LISTEN_EXIT_REFUSED = 3,   /* the server refused: sign-in, app token, or a refresh */
  LISTEN_EXIT_NO_CONTACT = 4, /* never got online */
  LISTEN_EXIT_TIME_OVER = 5, /* before --count */
} ListenExit;

/* What the command line and the environment say. */
typedef struct
{
  char *url; /* normalized */
  char *app_token; /* (nullable) */
  char *provider;
  char *login;
  char *login_marker;    /* (nullable): ask the project */
  char *password_marker; /* (nullable): ask the project */
  char *password;
  BellNetworkSettings *network;
  char *certificate_password; /* (nullable) */
  char *proxy_password;       /* (nullable) */
  char **events;         /* (nullable): all */
  int count;             /* 0: no limit */
  double timeout_s;      /* 0: none */
  gboolean state;
  gboolean raw;
} ListenOptions;

/* FALSE: stop now with *exit_code; everything was said. Takes the password from file, environment or terminal. */
gboolean listen_options_parse (ListenOptions *options, int *argc, char ***argv, int *exit_code);
void listen_options_clear (ListenOptions *options);

G_END_DECLS
