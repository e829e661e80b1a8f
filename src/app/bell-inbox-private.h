/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-inbox.h"

#include "bell-calm-list.h"
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
  BellCalmList *calm_waiting;
  BellCalmList *calm_earlier;
  guint max_earlier;      /* what the list shows; more when somebody scrolls to its end */
  GHashTable *by_id;      /* gint64 → BellEntry, of both lists */
  BellEntryIndex *things; /* of what waits */
  BellPayloads *payloads;
  BellRecorder *recorder;
  guint loads;
  gboolean loaded;
  gboolean loading_earlier;
  guint n_forgotten;     /* since memory was given back */
  gint64 forgotten;      /* boot time: the last of them */
  gint64 forgotten_many; /* boot time: when they were many */
  guint forget_timer;
  GArray *coalesced; /* of gint64: ids of which the history does not know it yet */
  guint coalesced_source;
  GQueue errands; /* of Errand: what is not done in one turn of the main loop */
  guint errand_source;
};

/* Into the list that it belongs to. */
void bell_inbox_insert (BellInbox *self, BellEntry *entry);
gboolean bell_inbox_remove_waiting (BellInbox *self, BellEntry *entry); /* FALSE: it is not there */
void bell_inbox_note_id (BellInbox *self, BellEntry *entry);
void bell_inbox_set_loaded (BellInbox *self);

/*
 * Does something with each of entries: with the first few at once, with the rest some
 * milliseconds in each turn of the main loop, where it stands back for the window and for
 * what the shops say. One errand after the other. entries: (transfer full), of BellEntry;
 * after_turn: (nullable), with those of this turn; over: (nullable).
 */
typedef void (*BellInboxEach) (BellInbox *self, BellEntry *entry, const char *how, GPtrArray *done);
typedef void (*BellInboxTurn) (BellInbox *self, GPtrArray *done);
typedef void (*BellInboxOver) (BellInbox *self);

void bell_inbox_run_errand (BellInbox *self, GPtrArray *entries, const char *how, BellInboxEach each,
                            BellInboxTurn after_turn, BellInboxOver over);
void bell_inbox_forget_in_errands (BellInbox *self, const char *shop);
void bell_inbox_drop_errands (BellInbox *self);

/* Tells the history what bell_inbox_coalesce() gathered. */
void bell_inbox_note_coalesced (BellInbox *self);

/* Signals of taking and giving back. */
void bell_inbox_take_class_init (GType type);

G_END_DECLS
