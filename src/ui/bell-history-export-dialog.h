/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"
#include "bell-history-export.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Asks where to, writes what the filter shows (copied), and says in one sentence how it went;
 * says nothing where somebody thought better of it. done: called once, in the main context.
 */
typedef void (*BellExportDone) (const char *sentence, gpointer user_data);
void bell_history_export_dialog_run (GtkWidget *widget, BellContext *context, const BellHistoryFilter *filter,
                                     BellExportFormat format, BellExportDone done, gpointer user_data,
                                     GDestroyNotify free_data);

G_END_DECLS
