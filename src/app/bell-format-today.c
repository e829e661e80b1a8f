/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-format-today.h"

#include "bell-format-bubble.h"
#include "bell-format-entry.h"
#include "bell-format-self-test.h"
#include "bell-format.h"
#include "bell-session-state.h"

#include <glib/gi18n.h>

#define MINUTE_US (60 * (gint64) G_USEC_PER_SEC)
#define HOUR_US (60 * MINUTE_US)

/* The server says its time in whole seconds, and the answer was on its way. */
#define SKEW_US (2 * (gint64) G_USEC_PER_SEC)

static char *
format_range (gint64 since,
              gint64 until)
{
  g_autofree char *from = bell_format_clock_time (since);
  g_autofree char *to = bell_format_clock_time (until);

  /* TRANSLATORS: from one time of day to another */
  return g_strdup_printf (_("%s–%s"), from, to);
}

/* The chart */

char *
bell_format_hours (gint64 since,
                   guint hour)
{
  return format_range (since + hour * HOUR_US, since + (hour + 1) * HOUR_US);
}

static char *
format_events (guint count)
{
  if (count == 0)
    return g_strdup (_("no events"));
  return g_strdup_printf (ngettext ("%u event", "%u events", count), count);
}

/* "5 events: 3 orders, 2 products" of an hour, or of the whole day where hour is -1. */
static char *
format_by_kind (const BellDayReport *report,
                int hour)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *total = NULL;
  g_autofree char *list = NULL;
  guint counts[OE_N_KINDS] = { 0 };
  guint count = 0;

  for (guint i = 0; i < report->kinds->len; i++)
    {
      const BellDayKind *kind = g_ptr_array_index (report->kinds, i);

      counts[oe_kind_from_string (kind->kind)] += hour < 0 ? kind->count : kind->hours[hour];
    }
  for (int kind = 0; kind < OE_N_KINDS; kind++)
    {
      count += counts[kind];
      if (counts[kind] > 0)
        g_ptr_array_add (parts, bell_format_count_of_kind ((OeKind) kind, counts[kind]));
    }
  total = format_events (count);
  if (parts->len == 0)
    return g_steal_pointer (&total);
  g_ptr_array_add (parts, NULL);
  /* TRANSLATORS: what stands between "3 orders" and "2 products" */
  list = g_strjoinv (_(", "), (char **) parts->pdata);
  if (parts->len == 2)
    return g_steal_pointer (&list);
  /* TRANSLATORS: "5 events", and of which kinds */
  return g_strdup_printf (_("%s: %s"), total, list);
}

char *
bell_format_hour_events (const BellDayReport *report,
                         guint hour)
{
  return format_by_kind (report, (int) MIN (hour, BELL_DAY_MAX_HOURS - 1));
}

char *
bell_format_hour (const BellDayReport *report,
                  guint hour)
{
  g_autofree char *hours = bell_format_hours (report->since, hour);
  g_autofree char *events = bell_format_hour_events (report, hour);

  /* TRANSLATORS: an hour, and what happened in it */
  return g_strdup_printf (_("%s: %s"), hours, events);
}

char *
bell_format_chart (const BellDayReport *report)
{
  g_autofree char *all = format_by_kind (report, -1);
  g_autofree char *hours = NULL;
  guint busiest = 0, most = 0;

  for (guint hour = 0; hour < report->n_hours; hour++)
    {
      guint count = 0;

      for (guint i = 0; i < report->kinds->len; i++)
        count += ((const BellDayKind *) g_ptr_array_index (report->kinds, i))->hours[hour];
      if (count <= most)
        continue;
      busiest = hour;
      most = count;
    }
  if (most == 0)
    return g_strdup (_("Nothing was received on this day."));
  hours = bell_format_hours (report->since, busiest);
  /* TRANSLATORS: "5 events: 3 orders, 2 products"; an hour; a number of events */
  return g_strdup_printf (ngettext ("Received: %s. Most of it at %s: %u event.",
                                    "Received: %s. Most of it at %s: %u events.", most),
                          all, hours, most);
}

/* The strip */

const char *
bell_format_hearing (BellHearing hearing)
{
  switch (hearing)
    {
    case BELL_HEARING_HEARD:
      /* TRANSLATORS: in a legend: the shop could be heard */
      return _("Heard");
    case BELL_HEARING_PAUSED:
      /* TRANSLATORS: in a legend: somebody paused the shop */
      return _("Paused");
    case BELL_HEARING_UNKNOWN:
      /* TRANSLATORS: in a legend: the program did not run, so nobody knows */
      return _("Not running");
    case BELL_HEARING_DEAF:
      /* TRANSLATORS: in a legend: the shop could not be heard */
      return _("Not heard");
    case BELL_HEARING_FUTURE:
    default:
      /* TRANSLATORS: in a legend: the day has not come so far */
      return _("Not yet");
    }
}

