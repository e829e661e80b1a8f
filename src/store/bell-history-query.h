/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-history-filter.h"
#include "bell-history.h"

G_BEGIN_DECLS

/*
 * Asking a BellHistory what a filter shows. The order is newest first: by time
 * received, or, where words are looked for, by the order of storing, which is
 * the same but for jumps of the clock. A call whose cancellable is cancelled
 * ends within milliseconds with G_IO_ERROR_CANCELLED: who searches while somebody
 * types cancels the call before at every letter, and nothing queues up.
 */

/* A place in that order: that of an event. */
typedef struct
{
  gint64 received;
  gint64 id;
} BellHistoryKey;

/* The next events behind after (nullable: from the newest), at most limit. (element-type BellEntry) */
void bell_history_query_async (BellHistory *self, const BellHistoryFilter *filter, const BellHistoryKey *after,
                               guint limit, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *bell_history_query_finish (BellHistory *self, GAsyncResult *result, GError **error);

/* One event, whole; NULL without an error: there is none. */
void bell_history_find_async (BellHistory *self, gint64 id, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
BellEntry *bell_history_find_finish (BellHistory *self, GAsyncResult *result, GError **error);

/* How many there are, counting no further than limit (0: all); -1 on error. */
void bell_history_count_async (BellHistory *self, const BellHistoryFilter *filter, guint limit,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gint64 bell_history_count_finish (BellHistory *self, GAsyncResult *result, GError **error);

/* The whole of a filter, measured once, so that any page of it can be fetched as fast as the first. */
typedef struct
{
  guint count;
  guint step;
  GArray *keys; /* of BellHistoryKey: those at the positions step - 1, 2 × step - 1, … */
  BellHistoryKey first; /* the newest, all zero if there is none */
} BellHistoryMeasure;
void bell_history_measure_free (BellHistoryMeasure *measure);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BellHistoryMeasure, bell_history_measure_free)

void bell_history_measure_async (BellHistory *self, const BellHistoryFilter *filter, guint step,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
BellHistoryMeasure *bell_history_measure_finish (BellHistory *self, GAsyncResult *result, GError **error);

/* The local days that have events, newest first. */
typedef struct
{
  gint64 since; /* its first moment and that of the next day (Unix time in µs) */
  gint64 until;
  guint count;
} BellHistoryDay;
void bell_history_days_async (BellHistory *self, const BellHistoryFilter *filter, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
GArray *bell_history_days_finish (BellHistory *self, GAsyncResult *result, GError **error); /* of BellHistoryDay */

/*
 * The names (markers) that events of a shop (nullable: of all) have, sorted, at most
 * BELL_HISTORY_MAX_MARKERS. (transfer full): NULL-terminated; NULL on error.
 */
#define BELL_HISTORY_MAX_MARKERS 200
void bell_history_markers_async (BellHistory *self, const char *shop, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
char **bell_history_markers_finish (BellHistory *self, GAsyncResult *result, GError **error);

/* The local day of a moment: since and until of it. */
BellHistoryDay bell_history_day_of (gint64 time);

G_END_DECLS
