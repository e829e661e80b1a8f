/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-entry.h"
#include "bell-verdict.h"
#include "oe-event.h"

G_BEGIN_DECLS

/*
 * The events that one bubble stands for. Those that wait are kept, so that the
 * bubble goes when somebody has taken them all; of the others there is only a
 * number. Adding and removing take no time that grows with their number.
 */
typedef struct _BellBundle BellBundle;

BellBundle *bell_bundle_new (void);
void bell_bundle_free (BellBundle *bundle);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BellBundle, bell_bundle_free)

void bell_bundle_add (BellBundle *bundle, BellEntry *entry, const BellVerdict *verdict);
gboolean bell_bundle_contains (const BellBundle *bundle, BellEntry *entry); /* as one that waits */
gboolean bell_bundle_remove (BellBundle *bundle, BellEntry *entry); /* FALSE: it was not there */

/* Moves all of other behind those of bundle; other is empty then. */
void bell_bundle_take_all (BellBundle *bundle, BellBundle *other);

guint bell_bundle_get_count (const BellBundle *bundle);
guint bell_bundle_get_waiting (const BellBundle *bundle);
guint bell_bundle_get_of_kind (const BellBundle *bundle, OeKind kind);
BellUrgency bell_bundle_get_urgency (const BellBundle *bundle); /* the highest of those that wait; LOW without any */
gboolean bell_bundle_rings (const BellBundle *bundle);          /* one that waits rings until somebody takes it */
BellEntry *bell_bundle_get_last (const BellBundle *bundle);     /* that waits; (nullable) (transfer none) */

/* Grows with each that waits: what has no higher one was there when this was asked. */
guint bell_bundle_get_serial (const BellBundle *bundle);

/* Moves those of other that wait and were not there yet at serial. */
void bell_bundle_take_newer (BellBundle *bundle, BellBundle *other, guint serial);

/* (element-type BellEntry) (transfer full): those that waited at serial and still do, newest first. */
GPtrArray *bell_bundle_list (const BellBundle *bundle, guint serial);

G_END_DECLS
