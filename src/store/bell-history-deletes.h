/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-history-writes.h"

G_BEGIN_DECLS

/* How many rows go in one step: some ms, which is what an event may have to wait for. */
#define BELL_HISTORY_STEP 200

/* A shop (change->shop) is doomed in the batch, so that its deletion goes on after a crash … */
gboolean bell_history_doom_shop (BellHistoryWriter *writer, gpointer data, gint64 *number, GError **error);
/* … and goes step by step. */
gboolean bell_history_delete_doomed (BellHistoryWriter *writer, gpointer data, gint64 *number, gboolean *done,
                                     GError **error);
/* A shop whose deletion was broken off, NULL when there is none. (transfer full) */
char *bell_history_find_doomed (BellHistoryWriter *writer);

/* Acknowledged events before change->when (0: none) or beyond the newest change->keep (0: all are kept), step by step. */
gboolean bell_history_prune (BellHistoryWriter *writer, gpointer data, gint64 *number, gboolean *done, GError **error);

G_END_DECLS
