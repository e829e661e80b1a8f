/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

G_BEGIN_DECLS

/*
 * What helps whoever is asked for help, as a JSON text for people to look at before they send it:
 * versions, desktop, settings, how the shops stand, today's numbers and when they were heard. Nothing of
 * what came from a shop's customers is in it, no login, and no secret.
 *
 * toolkit: what draws, in its own words ("GTK 4.8.3"), which nobody knows here; (nullable).
 */
void bell_support_report_async (BellContext *context, const char *toolkit, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
char *bell_support_report_finish (BellContext *context, GAsyncResult *result, GError **error);

/* "shopbell-report-2026-11-24.json" */
char *bell_support_report_dup_name (gint64 unix_us);

G_END_DECLS
