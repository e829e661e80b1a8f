/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sio-client-private.h"
#include "sio-outgoing.h"
#include "sio-packet.h"
#include "sio-recovery.h"

G_BEGIN_DECLS

struct _SioSocket
{
  GObject parent_instance;

  SioClient *client; /* borrowed; NULL once that is disposed of */
  BellClock *clock;
  char *nsp;

  /* What it was told */
  char *auth; /* JSON text of an object, or NULL */
  SioAuthFunc auth_func;
  gpointer auth_data;
  GDestroyNotify auth_destroy;
  SioOffsetFunc offset_func;
  gpointer offset_data;
  GDestroyNotify offset_destroy;
  guint max_events;
  gsize max_bytes;
  gboolean drops_on_disconnect;
  gboolean connected_first;
  gboolean shows_offset;

  /* Joining */
  SioState state;
  SioCredentialsRequest *request; /* the question for the payload under way */
  gboolean connect_sent;          /* on this engine, and not answered */
  guint timer;                    /* of the state: payload, answer, or the wait after a refusal */
  gboolean backs_off;             /* the timer is that wait */
  gint64 next_attempt;            /* when it is over */
  guint epoch;                    /* counts joins; what belongs to an older one goes nowhere */
  guint refusals;                 /* in a row */
  guint failures;                 /* to get a payload, in a row */
  gboolean was_refused;
  char *sid;
  gboolean recovered;
  SioRecovery *recovery;
  GQueue early;                   /* SioPacketIn that came before the answer to CONNECT */
  gsize early_bytes;
  gboolean early_lost;

  /* Sending */
  gboolean holds;                 /* joined, but what was kept goes first */
  gint64 next_id;
  GQueue kept;                    /* SioOutgoing that wait for a connection */
  GQueue retried;                 /* SioOutgoing that go one at a time */
  gsize kept_bytes;               /* of both */
  GHashTable *calls;              /* id → SioOutgoing in flight; borrowed from retried where they are there */
  GPtrArray *lost;                /* that were in flight when the connection ended */
};

/* sio-socket.c */
SioSocket *sio_socket_new (SioClient *client, const char *nsp);
void sio_socket_orphan (SioSocket *self);
void sio_socket_set_state (SioSocket *self, SioState state);
gboolean sio_socket_is_wanted (SioSocket *self);
gboolean sio_socket_is_active (SioSocket *self);
void sio_socket_emit_connected (SioSocket *self);
gboolean sio_socket_listens (SioSocket *self, const char *name); /* whether anybody does */
void sio_socket_emit_event (SioSocket *self, SioEvent *event);
SioEvent *sio_socket_make_sent (SioSocket *self, SioOutgoing *outgoing); /* NULL when nobody looks */
void sio_socket_emit_sent (SioSocket *self, SioEvent *event);

/* The engine is gone or about to be left; the signals of it come later, by sio_socket_tell(). */
void sio_socket_leave (SioSocket *self, SioState state);
void sio_socket_tell (SioSocket *self, SioState was, SioReason reason, const GError *error);

/* sio-socket-join.c */
void sio_socket_join (SioSocket *self);
void sio_socket_join_if_joining (SioSocket *self);
void sio_socket_say_goodbye (SioSocket *self);
void sio_socket_take_leave (SioSocket *self); /* before a planned reconnect */
void sio_socket_take_connect (SioSocket *self, SioPacket *packet);
void sio_socket_back_off (SioSocket *self, gint64 delay_ms);
void sio_socket_abandon (SioSocket *self); /* the question and the wait */

/* sio-socket-receive.c */
void sio_socket_take_event (SioSocket *self, SioPacket *packet, GPtrArray *blobs);
void sio_socket_deliver_early (SioSocket *self);
void sio_socket_forget_early (SioSocket *self);

/* sio-socket-send.c. submit takes outgoing, but not when it fails. */
GError *sio_socket_submit (SioSocket *self, SioOutgoing *outgoing);
void sio_socket_send_next (SioSocket *self);
void sio_socket_flush (SioSocket *self);

/* sio-socket-calls.c. answer, error: (transfer full), one of them; an emit, which nobody waits for, counts as dropped. */
void sio_socket_complete (SioSocket *self, SioOutgoing *outgoing, SioArgs *answer, GError *error);
void sio_socket_start_timer (SioSocket *self, SioOutgoing *outgoing);
void sio_socket_take_ack (SioSocket *self, SioPacket *packet, GPtrArray *blobs);
gboolean sio_socket_send_ack (SioSocket *self, guint epoch, gint64 id, SioArgs *args);
void sio_socket_lose_calls (SioSocket *self);
void sio_socket_fail_lost_calls (SioSocket *self);
void sio_socket_cancel_calls (SioSocket *self);

G_END_DECLS
