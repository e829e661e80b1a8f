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
  BELL_HISTORY_SHRINK, /* for the writer's connection, then the reader's */
  BELL_HISTORY_STOP,
} BellHistoryJobKind;

/**
 * BellHistoryDelivery:
 *
 * Ended jobs on their way back to the main context in which it was made, in the order in
 * which they ended. A storm ends thousands at once: a turn of the main loop takes as many as
 * a few milliseconds hold, behind whatever a person does and sees.
 */
typedef struct _BellHistoryDelivery BellHistoryDelivery;

BellHistoryDelivery *bell_history_delivery_new (void);
BellHistoryDelivery *bell_history_delivery_ref (BellHistoryDelivery *delivery);
void bell_history_delivery_unref (BellHistoryDelivery *delivery);

/* One call on its way through the threads. */
typedef struct
{
  BellHistoryJobKind kind;
  GTask *task; /* its data goes to the function; its result is what that gives */
  BellHistoryDelivery *delivery;

  BellHistoryWrite write; /* of WRITE and CHORE */
  BellHistoryChore chore; /* of CHORE */
  BellHistoryRead read;   /* of LOAD, READ and SEARCH */
  GDestroyNotify free_result;

  /* The outcome, on its way back */
  gint64 number;
  gpointer result;
  GError *error;
} BellHistoryJob;

/* Takes the task. Both are (nullable) where the kind is BELL_HISTORY_STOP. */
BellHistoryJob *bell_history_job_new (BellHistoryJobKind kind, GTask *task, BellHistoryDelivery *delivery);

/*
 * Sends the outcome on its way back, and takes the job. The task ends and is freed in the
 * main context: the last reference of a #BellHistory must not go in a thread of its own.
 */
void bell_history_job_deliver (BellHistoryJob *job);

G_END_DECLS
