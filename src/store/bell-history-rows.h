/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-sqlite.h"

G_BEGIN_DECLS

/* The columns of table event in the order in which bell_history_row_read() wants them. */
#define BELL_HISTORY_COLUMNS \
  "event.id, event.shop, event.kind, event.marker, event.title, event.body, event.entity, event.status," \
  " event.received, event.acknowledged, event.acknowledged_how, event.payload, event.ringing, event.silenced"

/* (transfer full) */
BellEntry *bell_history_row_read (sqlite3_stmt *row);

/* All rows of a bound statement as BellEntry; NULL on error. (transfer full) */
GPtrArray *bell_history_rows_read (sqlite3_stmt *statement, GError **error);

G_END_DECLS
