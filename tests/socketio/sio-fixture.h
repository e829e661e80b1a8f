/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-fake-clock.h"
#include "bell-test.h"
#include "sio-client.h"
#include "sio-fake-server.h"

G_BEGIN_DECLS

/* A client on a fake clock against the fake server; everything it said is kept. */
typedef struct
{
  SioFakeServer *server;
  BellFakeClock *clock;
  SioClient *client;
  SioSocket *socket; /* of the main namespace; borrowed */
  GString *events; /* names, each followed by a space */
  guint n_events;
  guint connected;
  guint disconnected;
  guint errors;
  int reason;     /* of the last "disconnected" */
  GError *error;  /* of the last "disconnected" or "connect-error" */
} SioFixture;

SioFixture *sio_fixture_new (void);
void sio_fixture_free (SioFixture *fixture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SioFixture, sio_fixture_free)

void sio_fixture_connect (SioFixture *fixture); /* and waits until it is joined */
void sio_fixture_await_state (SioFixture *fixture, SioState state);
/* Waits until the server got this frame; until it got all that was sent so far. */
void sio_fixture_await_frame (SioFixture *fixture, const char *frame);
void sio_fixture_sync (SioFixture *fixture);
/* What the server got since frame number first, each followed by a space, without pongs. */
char *sio_fixture_dup_wire (SioFixture *fixture, guint first);
/* Everything the socket says from now on, in words; lives as long as the socket. */
GString *sio_fixture_record (SioSocket *socket);
/* Waits until the record holds text. */
void sio_fixture_await_record (GString *record, const char *text);
void sio_fixture_await_errors (SioFixture *fixture, guint n);
/* Lets the running wait pass, and awaits the attempt's first byte at the server. */
void sio_fixture_next_attempt (SioFixture *fixture);

G_END_DECLS
