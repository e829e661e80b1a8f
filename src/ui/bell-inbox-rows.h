/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-inbox.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BellInboxRows:
 *
 * Which rows the inbox's list has: the head, what waits, and the days. A list view fills and measures 200 rows, seen or not, each
 * in a millisecond or two: a storm would stand still for that. It gets as many as are seen, and some more behind them when there
 * is time.
 */
#define BELL_TYPE_INBOX_ROWS (bell_inbox_rows_get_type ())
G_DECLARE_FINAL_TYPE (BellInboxRows, bell_inbox_rows, BELL, INBOX_ROWS, GObject)

/* Gives list, which is in scrolled, its model. Both must outlive the rows. */
BellInboxRows *bell_inbox_rows_new (BellInbox *inbox, GtkListView *list, GtkScrolledWindow *scrolled);

/* The inbox changed. */
void bell_inbox_rows_update (BellInboxRows *self);

G_END_DECLS
