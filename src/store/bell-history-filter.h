/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-entry.h"

G_BEGIN_DECLS

typedef enum
{
  BELL_HISTORY_ANY,
  BELL_HISTORY_WAITING,
  BELL_HISTORY_TAKEN,    /* acknowledged by somebody */
  BELL_HISTORY_SILENCED, /* not announced: by a rule, or in another's bubble */
} BellHistoryState;

/* Which events: those that fit everything that is set. All zero: every event. */
typedef struct
{
  char *shop;
  char *kind;
  char *marker;
  BellHistoryState state;
  gint64 from;  /* received since this (Unix time in µs), 0: any */
  gint64 until; /* … and before this, 0: any */
  char *text;   /* words, each of which an event has one that begins so; blank: any */
} BellHistoryFilter;

BellHistoryFilter *bell_history_filter_new (void);
BellHistoryFilter *bell_history_filter_copy (const BellHistoryFilter *filter);
void bell_history_filter_free (BellHistoryFilter *filter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BellHistoryFilter, bell_history_filter_free)

/* Whether it has words to look for. */
gboolean bell_history_filter_has_text (const BellHistoryFilter *filter);

/* What the database would say of this entry. */
gboolean bell_history_filter_matches (const BellHistoryFilter *filter, BellEntry *entry);

G_END_DECLS
