/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-entry.h"

G_BEGIN_DECLS

/* So many entries have their payloads in memory, and so many bytes of them at most, but for the newest one. */
#define BELL_PAYLOADS_MAX 1000
#define BELL_PAYLOADS_MAX_SIZE (4 * 1024 * 1024)

/*
 * Payloads of the newest entries, whichever came or were loaded last. An older one lets its payload go: the history
 * has it. What could not be stored keeps it for longer, for nobody else has it.
 */
typedef struct _BellPayloads BellPayloads;

BellPayloads *bell_payloads_new (void);
void bell_payloads_free (BellPayloads *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BellPayloads, bell_payloads_free)

void bell_payloads_add (BellPayloads *self, BellEntry *entry);

G_END_DECLS
