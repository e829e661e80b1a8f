/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-clock.h"
#include "sio-state.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SioChoice:
 *
 * Which transport is tried, and what was learnt about this server and the
 * network before it (REQ-103): a WebSocket first; long-polling where something that
 * answers HTTP refused the WebSocket, remembered for ten minutes, then tested
 * again. One per client; it knows the time and no socket.
 */
typedef struct
{
  BellClock *clock; /* borrowed */
  SioTransports transports;
  gint64 refused_at;   /* boot time in µs: the WebSocket was refused, and polling worked; 0: not so */
  gint64 useless_at;   /* boot time in µs: polling did not work either */
  guint lost_sessions; /* in a row: the server did not know the session's id */
} SioChoice;

gboolean sio_choice_begins_with_polling (const SioChoice *choice);

/* The WebSocket failed with error, before it was open. */
gboolean sio_choice_may_fall_back (const SioChoice *choice, const GError *error);

/* ms until a polling session may try for a WebSocket, 0: now, -1: never. */
gint64 sio_choice_get_upgrade_delay_ms (const SioChoice *choice);

void sio_choice_note_fallen_back (SioChoice *choice);      /* polling opened after the refusal */
void sio_choice_note_useless (SioChoice *choice);          /* polling was refused as well */
void sio_choice_note_upgraded (SioChoice *choice);
void sio_choice_note_upgrade_failed (SioChoice *choice);
void sio_choice_note_lost (SioChoice *choice, const GError *error); /* an open polling session ended with error */

G_END_DECLS
