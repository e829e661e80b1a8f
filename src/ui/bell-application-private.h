/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-application.h"

#include "bell-context.h"
#include "bell-demo.h"
#include "bell-window.h"

G_BEGIN_DECLS

struct _BellApplication
{
  AdwApplication parent_instance;

  /* From the command line */
  char *profile; /* "" is the usual one */
  gboolean wants_demo;
  gboolean hidden; /* runs without a window, until somebody asks for it */

  /* Owned */
  BellSettings *settings;
  BellContext *context;
  BellDemo *demo; /* (nullable) */
  BellWindow *window; /* (nullable), weak */
  guint signal_sources[2];
};

/* bell-application-actions.c */
void bell_application_add_actions (BellApplication *self);

/* Quits at once, or asks first where orders would not ring any more. */
void bell_application_ask_to_quit (BellApplication *self);

/* Makes the window, if there is none, and brings it to the front. token: (nullable): from whoever was clicked. */
BellWindow *bell_application_show (BellApplication *self, const char *token);

G_END_DECLS
