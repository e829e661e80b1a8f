/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "bell-history.h"

G_BEGIN_DECLS

/*
 * Reads what data asks for; NULL with an error. Runs on the reader's thread with
 * a connection that only reads; ended from outside when the task is cancelled.
 */
typedef gpointer (*BellHistoryRead) (sqlite3 *db, gpointer data, GError **error);

/*
 * Takes the task, whose task data goes to read, and whose result is what read gives,
 * freed by free_result if nobody takes it. It sees all that was asked to be written before;
 * searches: in the full-text index too, but for what is left of a long backlog.
 */
void bell_history_read (BellHistory *self, GTask *task, gboolean searches, BellHistoryRead read,
                        GDestroyNotify free_result);

/* The name that bell_history_schema_open_reader() takes. */
const char *bell_history_get_path (BellHistory *self);

/* Is cancelled when the history is closed. */
GCancellable *bell_history_get_closing (BellHistory *self);

G_END_DECLS
