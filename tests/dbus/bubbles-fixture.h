/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-fake-daemon.h"
#include "bell-notifier.h"
#include "bell-test.h"

G_BEGIN_DECLS

#define BUBBLES_MS 20000

/* libnotify on its thread, a real bus, and a fake daemon; what the notifier told. */
typedef struct
{
  BellFakeDaemon *daemon;
  BellNotifier *notifier;
  guint shown;
  guint failed;
  guint closed;
  guint reason;     /* of the last that was closed */
  char *closed_key; /* its key; (nullable) */
  guint activated;
  char *what; /* key, action and token of the last click; (nullable) */
} BubblesFixture;

/* For g_test_add(); data: the daemon's capabilities, "actions,body-markup" … */
void bubbles_fixture_set_up (BubblesFixture *fixture, gconstpointer data);
void bubbles_fixture_tear_down (BubblesFixture *fixture, gconstpointer data);

void bubbles_fixture_show (BubblesFixture *fixture, const char *key, const char *title, const char *body);
void bubbles_fixture_await_available (BubblesFixture *fixture, gboolean available);

/* The body of the daemon's last bubble, as a person reads it there. (transfer full) */
char *bubbles_fixture_read_body (BubblesFixture *fixture, gboolean markup);

/* Runs the tests on a bus of their own. */
int bubbles_fixture_run (void);
const char *bubbles_fixture_get_address (void);
void bubbles_fixture_init (int *argc, char ***argv);

G_END_DECLS
