/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-history-private.h"
#include "bell-history-writes.h"

G_BEGIN_DECLS

typedef enum
{
  BELL_HISTORY_WRITE,  /* a part of the next batch */
  BELL_HISTORY_CHORE,  /* the same, and after it there is something to do in idle batches */
  BELL_HISTORY_LOAD,   /* a short read in the order of the writes */
  BELL_HISTORY_READ,   /* for the reader, once all before it is written */
  BELL_HISTORY_SEARCH, /* the same, and the newest few are in the index too */
  BELL_HISTORY_STOP,
} BellHistoryJobKind;

/* One call on its way through the threads. */
typedef struct
{
  BellHistoryJobKind kind;
  GTask *task; /* its data goes to the function; its result is what that gives */

  BellHistoryWrite write; /* of WRITE and CHORE */
  BellHistoryChore chore; /* of CHORE */
  BellHistoryRead read;   /* of LOAD, READ and SEARCH */
  GDestroyNotify free_result;

  /* The outcome, on its way back */
  gint64 number;
  gpointer result;
  GError *error;
} BellHistoryJob;

BellHistoryJob *bell_history_job_new (BellHistoryJobKind kind, GTask *task);

/*
 * Sends the outcome to the main context of the job's task, and takes the job. The task ends
 * and is freed there: the last reference of a #BellHistory must not go in a thread of its own.
 */
void bell_history_job_deliver (BellHistoryJob *job);

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
