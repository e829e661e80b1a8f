/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sio-args.h"

G_BEGIN_DECLS

/**
 * SioEvent:
 *
 * One event, reference counted and immutable: a name and its arguments. What
 * came in was validated when it arrived; it is parsed when somebody first asks
 * for the arguments, so an event that nobody looks at costs no tree.
 */
typedef struct _SioEvent SioEvent;
#define SIO_TYPE_EVENT (sio_event_get_type ())
GType sio_event_get_type (void);
SioEvent *sio_event_ref (SioEvent *event);
void sio_event_unref (SioEvent *event);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SioEvent, sio_event_unref)

/**
 * sio_event_get_name:
 *
 * Returns: its name, which may be ""; a name that is a number comes as decimal text
 */
const char *sio_event_get_name (SioEvent *event);

/**
 * sio_event_get_args:
 *
 * Returns: (transfer none): its arguments, the name apart; never NULL
 */
SioArgs *sio_event_get_args (SioEvent *event);

/**
 * sio_event_wants_reply:
 *
 * Returns: whether the server asked for an acknowledgement that is still owed
 */
gboolean sio_event_wants_reply (SioEvent *event);

/**
 * sio_event_reply:
 * @args: (nullable) (transfer none): what to answer
 *
 * Acknowledges the event, now or later, at most once. Never replying is legal.
 *
 * Returns: whether it was sent: not when the server did not ask, was answered
 * already, or the connection the event came over is gone
 */
gboolean sio_event_reply (SioEvent *event, SioArgs *args);

G_END_DECLS
