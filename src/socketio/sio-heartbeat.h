/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-clock.h"

G_BEGIN_DECLS

/**
 * SioHeartbeat:
 *
 * The watchdog of one connection (REQ-19 to 21): calls expired once when nothing
 * was heard for limit_ms of boot time. After a sleep it gives what is already in
 * the kernel one second to count.
 */
typedef struct _SioHeartbeat SioHeartbeat;

SioHeartbeat *sio_heartbeat_new (BellClock *clock, gint64 limit_ms, void (*expired) (gpointer), gpointer user_data);
void sio_heartbeat_free (SioHeartbeat *self);
void sio_heartbeat_heard (SioHeartbeat *self);

/* Whether the limit has passed, be the timer late or not (REQ-21). */
gboolean sio_heartbeat_is_overdue (SioHeartbeat *self);

G_END_DECLS
