/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-history-filter.h"
#include "bell-history.h"

G_BEGIN_DECLS

typedef enum
{
  BELL_EXPORT_CSV,        /* RFC 4180, UTF-8, local times; no cell is a formula */
  BELL_EXPORT_JSON_LINES, /* one object a line, times in UTC */
} BellExportFormat;

/*
 * Writes what the filter shows to file, newest first, on a thread of its own. The file is there when all
 * of it is, and until then what was there before. progress: (nullable): called in the caller's
 * main context with events written and in all, a few times a second. Gives how many, -1 on error.
 */
void bell_history_export_async (BellHistory *self, const BellHistoryFilter *filter, BellExportFormat format,
                                GFile *file, GFileProgressCallback progress, gpointer progress_data,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gint64 bell_history_export_finish (BellHistory *self, GAsyncResult *result, GError **error);

G_END_DECLS
