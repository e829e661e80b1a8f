/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SioRecovery:
 *
 * What a namespace remembers for connection state recovery (REQ-88 … 96): the
 * session's private id, the offset of the last event, what an offset looks like
 * here, and the offsets seen lately.
 */
typedef struct _SioRecovery SioRecovery;

SioRecovery *sio_recovery_new (void);
void sio_recovery_free (SioRecovery *self);

const char *sio_recovery_get_pid (SioRecovery *self);    /* (nullable) */
const char *sio_recovery_get_offset (SioRecovery *self); /* (nullable) */

/* The answer to CONNECT. Returns whether the session asked for goes on; otherwise it starts anew. pid: (nullable) */
gboolean sio_recovery_joined (SioRecovery *self, const char *pid);

/* The session ended for good (REQ-96). */
void sio_recovery_forget (SioRecovery *self);

/*
 * The last argument in the JSON text of an event where it may be an offset: a string, no escapes, in the alphabet and
 * the shape that adapters use, and those before it here. NULL otherwise, and without a pid. Free with g_free().
 */
char *sio_recovery_find_offset (SioRecovery *self, const char *payload, gsize length);

/* TRUE for one of the last 1 000 (REQ-95). */
gboolean sio_recovery_has_seen (SioRecovery *self, const char *offset);

/* The event was handled. */
void sio_recovery_store_offset (SioRecovery *self, const char *offset);

G_END_DECLS
