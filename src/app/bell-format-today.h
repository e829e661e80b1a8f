/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-day-view.h"

G_BEGIN_DECLS

/* What the page of a day says. All translated, plain text, and freed with g_free() unless const. */

/* The chart: events by hour and kind. */
char *bell_format_hours (gint64 since, guint hour);                              /* "10:00–11:00" */
char *bell_format_hour_events (const BellDayReport *report, guint hour);         /* "5 events: 3 orders, 2 products" */
char *bell_format_hour (const BellDayReport *report, guint hour);                /* both, with a colon between */
char *bell_format_chart (const BellDayReport *report);                           /* the whole chart in two sentences */

/* The strip: whether the shop could be heard. */
const char *bell_format_hearing (BellHearing hearing);                           /* "Heard" */
char *bell_format_gap_time (const BellGap *gap);                                 /* "14:02–14:06 · 4 min" */
char *bell_format_gap_reason (const BellGap *gap);                               /* a sentence */
char *bell_format_minute (const BellDayView *view, guint minute);                /* "14:03: …" */
char *bell_format_strip_day (const BellDayView *view, const char *shop);         /* the whole strip in sentences */

/* The numbers, as "name" and "value"; a value that nobody can know is "–". */
typedef enum
{
  BELL_NUMBER_WAITING,
  BELL_NUMBER_RECEIVED,
  BELL_NUMBER_MEDIAN,
  BELL_NUMBER_SLOWEST,
  BELL_NUMBER_TAKEN,
  BELL_NUMBER_SHOWN,
  BELL_NUMBER_SILENCED,
  BELL_NUMBER_COALESCED,
  BELL_NUMBER_DEAF,
  BELL_NUMBER_RECONNECTS,
  BELL_NUMBER_ROUND_TRIP,
  BELL_NUMBER_SKEW,
} BellNumber;
#define BELL_N_NUMBERS (BELL_NUMBER_SKEW + 1)

const char *bell_format_number_name (BellNumber number);
const char *bell_format_number_hint (BellNumber number); /* what it counts */
/* deaf_us, reconnects: of all shops that are looked at */
char *bell_format_number (BellNumber number, const BellDayReport *report, gint64 deaf_us, guint reconnects);

/* What the page cannot know. */
const char *bell_format_today_footnote (void);

G_END_DECLS
