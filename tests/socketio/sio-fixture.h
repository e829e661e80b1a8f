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
void sio_fixture_await_errors (SioFixture *fixture, guint n);
/* Lets the running wait pass, and awaits the attempt's first byte at the server. */
void sio_fixture_next_attempt (SioFixture *fixture);

G_END_DECLS
