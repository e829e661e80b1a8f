/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-inbox.h"

#include "bell-entry-index.h"
#include "bell-payloads.h"
#include "bell-recorder.h"

G_BEGIN_DECLS

#define BELL_INBOX_FIRST_EARLIER 500

struct _BellInbox
{
  GObject parent_instance;

  /* Owned */
  BellHistory *history;
  BellClock *clock;
  GCancellable *cancellable;
  GListStore *waiting;
  GListStore *earlier;
  guint max_earlier;      /* what the list shows; more when somebody scrolls to its end */
  GHashTable *by_id;      /* gint64 → BellEntry, of both lists */
  BellEntryIndex *things; /* of what waits */
  BellPayloads *payloads;
  BellRecorder *recorder;
  guint loads;
  gboolean loaded;
  gboolean loading_earlier;
  guint n_forgotten; /* since memory was given back */
  guint forget_timer;
};

/* Into the list that it belongs to. */
void bell_inbox_insert (BellInbox *self, BellEntry *entry);
void bell_inbox_note_id (BellInbox *self, BellEntry *entry);
void bell_inbox_set_loaded (BellInbox *self);

G_END_DECLS
