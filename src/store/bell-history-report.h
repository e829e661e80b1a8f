/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-history.h"

G_BEGIN_DECLS

/* 25: the day on which the clock is turned back. */
#define BELL_DAY_MAX_HOURS 25

/* What came of one kind, by the hours since the day began. */
typedef struct
{
  char *kind;
  guint count;
  guint hours[BELL_DAY_MAX_HOURS];
} BellDayKind;

/* A shop's link was in state since … until; what lies between two of them nobody knows: the program did not run. */
typedef struct
{
  char *shop;
  char *state; /* as bell_session_state_to_string() has it */
  char *reason; /* (nullable) */
  gint64 since;
  gint64 until;  /* while it is open: when the shop was last heard */
  gboolean open; /* it is so now, or the program was ended by force then */
} BellLinkSpan;

/* One day in numbers. Times are Unix times, all in µs. */
typedef struct
{
  gint64 since;
  gint64 until;
  guint n_hours;

  guint received;
  guint shown;     /* announced on their own */
  guint silenced;  /* by a rule or in quiet hours */
  guint coalesced; /* in another's bubble */
  guint taken;     /* acknowledged by somebody */
  guint waiting;   /* not acknowledged yet */
  guint waiting_in_all; /* the same, of any day */

  gint64 median_us; /* from received to taken, -1: nothing was taken */
  gint64 slowest_us;

  guint measures;       /* how often the two were measured */
  gint64 round_trip_us; /* the median, -1: never measured */
  gint64 skew_us;       /* the last: how far the shop's clock was ahead of this computer's */

  GPtrArray *kinds; /* of BellDayKind, by name */
  GPtrArray *links; /* of BellLinkSpan that touch the day, by their beginning */
} BellDayReport;
void bell_day_report_free (BellDayReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BellDayReport, bell_day_report_free)

/* The local day that moment (Unix time in µs) is in. shop: (nullable): all. */
void bell_history_report_async (BellHistory *self, const char *shop, gint64 moment, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
BellDayReport *bell_history_report_finish (BellHistory *self, GAsyncResult *result, GError **error);

G_END_DECLS
