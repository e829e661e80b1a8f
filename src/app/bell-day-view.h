/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-history-report.h"

G_BEGIN_DECLS

/* Whether a shop could be heard; of several that hold within a minute the last of these counts. */
typedef enum
{
  BELL_HEARING_FUTURE,  /* not yet */
  BELL_HEARING_HEARD,   /* all the time */
  BELL_HEARING_PAUSED,  /* somebody paused the shop */
  BELL_HEARING_UNKNOWN, /* the program did not run: nobody knows what the shop sent */
  BELL_HEARING_DEAF,
} BellHearing;
#define BELL_HEARING_N (BELL_HEARING_DEAF + 1)

#define BELL_DAY_MAX_MINUTES (BELL_DAY_MAX_HOURS * 60)

/* A shop was not heard for a while, for one reason after another. Unix times in µs, within the day. */
typedef struct
{
  BellHearing hearing; /* never HEARD */
  gint64 since;
  gint64 until;
  gboolean open; /* it is so now */
  char *state;   /* the first that tells why, as BellLinkSpan has it; NULL where the program did not run */
  char *reason;  /* (nullable) */
} BellGap;

/**
 * BellDayView:
 *
 * What is known of one shop's day, minute by minute. A minute counts as heard
 * only where it was heard throughout; a reconnect of under a second is no gap.
 */
typedef struct
{
  char *shop;
  gint64 since;
  gint64 now; /* or the day's end */
  guint n_minutes;
  guint8 minutes[BELL_DAY_MAX_MINUTES]; /* of BellHearing */
  gint64 total[BELL_HEARING_N];         /* µs, FUTURE excluded */
  guint reconnects;                     /* connections after the day's first */
  GPtrArray *gaps;                      /* of BellGap, in their order */
} BellDayView;

/*
 * now: Unix time in µs. listed: the shop is one of the program's: what the report has as open goes on until now.
 */
BellDayView *bell_day_view_new (const BellDayReport *report, const char *shop, gboolean listed, gint64 now);
void bell_day_view_free (BellDayView *view);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BellDayView, bell_day_view_free)

BellHearing bell_day_view_get_minute (const BellDayView *view, guint minute);

/* The gap that this minute is in, NULL: none. */
const BellGap *bell_day_view_find_gap (const BellDayView *view, guint minute);

/* (transfer full) (element-type utf8): the shops that the report knows anything of. */
GPtrArray *bell_day_view_list_shops (const BellDayReport *report);

G_END_DECLS
