/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-ringing-group.h"
#include "bell-test.h"

#include <string.h>

/* The group against what it stands for: looking at every event. */

#define N_EVENTS 40
#define N_STEPS 400
#define N_VERDICTS 60

static BellRingingEvent events[N_EVENTS];
static gboolean is_in[N_EVENTS];

static gboolean
is_past (const BellRingingEvent *event,
         int seconds,
         gint64 now)
{
  return seconds >= 0 && now - event->since >= seconds * G_USEC_PER_SEC;
}

static const BellRingingEvent *
choose_by_looking (const BellVerdict *verdict,
                   gint64 now,
                   gboolean news)
{
  const BellRingingEvent *best = NULL;

  if (verdict->ring == BELL_RING_SILENT || (!news && verdict->ring != BELL_RING_UNTIL_TAKEN))
    return NULL;
  for (guint i = 0; i < N_EVENTS; i++)
    {
      const BellRingingEvent *event = &events[i];

      if (!is_in[i] || (news && event->heard) || !is_past (event, verdict->escalation.sound, now))
        continue;
      if (best == NULL || (bell_ringing_event_is_louder (event, now) && !bell_ringing_event_is_louder (best, now)) ||
          (bell_ringing_event_is_louder (event, now) == bell_ringing_event_is_louder (best, now) &&
           event->since > best->since))
        best = event;
    }
  return best;
}

static gint64
find_next_by_looking (const BellVerdict *verdict,
                      gint64 now)
{
  const int delays[] = { verdict->escalation.sound, verdict->escalation.louder, verdict->escalation.window };
  gint64 next = G_MAXINT64;

  for (guint i = 0; i < N_EVENTS * G_N_ELEMENTS (delays); i++)
    {
      const BellRingingEvent *event = &events[i / G_N_ELEMENTS (delays)];
      int delay = delays[i % G_N_ELEMENTS (delays)];

      if (is_in[i / G_N_ELEMENTS (delays)] && delay >= 0 && event->since + delay * G_USEC_PER_SEC > now)
        next = MIN (next, event->since + delay * G_USEC_PER_SEC);
    }
  return verdict->ring == BELL_RING_SILENT ? G_MAXINT64 : next;
}

static void
check (BellRingingGroup *group,
       const BellVerdict *verdict,
       gint64 now)
{
  const BellRingingEvent *raised = NULL;

  for (int news = 0; news < 2; news++)
    g_assert_true (bell_ringing_group_choose (group, now, news) == choose_by_looking (verdict, now, news));
  g_assert_cmpint (bell_ringing_group_get_next (group, now), ==, find_next_by_looking (verdict, now));
  if (g_test_rand_bit ())
    return;

  for (guint i = 0; i < N_EVENTS; i++)
    if (is_in[i] && verdict->ring != BELL_RING_SILENT && !events[i].raised &&
        is_past (&events[i], verdict->escalation.window, now) && (raised == NULL || events[i].since > raised->since))
      raised = &events[i];
  g_assert_true (bell_ringing_group_take_raise (group, now) == raised);
  g_assert_null (bell_ringing_group_take_raise (group, now));
  bell_ringing_group_mark_heard (group, now);
  for (guint i = 0; i < N_EVENTS; i++)
    if (is_in[i] && verdict->ring != BELL_RING_SILENT && is_past (&events[i], verdict->escalation.sound, now))
      g_assert_true (events[i].heard);
}

/* One of the events comes, goes, or is to be heard again. */
static void
change (BellRingingGroup *group,
        gint64 now)
{
  guint i = g_test_rand_int_range (0, N_EVENTS);

  if (is_in[i] && g_test_rand_int_range (0, 4) == 0)
    bell_ringing_group_forget_heard (group, &events[i]);
  else if (is_in[i])
    bell_ringing_group_remove (group, &events[i]);
  else
    {
      /* The low digits make each unlike all others: which of two equals is chosen is nobody's business. */
      gint64 age = g_test_rand_int_range (0, 30) * G_USEC_PER_SEC;

      events[i] = (BellRingingEvent) { .since = now - age + i, .heard = g_test_rand_bit () };
      bell_ringing_group_add (group, &events[i]);
      is_in[i] = TRUE;
      return;
    }
  is_in[i] = events[i].by_age != NULL;
}

static void
test_like_looking (void)
{
  for (guint v = 0; v < N_VERDICTS; v++)
    {
      g_autoptr (BellVerdict) verdict = bell_verdict_new ();
      BellRingingGroup *group;
      gint64 now = 0;

      verdict->ring = g_test_rand_int_range (0, BELL_N_RINGS);
      verdict->escalation = (BellEscalation) { g_test_rand_int_range (-1, 10), g_test_rand_int_range (-1, 20),
                                               g_test_rand_int_range (-1, 30) };
      group = bell_ringing_group_new (verdict);
      for (guint i = 0; i < N_STEPS; i++)
        {
          now += g_test_rand_int_range (0, 2000) * G_TIME_SPAN_MILLISECOND;
          change (group, now);
          check (group, verdict, now);
        }
      for (guint i = 0; i < N_EVENTS; i++)
        if (is_in[i])
          bell_ringing_group_remove (group, &events[i]);
      g_assert_true (bell_ringing_group_is_empty (group));
      memset (is_in, 0, sizeof is_in);
      bell_ringing_group_free (group);
    }
}

/* Other texts are no other way to ring, all else is. */
static void
test_is_of (void)
{
  g_autoptr (BellVerdict) verdict = bell_verdict_new ();
  BellRingingGroup *group = bell_ringing_group_new (verdict);

  for (guint i = 0; i < 7; i++)
    {
      g_autoptr (BellVerdict) other = bell_verdict_new ();

      g_free (other->title);
      other->title = g_strdup ("Another");
      g_assert_true (bell_ringing_group_is_of (group, other));
      if (i == 0)
        other->ring = BELL_RING_ONCE;
      else if (i == 1)
        other->volume += 0.1;
      else if (i == 2)
        other->repeat++;
      else if (i == 3)
        other->escalation.sound++;
      else if (i == 4)
        other->escalation.louder++;
      else if (i == 5)
        other->escalation.window++;
      else
        {
          g_free (other->sound);
          other->sound = g_strdup ("another");
        }
      g_assert_false (bell_ringing_group_is_of (group, other));
    }
  bell_ringing_group_free (group);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/ringing-group/like-looking", test_like_looking);
  g_test_add_func ("/ringing-group/is-of", test_is_of);
  return g_test_run ();
}
