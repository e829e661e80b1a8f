/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-rules.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Texts of the page of rules: translated, plain. */

const char *bell_format_urgency (BellUrgency urgency);      /* "Quiet", "Normal", "Urgent" */
const char *bell_format_choice (const BellRuleChoice *choice); /* "Shows a bubble that stays …" */

/* What is wrong with a marker somebody types, NULL: nothing (or nothing typed yet). */
const char *bell_format_marker_problem (const char *marker);

/*
 * (transfer full): sorted markers of shop's events in entries (lists of BellEntry) that are
 * not in known (nullable); looks at the newest BELL_SEEN_MAX entries of each.
 */
#define BELL_SEEN_MAX 500
char **bell_format_seen_markers (GListModel *waiting, GListModel *earlier, const char *shop,
                                 const char *const *known);

G_END_DECLS
