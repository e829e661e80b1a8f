/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sio-client-private.h"

G_BEGIN_DECLS

/*
 * The end of a connection, of an attempt or of a namespace's part in it: while it
 * lasts the client and its sockets change state together and in silence; then
 * all are told. To be zeroed before it begins.
 */
typedef struct
{
  SioClient *client;
  GPtrArray *frozen;
  GArray *concerned;
  gboolean was_open;
  gboolean was_connected;
} SioEnding;

void sio_ending_begin (SioEnding *ending, SioClient *client);
void sio_ending_clear (SioEnding *ending);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SioEnding, sio_ending_clear)

void sio_ending_move (SioEnding *ending, SioSocket *socket, SioState state);

/* All that are wanted; who waits after a refusal of its own goes on waiting. */
void sio_ending_move_all (SioEnding *ending, SioState state);

/* error NULL: what was asked for; nobody is told of attempts that were given up for that. */
void sio_ending_tell (SioEnding *ending, SioReason reason, const GError *error);

G_END_DECLS
