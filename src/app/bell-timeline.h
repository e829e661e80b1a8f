/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BellTimeline:
 *
 * A list of #BellEntry with a #BellDay in front of each local day: what a list
 * view shows, for GTK 4.8 has no sections. Entries are expected in the order
 * of time, either way; a day that comes twice gets two headings.
 */
#define BELL_TYPE_TIMELINE (bell_timeline_get_type ())
G_DECLARE_FINAL_TYPE (BellTimeline, bell_timeline, BELL, TIMELINE, GObject)

BellTimeline *bell_timeline_new (GListModel *entries);

G_END_DECLS
