/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-day-view.h"

#include "bell-session-state.h"

#include <string.h>

#define MINUTE_US (60 * (gint64) G_USEC_PER_SEC)

/* A planned reconnect, as after every refresh, is no gap that anybody could notice. */
#define SHORTEST_US ((gint64) G_USEC_PER_SEC)

static void
gap_free (gpointer data)
{
  BellGap *gap = data;

  g_free (gap->state);
  g_free (gap->reason);
  g_free (gap);
}

void
bell_day_view_free (BellDayView *view)
{
  g_ptr_array_unref (view->gaps);
  g_free (view->shop);
  g_free (view);
}

static gboolean
is_state (const char *name,
          BellSessionState state)
{
  return g_strcmp0 (name, bell_session_state_to_string (state)) == 0;
}

static BellHearing
hearing_of (const char *state)
{
  if (is_state (state, BELL_SESSION_ONLINE))
    return BELL_HEARING_HEARD;
  return is_state (state, BELL_SESSION_STOPPED) ? BELL_HEARING_PAUSED : BELL_HEARING_DEAF;
}

/* Being on the way says nothing about why it was away. */
static gboolean
is_telling (const char *state)
{
  return !is_state (state, BELL_SESSION_CONNECTING) && !is_state (state, BELL_SESSION_SIGNING_IN);
}

/* Gaps */

static BellGap *
last_gap (BellDayView *view)
{
  return view->gaps->len > 0 ? g_ptr_array_index (view->gaps, view->gaps->len - 1) : NULL;
}

static BellGap *
add_gap (BellDayView *view,
         BellHearing hearing,
         gint64 since,
         gint64 until)
{
  BellGap *last = last_gap (view);

  if (last != NULL && last->hearing == hearing && last->until >= since)
    {
      last->until = MAX (last->until, until);
      return last;
    }
  last = g_new0 (BellGap, 1);
  last->hearing = hearing;
  last->since = since;
  last->until = until;
  g_ptr_array_add (view->gaps, last);
  return last;
}

static void
note_span (BellDayView *view,
           const BellLinkSpan *span,
           gint64 since,
           gint64 until,
           gboolean open)
{
  BellHearing hearing = hearing_of (span->state);
  BellGap *gap;

  if (hearing == BELL_HEARING_HEARD)
    {
      view->total[hearing] += until - since;
      return;
    }
  gap = add_gap (view, hearing, since, until);
  gap->open = open;
  if (gap->state == NULL || (!is_telling (gap->state) && is_telling (span->state)))
    {
      g_free (gap->state);
      gap->state = g_strdup (span->state);
    }
  if (gap->reason == NULL)
    gap->reason = g_strdup (span->reason);
}

/* Spans are in their order and do not overlap; between them nobody knows anything. */
static void
walk (BellDayView *view,
      const BellDayReport *report,
      gboolean listed)
{
  gint64 at = view->since;
  gboolean connected = FALSE;

  for (guint i = 0; i < report->links->len; i++)
    {
      const BellLinkSpan *span = g_ptr_array_index (report->links, i);
      gboolean open = span->open && listed;
      gint64 since = CLAMP (span->since, at, view->now);
      gint64 until = CLAMP (open ? view->now : span->until, since, view->now);

      if (strcmp (span->shop, view->shop) != 0)
        continue;
      if (since > at)
        add_gap (view, BELL_HEARING_UNKNOWN, at, since);
      note_span (view, span, since, until, open && view->now < report->until);
      if (is_state (span->state, BELL_SESSION_ONLINE) && span->since >= view->since)
        view->reconnects += connected ? 1 : 0;
      connected = connected || is_state (span->state, BELL_SESSION_ONLINE);
      at = until;
    }
  if (at < view->now)
    add_gap (view, BELL_HEARING_UNKNOWN, at, view->now);
}

static void
drop_short_gaps (BellDayView *view)
{
  for (guint i = view->gaps->len; i > 0; i--)
    {
      BellGap *gap = g_ptr_array_index (view->gaps, i - 1);

      if (!gap->open && gap->until - gap->since < SHORTEST_US)
        {
          view->total[BELL_HEARING_HEARD] += gap->until - gap->since;
          g_ptr_array_remove_index (view->gaps, i - 1);
        }
      else
        view->total[gap->hearing] += gap->until - gap->since;
    }
}

/* Minutes */

static void
paint (BellDayView *view)
{
  guint elapsed = (guint) ((view->now - view->since + MINUTE_US - 1) / MINUTE_US);

  for (guint i = 0; i < MIN (elapsed, view->n_minutes); i++)
    view->minutes[i] = BELL_HEARING_HEARD;
  for (guint i = 0; i < view->gaps->len; i++)
    {
      const BellGap *gap = g_ptr_array_index (view->gaps, i);
      guint first = (guint) ((gap->since - view->since) / MINUTE_US);
      guint end = (guint) ((MAX (gap->until, gap->since + 1) - view->since + MINUTE_US - 1) / MINUTE_US);

      for (guint j = first; j < MIN (end, view->n_minutes); j++)
        view->minutes[j] = MAX (view->minutes[j], gap->hearing);
    }
}

BellDayView *
bell_day_view_new (const BellDayReport *report,
                   const char *shop,
                   gboolean listed,
                   gint64 now)
{
  BellDayView *view = g_new0 (BellDayView, 1);

  view->shop = g_strdup (shop);
  view->since = report->since;
  view->now = CLAMP (now, report->since, report->until);
  view->n_minutes = (guint) MIN ((report->until - report->since) / MINUTE_US, BELL_DAY_MAX_MINUTES);
  view->gaps = g_ptr_array_new_with_free_func (gap_free);
  walk (view, report, listed);
  drop_short_gaps (view);
  paint (view);
  return view;
}

BellHearing
bell_day_view_get_minute (const BellDayView *view,
                          guint minute)
{
  return minute < view->n_minutes ? (BellHearing) view->minutes[minute] : BELL_HEARING_FUTURE;
}

/* Of several in one minute the one that it is painted for. */
const BellGap *
bell_day_view_find_gap (const BellDayView *view,
                        guint minute)
{
  gint64 since = view->since + minute * MINUTE_US;

  for (guint i = 0; i < view->gaps->len; i++)
    {
      const BellGap *gap = g_ptr_array_index (view->gaps, i);

      if (gap->since < since + MINUTE_US && MAX (gap->until, gap->since + 1) > since &&
          gap->hearing == bell_day_view_get_minute (view, minute))
        return gap;
    }
  return NULL;
}

GPtrArray *
bell_day_view_list_shops (const BellDayReport *report)
{
  GPtrArray *shops = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < report->links->len; i++)
    {
      const BellLinkSpan *span = g_ptr_array_index (report->links, i);

      if (!g_ptr_array_find_with_equal_func (shops, span->shop, g_str_equal, NULL))
        g_ptr_array_add (shops, g_strdup (span->shop));
    }
  return shops;
}
