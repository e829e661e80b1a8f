/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-history-worker.h"

G_BEGIN_DECLS

/**
 * BellHistoryIdle:
 *
 * What the writer does while no event wants to be stored, in steps of some ms:
 * chores (deleting), then the full-text index, then giving back what was deleted.
 */
typedef struct _BellHistoryIdle BellHistoryIdle;

BellHistoryIdle *bell_history_idle_new (BellHistoryWriter *writer);
void bell_history_idle_free (BellHistoryIdle *idle);

/* The database was opened: takes up what was broken off. */
void bell_history_idle_resume (BellHistoryIdle *idle);

/* Takes the job, whose write is committed. */
void bell_history_idle_add_chore (BellHistoryIdle *idle, BellHistoryJob *job);

/* There are new events. */
void bell_history_idle_wake (BellHistoryIdle *idle);

/* Fills the index by one step at once, so that a search finds the newest. */
void bell_history_idle_fill_index (BellHistoryIdle *idle);

/* How long (µs) to wait for jobs before the next step, -1: there is nothing to do. */
gint64 bell_history_idle_get_delay (BellHistoryIdle *idle);
void bell_history_idle_step (BellHistoryIdle *idle);

G_END_DECLS
