/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  BELL_QUIET_SILENT,  /* the bubble comes without a sound */
  BELL_QUIET_NOTHING, /* neither sound nor bubble; it waits in the inbox */
} BellQuietWay;

#define BELL_ALL_DAYS 0x7f
#define BELL_MINUTES_A_DAY (24 * 60)

/* On each of days from one time of day to another; to at or before from is on the next day. */
typedef struct
{
  guint days; /* bit 0 Monday … bit 6 Sunday: where they begin; 0: there are none */
  int from;   /* minutes since midnight */
  int to;
  BellQuietWay way;
} BellQuietHours;

/* Whether when (Unix time in µs) falls in them. zone: (nullable): where the clock hangs, else this computer's. */
gboolean bell_quiet_hours_hold (const BellQuietHours *hours, gint64 when, GTimeZone *zone);

G_END_DECLS
