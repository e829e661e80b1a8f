/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-entry.h"

G_BEGIN_DECLS

/*
 * Which entries are about the same thing: shop, kind and the thing's id. Takes
 * no time that grows with their number. Entries that are about nothing with an
 * id are not kept.
 */
typedef struct _BellEntryIndex BellEntryIndex;

BellEntryIndex *bell_entry_index_new (void);
void bell_entry_index_free (BellEntryIndex *index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BellEntryIndex, bell_entry_index_free)

void bell_entry_index_add (BellEntryIndex *index, BellEntry *entry);
void bell_entry_index_remove (BellEntryIndex *index, BellEntry *entry);

/* (element-type BellEntry) (transfer full): those about the same thing as entry, itself not among them. */
GPtrArray *bell_entry_index_find_same (BellEntryIndex *index, BellEntry *entry);

/* What an entry is about, as one text; NULL: nothing that has an id. Free with g_free(). */
char *bell_entry_index_dup_thing (BellEntry *entry);

G_END_DECLS
