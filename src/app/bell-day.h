/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * BellDay:
 *
 * The heading of one day in a #BellTimeline. Its words change at midnight, so
 * it knows a time of its day and not the words (see bell_format_day()).
 */
#define BELL_TYPE_DAY (bell_day_get_type ())
G_DECLARE_FINAL_TYPE (BellDay, bell_day, BELL, DAY, GObject)

BellDay *bell_day_new (gint64 time); /* Unix time in µs */
gint64 bell_day_get_time (BellDay *self);

G_END_DECLS
