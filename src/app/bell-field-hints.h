/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-entry.h"

G_BEGIN_DECLS

/* A field that past events have, for people who write rules. */
typedef struct
{
  char *field;   /* as bell_facts_dup() reads it */
  char *example; /* of the newest event that has it */
} BellFieldHint;
void bell_field_hint_free (BellFieldHint *hint);

/*
 * (element-type BellFieldHint) (transfer full): the fields of these events, those with a
 * name of their own first, then by path. entries: of BellEntry, newest first. Bounded.
 */
#define BELL_MAX_FIELD_HINTS 60
GPtrArray *bell_field_hints_new (GPtrArray *entries);

G_END_DECLS
