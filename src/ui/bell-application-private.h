/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-application.h"

#include "bell-background.h"
#include "bell-context.h"
#include "bell-demo.h"
#include "bell-speech.h"
#include "bell-ticket-printer.h"
#include "bell-wake-lock.h"
#include "bell-profile-lock.h"
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
  BellProvision *provision; /* (nullable): not in the demo */
  BellProfileLock *lock;    /* (nullable): not in the demo */
  char *foreign;            /* (nullable): why this one does not start */
  BellContext *context;     /* (nullable): then, there is none */
  BellDemo *demo; /* (nullable) */
  BellBackground *background;
  BellSpeaker *speaker;
  BellSpeech *speech;
  BellWakeLock *wake_lock;
  BellTicketPrinter *tickets;
  AdwToast *no_ticket;  /* (nullable): to be shown when there is a window */
  BellWindow *window;   /* (nullable), weak */
  GtkWindow *question;  /* (nullable), weak: whether to quit */
  guint hiding;         /* idle source: the window goes */
  guint signal_sources[2];
};

/* bell-application-actions.c */
void bell_application_add_actions (BellApplication *self);

/* In the window, if it is there; of whatever age the event is. */
void bell_application_open_entry (BellApplication *self, gint64 id);

/* bell-application-start.c */

/* One process per profile: else a sentence is kept in foreign. */
void bell_application_take_lock (BellApplication *self);

/* What the owner set up by files; and what must be said before GTK starts. */
void bell_application_read_settings (BellApplication *self);

/* Says that another one runs, and ends when that was read. */
void bell_application_show_foreign (BellApplication *self);

/* bell-application-closing.c */

/* Quits at once, or asks first where orders would not ring any more. */
void bell_application_ask_to_quit (BellApplication *self);

/* Hides the window, or what bell-background.h says; TRUE as "close-request" wants it. */
gboolean bell_application_close_window (BellApplication *self);

/* The window and all its dialogs, in the order they can bear. */
void bell_application_destroy_windows (BellApplication *self);

/* Tray, autostart and the bubble left behind: after the context was made, before it is stopped. */
void bell_application_enter_background (BellApplication *self);
void bell_application_leave_background (BellApplication *self);

/* bell-application-tickets.c */
void bell_application_start_tickets (BellApplication *self);
void bell_application_stop_tickets (BellApplication *self); /* before the context is stopped */
void bell_application_window_is_there (BellApplication *self);

/* bell-application.c */

/* Makes the window, if there is none, and brings it to the front. token: (nullable): from whoever was clicked. */
BellWindow *bell_application_show (BellApplication *self, const char *token);

G_END_DECLS
