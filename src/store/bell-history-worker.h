/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-history-job.h"

G_BEGIN_DECLS

/**
 * BellHistoryWorker:
 *
 * The thread that alone writes to the database. Shared by the thread itself and
 * its owner, so that a disk that hangs cannot keep the program from ending.
 */
typedef struct _BellHistoryWorker BellHistoryWorker;

BellHistoryWorker *bell_history_worker_start (const char *path);

/* Takes the job. */
void bell_history_worker_push (BellHistoryWorker *worker, BellHistoryJob *job);

/* Lets it commit what is queued, and waits for that at most ms. Drops the owner's share. */
void bell_history_worker_stop (BellHistoryWorker *worker, guint ms);

G_END_DECLS
