/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sio-client.h"
#include "sio-engine.h"
#include "sio-packet.h"
#include "sio-url.h"

G_BEGIN_DECLS

struct _SioClient
{
  GObject parent_instance;

  /* What it was told */
  SioUrl *url;
  BellClock *clock;
  char *path;
  char *user_agent;
  GTlsDatabase *tls_database;
  GProxyResolver *proxy_resolver;
  SioBackoff backoff;
  guint open_ms;
  guint join_ms;
  gsize max_message;
  SioCredentialsFunc credentials_func;
  gpointer credentials_data;
  GDestroyNotify credentials_destroy;
  SioRefusalFunc refusal_func;
  gpointer refusal_data;
  GDestroyNotify refusal_destroy;

  /* What is going on */
  SioState state;
  SioCredentialsRequest *request; /* the question under way */
  SioEngine *engine;              /* the one there is */
  SioEngine *closing;             /* an older one that takes its leave; the next waits for it */
  gboolean open_when_closed;
  char *sid;
  guint missing_attachments; /* of a binary packet that is coming in */
  guint timer;               /* the one wait of the state: credentials, join, next attempt, stability */
  guint attachment_timer;
  guint n;                   /* attempts of the running series */
  guint refusals;            /* in a row */
  gboolean was_refused;
  gint64 next_attempt;
  gint64 attempt_began;
  gint64 retried_at;
  gint64 last_heard;
  GError *last_error;
  GRand *rand;
};

/* sio-client-packets.c: what comes in on the engine. */
void sio_client_connect_engine (SioClient *self, SioEngine *engine);

/* sio-client.c: what that means for the state. */
void sio_client_engine_opened (SioClient *self);
void sio_client_joined (SioClient *self, const char *sid);
void sio_client_refused (SioClient *self, SioReason reason, GError *error);
void sio_client_lost (SioClient *self, SioReason reason, const GError *error);
void sio_client_emit_event (SioClient *self, SioEvent *event);

G_END_DECLS
