/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The kind of what this program sent to itself to try itself: no event of a shop's, and never counted as one. */
#define BELL_ENTRY_TEST "test"

/**
 * BellEntry:
 *
 * One event as the history keeps it. All but id, the acknowledgement and
 * "silenced" is fixed before it is stored, so the history's thread may read it;
 * afterwards its payload may be let go.
 *
 * Properties (notify): "id", "acknowledged" (Unix time in µs, 0: waiting), "acknowledged-how", "silenced".
 */
#define BELL_TYPE_ENTRY (bell_entry_get_type ())
G_DECLARE_FINAL_TYPE (BellEntry, bell_entry, BELL, ENTRY, GObject)

/* received: Unix time in µs. payload: masked JSON text. marker, entity, status, payload: (nullable) */
BellEntry *bell_entry_new (const char *shop, const char *kind, const char *marker, const char *title, const char *body,
                           const char *entity, const char *status, gint64 received, const char *payload);

gint64 bell_entry_get_id (BellEntry *self); /* 0 until it is stored */
const char *bell_entry_get_shop (BellEntry *self);
const char *bell_entry_get_kind (BellEntry *self);
const char *bell_entry_get_marker (BellEntry *self);
const char *bell_entry_get_title (BellEntry *self);
const char *bell_entry_get_body (BellEntry *self);
const char *bell_entry_get_entity (BellEntry *self);
const char *bell_entry_get_status (BellEntry *self);
gint64 bell_entry_get_received (BellEntry *self);
const char *bell_entry_get_payload (BellEntry *self);                  /* NULL also where it was let go */
gboolean bell_entry_is_whole (BellEntry *self);                        /* its payload was not let go */
gboolean bell_entry_has_same_payload (BellEntry *self, BellEntry *other); /* whether or not it was let go */
gsize bell_entry_get_payload_size (BellEntry *self);                   /* of what is in memory */
gint64 bell_entry_get_acknowledged (BellEntry *self);
const char *bell_entry_get_acknowledged_how (BellEntry *self); /* "window", "bubble" …, NULL while waiting */
gboolean bell_entry_get_ringing (BellEntry *self);              /* it rings until it is acknowledged */
const char *bell_entry_get_silenced (BellEntry *self);          /* why it was not announced: "rule", "coalesced", or NULL: it was */

/* Owner thread only. */
void bell_entry_set_id (BellEntry *self, gint64 id);
void bell_entry_set_acknowledged (BellEntry *self, gint64 when, const char *how);
void bell_entry_set_ringing (BellEntry *self, gboolean ringing); /* before it is stored */
void bell_entry_set_silenced (BellEntry *self, const char *reason);
void bell_entry_let_payload_go (BellEntry *self); /* after it is stored: the history has it */

G_END_DECLS
