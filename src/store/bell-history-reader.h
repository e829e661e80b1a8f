/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-history-worker.h"

G_BEGIN_DECLS

/**
 * BellHistoryReader:
 *
 * A thread with a connection of its own, so that a search through a long history
 * never delays an event that is to be stored. A job whose task is cancelled ends
 * within milliseconds, or does not even begin: typing fast queues nothing up.
 */
typedef struct _BellHistoryReader BellHistoryReader;

BellHistoryReader *bell_history_reader_start (const char *path);

/* Takes the job. The history must have been opened by its writer before. */
void bell_history_reader_push (BellHistoryReader *reader, BellHistoryJob *job);

/* Breaks off what is under way and queued, waits for the end of the thread, frees. */
void bell_history_reader_stop (BellHistoryReader *reader);

G_END_DECLS
