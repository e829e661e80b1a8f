/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bell-entry.h"

G_BEGIN_DECLS

#define BELL_HISTORY_ERROR (bell_history_error_quark ())
typedef enum
{
  BELL_HISTORY_ERROR_FAILED,  /* SQLite's own words */
  BELL_HISTORY_ERROR_FULL,    /* no space left */
  BELL_HISTORY_ERROR_NEWER,   /* written by a newer version */
  BELL_HISTORY_ERROR_CORRUPT, /* not a database, or damaged: the file is left alone */
  BELL_HISTORY_ERROR_CLOSED,
} BellHistoryError;
GQuark bell_history_error_quark (void);

/**
 * BellHistory:
 *
 * The record of every event, in SQLite (WAL, mode 0600): one thread that writes,
 * one that reads. All functions return at once; callbacks come in the caller's
 * main context. Writes are committed in batches of at most 50 ms and in the order
 * of the calls; a read sees all that was written by calls before it.
 *
 * What it is asked is in bell-history-query.h, bell-history-report.h and bell-history-export.h.
 */
#define BELL_TYPE_HISTORY (bell_history_get_type ())
G_DECLARE_FINAL_TYPE (BellHistory, bell_history, BELL, HISTORY, GObject)

/* path: (nullable): NULL keeps it in memory. The file is opened by the worker; an error shows at the first call. */
BellHistory *bell_history_new (const char *path);

/* Completes when the entry is committed; the id (> 0) is also set on the entry. */
void bell_history_append_async (BellHistory *self, BellEntry *entry, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
gint64 bell_history_append_finish (BellHistory *self, GAsyncResult *result, GError **error);

/* Marks those of ids that still wait; gives how many there were, -1 on error. */
void bell_history_acknowledge_async (BellHistory *self, const gint64 *ids, gsize n_ids, gint64 when, const char *how,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gint64 bell_history_acknowledge_finish (BellHistory *self, GAsyncResult *result, GError **error);

/* They wait again, whoever took them; gives how many there are, -1 on error. */
void bell_history_release_async (BellHistory *self, const gint64 *ids, gsize n_ids, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
gint64 bell_history_release_finish (BellHistory *self, GAsyncResult *result, GError **error);

/* Notes why they were not announced ("coalesced"; NULL: they were); gives how many there are, -1 on error. */
void bell_history_silence_async (BellHistory *self, const gint64 *ids, gsize n_ids, const char *reason,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gint64 bell_history_silence_finish (BellHistory *self, GAsyncResult *result, GError **error);

/* All that wait, or (waiting FALSE) the newest of the rest with id < before (0: from the newest), at most limit; newest first. */
void bell_history_load_async (BellHistory *self, gboolean waiting, gint64 before, guint limit, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *bell_history_load_finish (BellHistory *self, GAsyncResult *result, GError **error);

/*
 * The link of a shop is state since when (Unix time in µs), and was what it was up to then. state:
 * (nullable): NULL: nothing is known from now on, the program ends. Fails in silence:
 * whoever stores events hears of it.
 */
void bell_history_note_link (BellHistory *self, const char *shop, gint64 when, const char *state, const char *reason);

/* The shop was still heard when; after a crash this is where its last interval ends. At most once a minute, please. */
void bell_history_note_heard (BellHistory *self, const char *shop, gint64 when);

/* How long the shop took to answer, and how far its clock was ahead of this computer's, both in µs. */
void bell_history_note_measure (BellHistory *self, const char *shop, gint64 when, gint64 round_trip, gint64 skew);

/* Deletes all of a shop (acknowledged or not) step by step, after a crash at the next start. */
void bell_history_delete_shop_async (BellHistory *self, const char *shop, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
gboolean bell_history_delete_shop_finish (BellHistory *self, GAsyncResult *result, GError **error);

/*
 * Deletes what was received before that time (0: nothing), and what goes beyond the newest
 * keep events (0: nothing), step by step; never what waits. Gives how many, -1 on error.
 */
void bell_history_prune_async (BellHistory *self, gint64 before, gint64 keep, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
gint64 bell_history_prune_finish (BellHistory *self, GAsyncResult *result, GError **error);

/*
 * Has both threads give back the memory of what they may read again, behind all that was asked before. Nothing is lost
 * by it, and there is nothing to finish.
 */
void bell_history_shrink_async (BellHistory *self, GAsyncReadyCallback callback, gpointer user_data);

/* Commits what is queued, closes, joins the worker: at most 2 s. Later calls fail with CLOSED. */
void bell_history_close (BellHistory *self);

G_END_DECLS
