/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bell-history.h"

G_BEGIN_DECLS

typedef enum
{
  BELL_HISTORY_APPEND,
  BELL_HISTORY_ACKNOWLEDGE,
  BELL_HISTORY_DELETE_SHOP,
  BELL_HISTORY_LOAD,
  BELL_HISTORY_STOP,
} BellHistoryOperation;

/* One call on its way to the worker; the task's result is what its _finish() gives. */
typedef struct
{
  BellHistoryOperation operation;
  GTask *task;
  BellEntry *entry;
  gint64 when;
  char *how;
  gint64 *ids;
  gsize n_ids;
  char *shop;
  gboolean waiting;
  gint64 before;
  guint limit;

  gint64 number; /* what a write gave, until its batch is committed */
} BellHistoryJob;

void bell_history_job_free (BellHistoryJob *job);

/**
 * BellHistoryWorker:
 *
 * The thread that alone touches the database. Shared by the thread itself and
 * its owner, so that a disk that hangs cannot keep the program from ending.
 */
typedef struct _BellHistoryWorker BellHistoryWorker;

BellHistoryWorker *bell_history_worker_start (const char *path);

/* Takes the job. */
void bell_history_worker_push (BellHistoryWorker *worker, BellHistoryJob *job);

/* Lets it commit what is queued, and waits for that at most ms. Drops the owner's share. */
void bell_history_worker_stop (BellHistoryWorker *worker, guint ms);

G_END_DECLS
