/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-clock.h"
#include "bell-history.h"
#include "bell-verdict.h"
#include "oe-event.h"

G_BEGIN_DECLS

/**
 * BellInbox:
 *
 * What came in. Nothing is shown, rung or counted before it is committed;
 * only when the commit fails or takes over 500 ms it "arrived" unrecorded,
 * and goes on being retried from a bounded queue. In memory is what the lists show: of
 * the events that were taken the newest, and the payloads of the newest thousand.
 *
 * Property "trouble" (char *, nullable, notify): why the history cannot be saved just now.
 * Signals:
 * - "arrived" (BellEntry *entry, gboolean recorded): once per event.
 * - "acknowledged" (BellEntry *entry)
 * - "returned" (BellEntry *entry): it was taken by mistake, and waits again.
 * - "forgotten" (BellEntry *entry): it waited, and its shop or history was deleted.
 * - "calmed": some seconds after the last of thousands of events that went out of the lists, or a minute after there
 *   were thousands. The memory is about to be given back: who has what can be made again lets go of it, for it lies
 *   between what the storm left.
 */
#define BELL_TYPE_INBOX (bell_inbox_get_type ())
G_DECLARE_FINAL_TYPE (BellInbox, bell_inbox, BELL, INBOX, GObject)

BellInbox *bell_inbox_new (BellHistory *history, BellClock *clock);

/* Loads what waits and the newest of the rest. */
void bell_inbox_load (BellInbox *self);

/* The last chance of what could not be stored, before the history closes. */
void bell_inbox_save_rest (BellInbox *self);

/*
 * Files it as the rules say: as seen where it does not wait; that it rings, so that it
 * rings again after the next start; and why it is not announced.
 */
void bell_inbox_add (BellInbox *self, const char *shop, OeEvent *event, gint64 received, const BellVerdict *verdict);

/* Notes that the entry got no bubble of its own: it went into a summary. */
void bell_inbox_coalesce (BellInbox *self, BellEntry *entry);

/* how: "window", "bubble", "elsewhere" … Of many those at the front at once, the rest without
 * holding up anything; entries: (transfer full), which is let go of by and by. */
void bell_inbox_acknowledge (BellInbox *self, BellEntry *entry, const char *how);
void bell_inbox_acknowledge_many (BellInbox *self, GPtrArray *entries, const char *how);
void bell_inbox_acknowledge_all (BellInbox *self, const char *how);

/* Undoes that somebody took it: it waits, and rings, as before. */
void bell_inbox_give_back (BellInbox *self, BellEntry *entry);

/* Takes a shop's entries out of the lists; the history is another matter. */
void bell_inbox_forget_shop (BellInbox *self, const char *shop);

GListModel *bell_inbox_get_waiting (BellInbox *self); /* of BellEntry, newest first */
GListModel *bell_inbox_get_earlier (BellInbox *self); /* of BellEntry, newest first; the newest 500 at first */

/* The same at the pace of people, for whatever shows it: see #BellCalmList. */
GListModel *bell_inbox_get_calm_waiting (BellInbox *self);
GListModel *bell_inbox_get_calm_earlier (BellInbox *self);
void bell_inbox_load_earlier (BellInbox *self); /* 200 more, when the list's end is reached */

BellEntry *bell_inbox_find (BellInbox *self, gint64 id); /* (nullable) (transfer none): of both lists */

/*
 * An event of whatever age with its payload: the one in the lists where that has it, else another one, from the
 * history. G_IO_ERROR_NOT_FOUND where it was deleted. (transfer full)
 */
void bell_inbox_find_whole_async (BellInbox *self, gint64 id, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
BellEntry *bell_inbox_find_whole_finish (BellInbox *self, GAsyncResult *result, GError **error);

/* (element-type BellEntry) (transfer full): the others that wait about the same thing: shop, kind and the thing's id. */
GPtrArray *bell_inbox_find_waiting (BellInbox *self, BellEntry *entry);
guint bell_inbox_get_waiting_count (BellInbox *self);
gboolean bell_inbox_get_loaded (BellInbox *self);
const char *bell_inbox_get_trouble (BellInbox *self);

G_END_DECLS
