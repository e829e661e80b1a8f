/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-history-export.h"
#include "bell-history-filter.h"

G_BEGIN_DECLS

/* What a filter is made of, as chips show it. */
typedef enum
{
  BELL_PART_SHOP,
  BELL_PART_KIND,
  BELL_PART_MARKER,
  BELL_PART_STATE,
  BELL_PART_DAY,
} BellHistoryPart;
#define BELL_N_HISTORY_PARTS (BELL_PART_DAY + 1)

gboolean bell_history_part_is_set (const BellHistoryFilter *filter, BellHistoryPart part);
void bell_history_part_clear (BellHistoryFilter *filter, BellHistoryPart part);

/* Whether it leaves anything out. */
gboolean bell_history_filter_is_set (const BellHistoryFilter *filter);

/* Texts of the history: translated, plain; freed with g_free() unless const. */

/* "Orders", "Waiting", "Monday, 3 November"; NULL where it is not set. shop: (nullable): the name of the filter's shop. */
char *bell_format_history_part (const BellHistoryFilter *filter, BellHistoryPart part, const char *shop, gint64 now_us);

const char *bell_format_history_state (BellHistoryState state); /* "Waiting"; of ANY "Waiting or not" */
char *bell_format_history_count (guint n);                      /* "1,204 events" by locale */

/* Where nothing is shown: because there is nothing, or because nothing fits. */
const char *bell_format_history_empty_title (const BellHistoryFilter *filter);
const char *bell_format_history_empty_sentence (const BellHistoryFilter *filter);

/* "shopbell-2026-11-23.csv": of the filter's day, else of today. */
char *bell_format_export_name (const BellHistoryFilter *filter, BellExportFormat format, gint64 now_us);
char *bell_format_exported (gint64 n, const char *file);               /* "3 events saved in shopbell.csv" */
char *bell_format_export_failed (const char *file, const GError *error);

/* The question before all events of a shop are deleted: what is lost, above all what nobody took. */
char *bell_format_delete_question (gint64 events, guint waiting);
char *bell_format_deleted (const char *shop); /* when it is done */

G_END_DECLS
