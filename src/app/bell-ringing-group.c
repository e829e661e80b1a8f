/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-ringing-group.h"

/* All lists are of BellRingingEvent, oldest first. */
struct _BellRingingGroup
{
  BellVerdict *verdict;
  GSequence *by_age;
  GSequence *unheard;
  GSequence *unraised;
};

BellRingingGroup *
bell_ringing_group_new (BellVerdict *verdict)
{
  BellRingingGroup *group = g_new0 (BellRingingGroup, 1);

  group->verdict = bell_verdict_ref (verdict);
  group->by_age = g_sequence_new (NULL);
  group->unheard = g_sequence_new (NULL);
  group->unraised = g_sequence_new (NULL);
  return group;
}

void
bell_ringing_group_free (BellRingingGroup *group)
{
  g_sequence_free (group->by_age);
  g_sequence_free (group->unheard);
  g_sequence_free (group->unraised);
  bell_verdict_unref (group->verdict);
  g_free (group);
}

gboolean
bell_ringing_group_is_of (const BellRingingGroup *group,
                          const BellVerdict *verdict)
{
  const BellVerdict *own = group->verdict;

  return own == verdict || (own->ring == verdict->ring && own->volume == verdict->volume &&
                            own->repeat == verdict->repeat && own->escalation.sound == verdict->escalation.sound &&
                            own->escalation.louder == verdict->escalation.louder &&
                            own->escalation.window == verdict->escalation.window &&
                            g_strcmp0 (own->sound, verdict->sound) == 0);
}

gboolean
bell_ringing_group_is_empty (const BellRingingGroup *group)
{
  return g_sequence_is_empty (group->by_age);
}

static int
compare_age (gconstpointer a,
             gconstpointer b,
             gpointer user_data)
{
  gint64 left = ((const BellRingingEvent *) a)->since, right = ((const BellRingingEvent *) b)->since;

  return left < right ? -1 : left > right ? 1 : 0;
}

void
bell_ringing_group_add (BellRingingGroup *group,
                        BellRingingEvent *event)
{
  event->group = group;
  event->verdict = group->verdict;
  event->by_age = g_sequence_insert_sorted (group->by_age, event, compare_age, NULL);
  if (group->verdict->ring == BELL_RING_SILENT)
    return;
  if (!event->heard)
    event->unheard = g_sequence_insert_sorted (group->unheard, event, compare_age, NULL);
  if (!event->raised && group->verdict->escalation.window >= 0)
    event->unraised = g_sequence_insert_sorted (group->unraised, event, compare_age, NULL);
}

void
bell_ringing_group_remove (BellRingingGroup *group,
                           BellRingingEvent *event)
{
  g_clear_pointer (&event->by_age, g_sequence_remove);
  g_clear_pointer (&event->unheard, g_sequence_remove);
  g_clear_pointer (&event->unraised, g_sequence_remove);
}

void
bell_ringing_group_forget_heard (BellRingingGroup *group,
                                 BellRingingEvent *event)
{
  event->heard = FALSE;
  if (event->unheard == NULL && group->verdict->ring != BELL_RING_SILENT)
    event->unheard = g_sequence_insert_sorted (group->unheard, event, compare_age, NULL);
}

/* What the escalation says */

/* The first that is not so many seconds old. */
static GSequenceIter *
find_younger (GSequence *list,
              int seconds,
              gint64 now)
{
  BellRingingEvent limit = { .since = now - seconds * G_USEC_PER_SEC };

  return g_sequence_search (list, &limit, compare_age, NULL);
}

/* The youngest that is so many seconds old, below 0: none ever is. (nullable) */
static const BellRingingEvent *
find_past (GSequence *list,
           int seconds,
           gint64 now)
{
  GSequenceIter *iter;

  if (seconds < 0)
    return NULL;
  iter = find_younger (list, seconds, now);
  return g_sequence_iter_is_begin (iter) ? NULL : g_sequence_get (g_sequence_iter_prev (iter));
}

gboolean
bell_ringing_event_is_louder (const BellRingingEvent *event,
                              gint64 now)
{
  int seconds = event->verdict->escalation.louder;

  return event->verdict->ring == BELL_RING_UNTIL_TAKEN && seconds >= 0 &&
         now - event->since >= seconds * G_USEC_PER_SEC;
}

const BellRingingEvent *
bell_ringing_group_choose (BellRingingGroup *group,
                           gint64 now,
                           gboolean news)
{
  const BellEscalation *escalation = &group->verdict->escalation;
  GSequence *list = news ? group->unheard : group->by_age;
  const BellRingingEvent *louder = NULL;

  if (group->verdict->ring == BELL_RING_SILENT || (!news && group->verdict->ring != BELL_RING_UNTIL_TAKEN) ||
      escalation->sound < 0)
    return NULL;
  if (group->verdict->ring == BELL_RING_UNTIL_TAKEN && escalation->louder >= 0)
    louder = find_past (list, MAX (escalation->sound, escalation->louder), now);
  return louder != NULL ? louder : find_past (list, escalation->sound, now);
}

void
bell_ringing_group_mark_heard (BellRingingGroup *group,
                               gint64 now)
{
  while (find_past (group->unheard, group->verdict->escalation.sound, now) != NULL)
    {
      BellRingingEvent *event = g_sequence_get (g_sequence_get_begin_iter (group->unheard));

      g_clear_pointer (&event->unheard, g_sequence_remove);
      event->heard = TRUE;
    }
}

BellRingingEvent *
bell_ringing_group_take_raise (BellRingingGroup *group,
                               gint64 now)
{
  BellRingingEvent *newest = NULL;

  while (find_past (group->unraised, group->verdict->escalation.window, now) != NULL)
    {
      newest = g_sequence_get (g_sequence_get_begin_iter (group->unraised));
      g_clear_pointer (&newest->unraised, g_sequence_remove);
      newest->raised = TRUE;
    }
  return newest;
}

static gint64
find_next (BellRingingGroup *group,
           int seconds,
           gint64 now)
{
  GSequenceIter *iter;

  if (seconds < 0)
    return G_MAXINT64;
  iter = find_younger (group->by_age, seconds, now);
  if (g_sequence_iter_is_end (iter))
    return G_MAXINT64;
  return ((BellRingingEvent *) g_sequence_get (iter))->since + seconds * G_USEC_PER_SEC;
}

gint64
bell_ringing_group_get_next (BellRingingGroup *group,
                             gint64 now)
{
  const BellEscalation *escalation = &group->verdict->escalation;
  gint64 next;

  if (group->verdict->ring == BELL_RING_SILENT)
    return G_MAXINT64;
  next = MIN (find_next (group, escalation->sound, now), find_next (group, escalation->louder, now));
  return MIN (next, find_next (group, escalation->window, now));
}