char *
bell_format_gap_time (const BellGap *gap)
{
  g_autofree char *duration = bell_format_duration (gap->until - gap->since);
  g_autofree char *from = bell_format_clock_time (gap->since);
  g_autofree char *range = NULL;

  if (gap->open)
    /* TRANSLATORS: a time of day since which it is so, and for how long */
    return g_strdup_printf (_("Since %s · %s"), from, duration);
  range = format_range (gap->since, gap->until);
  /* TRANSLATORS: "14:02–14:06", and how long that is */
  return g_strdup_printf (_("%s · %s"), range, duration);
}

static const char *
deaf_reason (const char *state)
{
  static const struct
  {
    BellSessionState state;
    const char *sentence;
  } sentences[] = {
    { BELL_SESSION_SIGNED_OUT, N_("Nobody was signed in.") },
    { BELL_SESSION_SIGNING_IN, N_("Somebody was signing in.") },
    { BELL_SESSION_CONNECTING, N_("The connection was being made.") },
    { BELL_SESSION_WAITING, N_("The shop did not answer.") },
    { BELL_SESSION_OFFLINE, N_("This computer had no network.") },
    { BELL_SESSION_LOCKED, N_("The password store of this computer was locked.") },
    { BELL_SESSION_REFUSED, N_("The shop refused the connection.") },
    { BELL_SESSION_EXPIRED, N_("The shop had ended the sign-in.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (g_strcmp0 (state, bell_session_state_to_string (sentences[i].state)) == 0)
      return _(sentences[i].sentence);
  return _("The shop could not be heard.");
}

char *
bell_format_gap_reason (const BellGap *gap)
{
  switch (gap->hearing)
    {
    case BELL_HEARING_PAUSED:
      return g_strdup (_("Somebody paused the shop."));
    case BELL_HEARING_UNKNOWN:
      return g_strdup (_("Shopbell did not run: what the shop sent then is not known."));
    case BELL_HEARING_DEAF:
      if (gap->reason != NULL && *gap->reason != '\0')
        /* TRANSLATORS: a sentence that says why a shop was not heard, and more words about it */
        return g_strdup_printf (_("%s Events of that time may be missing. (%s)"), deaf_reason (gap->state), gap->reason);
      /* TRANSLATORS: %s is a sentence that says why a shop was not heard */
      return g_strdup_printf (_("%s Events of that time may be missing."), deaf_reason (gap->state));
    case BELL_HEARING_FUTURE:
    case BELL_HEARING_HEARD:
    default:
      return g_strdup ("");
    }
}

char *
bell_format_minute (const BellDayView *view,
                    guint minute)
{
  const BellGap *gap = bell_day_view_find_gap (view, minute);
  g_autofree char *time = bell_format_clock_time (view->since + minute * MINUTE_US);
  g_autofree char *when = NULL;
  g_autofree char *why = NULL;

  if (gap == NULL)
    /* TRANSLATORS: a time of day, and "Heard", "Not yet" */
    return g_strdup_printf (_("%s: %s"), time, bell_format_hearing (bell_day_view_get_minute (view, minute)));
  when = bell_format_gap_time (gap);
  why = bell_format_gap_reason (gap);
  /* TRANSLATORS: "14:02–14:06 · 4 min", "Not heard", and a sentence that says why */
  return g_strdup_printf (_("%s: %s. %s"), when, bell_format_hearing (gap->hearing), why);
}

static void
append_total (GString *text,
              const BellDayView *view,
              BellHearing hearing)
{
  g_autofree char *duration = bell_format_duration (view->total[hearing]);

  if (view->total[hearing] < G_USEC_PER_SEC)
    return;
  /* TRANSLATORS: "Not heard", and for how long in all */
  g_string_append_printf (text, _(" %s: %s."), bell_format_hearing (hearing), duration);
}

char *
bell_format_strip_day (const BellDayView *view,
                       const char *shop)
{
  GString *text = g_string_new (NULL);

  /* TRANSLATORS: %s is the name of a shop; what follows is how long it was heard, and how long not */
  g_string_append_printf (text, _("Could %s be heard?"), shop);
  append_total (text, view, BELL_HEARING_HEARD);
  append_total (text, view, BELL_HEARING_DEAF);
  append_total (text, view, BELL_HEARING_PAUSED);
  append_total (text, view, BELL_HEARING_UNKNOWN);
  return g_string_free (text, FALSE);
}

/* The numbers */

static const struct
{
  const char *name;
  const char *hint;
} numbers[BELL_N_NUMBERS] = {
  /* TRANSLATORS: the names of numbers of a day, and what they mean */
  [BELL_NUMBER_WAITING] = { N_("Waiting now"), N_("Events of any day that nobody took yet") },
  [BELL_NUMBER_RECEIVED] = { N_("Received"), N_("Events that reached this computer; how many the shop sent is not known") },
  [BELL_NUMBER_MEDIAN] = { N_("Time to take"), N_("Half of the events were taken faster than this") },
  [BELL_NUMBER_SLOWEST] = { N_("Slowest"), N_("The longest that an event waited until somebody took it") },
  [BELL_NUMBER_TAKEN] = { N_("Taken"), N_("Events that somebody took, here or elsewhere") },
  [BELL_NUMBER_SHOWN] = { N_("Shown"), N_("Events with a bubble of their own") },
  [BELL_NUMBER_SILENCED] = { N_("Silenced by rule"), N_("Events without a bubble, by a rule or in quiet hours") },
  [BELL_NUMBER_COALESCED] = { N_("In a summary"), N_("Events that shared one bubble, because many came at once") },
  [BELL_NUMBER_DEAF] = { N_("Not heard"), N_("How long the shop could not be heard while Shopbell ran") },
  [BELL_NUMBER_RECONNECTS] = { N_("Reconnects"), N_("Connections after the first of the day") },
  [BELL_NUMBER_ROUND_TRIP] = { N_("Round trip"), N_("How long the shop took to answer, in the middle") },
  [BELL_NUMBER_SKEW] = { N_("Clock"), N_("How far this computer’s clock is from the shop’s") },
};

const char *
bell_format_number_name (BellNumber number)
{
  return _(numbers[number].name);
}

const char *
bell_format_number_hint (BellNumber number)
{
  return _(numbers[number].hint);
}

static char *
format_delay (gint64 us)
{
  /* TRANSLATORS: a number that is not known */
  return us < 0 ? g_strdup (_("–")) : bell_format_duration (us);
}

static char *
format_skew (const BellDayReport *report)
{
  g_autofree char *duration = NULL;

  if (report->round_trip_us < 0)
    return g_strdup (_("–"));
  if (ABS (report->skew_us) < SKEW_US)
    /* TRANSLATORS: this computer's clock */
    return g_strdup (_("right"));
  duration = bell_format_duration (ABS (report->skew_us));
  /* TRANSLATORS: this computer's clock is so much behind or ahead of the shop's */
  return report->skew_us > 0 ? g_strdup_printf (_("%s slow"), duration) : g_strdup_printf (_("%s fast"), duration);
}

char *
bell_format_number (BellNumber number,
                    const BellDayReport *report,
                    gint64 deaf_us,
                    guint reconnects)
{
  switch (number)
    {
    case BELL_NUMBER_WAITING:
      return g_strdup_printf ("%u", report->waiting_in_all);
    case BELL_NUMBER_RECEIVED:
      return g_strdup_printf ("%u", report->received);
    case BELL_NUMBER_MEDIAN:
      return format_delay (report->median_us);
    case BELL_NUMBER_SLOWEST:
      return format_delay (report->slowest_us);
    case BELL_NUMBER_TAKEN:
      return g_strdup_printf ("%u", report->taken);
    case BELL_NUMBER_SHOWN:
      return g_strdup_printf ("%u", report->shown);
    case BELL_NUMBER_SILENCED:
      return g_strdup_printf ("%u", report->silenced);
    case BELL_NUMBER_COALESCED:
      return g_strdup_printf ("%u", report->coalesced);
    case BELL_NUMBER_DEAF:
      return bell_format_duration (deaf_us);
    case BELL_NUMBER_RECONNECTS:
      return g_strdup_printf ("%u", reconnects);
    case BELL_NUMBER_ROUND_TRIP:
      return report->round_trip_us < 0 ? g_strdup (_("–")) : bell_format_self_test_time (report->round_trip_us);
    case BELL_NUMBER_SKEW:
    default:
      return format_skew (report);
    }
}

const char *
bell_format_today_footnote (void)
{
  return _("The shop numbers its events neither, nor repeats them: what was sent while it could not be heard shows "
           "nowhere here.");
}
