/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-announcer-policy.h"

#include "bell-entry-index.h"

#include <string.h>

#define MAX_CALM_STARTS 3 /* new bubbles within BELL_BURST_US */
#define RETRY_US (2 * G_USEC_PER_SEC)
#define MAX_RETRIES 6 /* two minutes, for a daemon that hangs; then only when it changes, or with the next event */

typedef struct
{
  char *key;
  gboolean summary;
  char *thing; /* what its events are about; (nullable) */
  BellBundle *bundle;
  BellEntry *newest;    /* (nullable) */
  BellVerdict *verdict; /* of newest; (nullable) */
  guint times;
  gint64 arrived; /* the newest event */
  gint64 shown;
  gboolean dirty; /* to be shown when BELL_UPDATE_US is over */
  guint seen;     /* the serial of its bundle when that was made which is on the screen */
} Bubble;

struct _BellAnnouncerPolicy
{
  BellAnnouncerOutput output;
  gpointer user_data;

  GPtrArray *bubbles; /* of Bubble, oldest first; never more than BELL_MAX_BUBBLES */
  BellBundle *lost;   /* what a daemon's end took away */
  guint reserved;
  guint64 last_key;

  gint64 starts[MAX_CALM_STARTS]; /* when the last bubbles were new, oldest first */
  gint64 summary_shown;
  gint64 reconnected; /* 0: not lately */
  gboolean started_since;
  guint failures;
  gint64 retry_due;
};

static void
bubble_free (gpointer data)
{
  Bubble *bubble = data;

  g_free (bubble->key);
  g_free (bubble->thing);
  g_clear_object (&bubble->newest);
  g_clear_pointer (&bubble->verdict, bell_verdict_unref);
  bell_bundle_free (bubble->bundle);
  g_free (bubble);
}

BellAnnouncerPolicy *
bell_announcer_policy_new (const BellAnnouncerOutput *output,
                           gpointer user_data)
{
  BellAnnouncerPolicy *policy = g_new0 (BellAnnouncerPolicy, 1);

  policy->output = *output;
  policy->user_data = user_data;
  policy->bubbles = g_ptr_array_new_with_free_func (bubble_free);
  policy->lost = bell_bundle_new ();
  for (guint i = 0; i < MAX_CALM_STARTS; i++)
    policy->starts[i] = G_MININT64 / 2;
  policy->summary_shown = G_MININT64 / 2;
  return policy;
}

void
bell_announcer_policy_free (BellAnnouncerPolicy *policy)
{
  g_ptr_array_unref (policy->bubbles);
  bell_bundle_free (policy->lost);
  g_free (policy);
}

/* Bubbles */

static Bubble *
get_bubble (BellAnnouncerPolicy *policy,
            guint i)
{
  return g_ptr_array_index (policy->bubbles, i);
}

static Bubble *
add_bubble (BellAnnouncerPolicy *policy,
            gboolean summary)
{
  Bubble *bubble = g_new0 (Bubble, 1);

  /* Never a key again: news of a bubble that went may still be on the way. */
  bubble->key = g_strdup_printf ("%s-%" G_GUINT64_FORMAT, summary ? "summary" : "event", ++policy->last_key);
  bubble->summary = summary;
  bubble->bundle = bell_bundle_new ();
  bubble->shown = summary ? policy->summary_shown : G_MININT64 / 2;
  g_ptr_array_add (policy->bubbles, bubble);
  return bubble;
}

static Bubble *
find_bubble (BellAnnouncerPolicy *policy,
             const char *key)
{
  for (guint i = 0; i < policy->bubbles->len; i++)
    if (strcmp (get_bubble (policy, i)->key, key) == 0)
      return get_bubble (policy, i);
  return NULL;
}

static Bubble *
find_summary (BellAnnouncerPolicy *policy)
{
  for (guint i = 0; i < policy->bubbles->len; i++)
    if (get_bubble (policy, i)->summary)
      return get_bubble (policy, i);
  return NULL;
}

static void
withdraw (BellAnnouncerPolicy *policy,
          Bubble *bubble)
{
  policy->output.withdraw (bubble->key, policy->user_data);
  g_ptr_array_remove (policy->bubbles, bubble);
}

static void
show (BellAnnouncerPolicy *policy,
      Bubble *bubble,
      gint64 now)
{
  const BellAnnouncement announcement = {
    .key = bubble->key,
    .version = bell_bundle_get_serial (bubble->bundle),
    .newest = bubble->newest,
    .verdict = bubble->verdict,
    .times = bubble->times,
    .bundle = bubble->bundle,
    .summary = bubble->summary,
  };

  bubble->dirty = FALSE;
  bubble->shown = now;
  if (bubble->summary)
    policy->summary_shown = now;
  policy->output.show (&announcement, policy->user_data); /* may be refused at once, and the bubble gone then */
}

/* Now, or as soon as the last time is long enough ago. */
static void
show_soon (BellAnnouncerPolicy *policy,
           Bubble *bubble,
           gint64 now)
{
  if (now - bubble->shown >= BELL_UPDATE_US)
    show (policy, bubble, now);
  else
    bubble->dirty = TRUE;
}

static void
set_newest (Bubble *bubble,
            BellEntry *entry,
            BellVerdict *verdict)
{
  g_set_object (&bubble->newest, entry);
  g_clear_pointer (&bubble->verdict, bell_verdict_unref);
  if (verdict != NULL)
    bubble->verdict = bell_verdict_ref (verdict);
}

/* Summaries */

/* All bubbles become one; it is shown by the caller, after the others went. */
static Bubble *
fold (BellAnnouncerPolicy *policy)
{
  Bubble *summary = find_summary (policy);

  if (summary == NULL)
    summary = add_bubble (policy, TRUE);
  for (guint i = 0; i < policy->bubbles->len;)
    {
      Bubble *bubble = get_bubble (policy, i);

      if (bubble == summary)
        {
          i++;
          continue;
        }
      if (bubble->arrived > summary->arrived)
        {
          summary->arrived = bubble->arrived;
          set_newest (summary, bubble->newest, bubble->verdict);
        }
      bell_bundle_take_all (summary->bundle, bubble->bundle);
      withdraw (policy, bubble);
    }
  summary->times = 1;
  return summary;
}

static gboolean
is_full (BellAnnouncerPolicy *policy)
{
  return policy->bubbles->len + policy->reserved >= BELL_MAX_BUBBLES;
}

static gboolean
in_burst (BellAnnouncerPolicy *policy,
          gint64 now)
{
  const Bubble *summary = find_summary (policy);

  if (summary != NULL && now - summary->arrived < BELL_BURST_US)
    return TRUE;
  if (now - policy->starts[0] < BELL_BURST_US)
    return TRUE;
  /* Right after a reconnect the second event is one too many: there may be a hundred. */
  return policy->reconnected != 0 && now - policy->reconnected < BELL_BURST_US && policy->started_since;
}

static void
note_start (BellAnnouncerPolicy *policy,
            gint64 now)
{
  memmove (policy->starts, policy->starts + 1, sizeof policy->starts - sizeof policy->starts[0]);
  policy->starts[MAX_CALM_STARTS - 1] = now;
  policy->started_since = TRUE;
}

void
bell_announcer_policy_reconnected (BellAnnouncerPolicy *policy,
                                   gint64 now)
{
  policy->reconnected = now;
  policy->started_since = FALSE;
}

/* Events */

static gboolean
is_identical (BellEntry *a,
              BellEntry *b)
{
  return g_strcmp0 (bell_entry_get_shop (a), bell_entry_get_shop (b)) == 0 &&
         g_strcmp0 (bell_entry_get_marker (a), bell_entry_get_marker (b)) == 0 &&
         g_strcmp0 (bell_entry_get_title (a), bell_entry_get_title (b)) == 0 &&
         g_strcmp0 (bell_entry_get_body (a), bell_entry_get_body (b)) == 0 &&
         bell_entry_has_same_payload (a, b);
}

/* The bubble of one event that this one repeats, or that is about the same thing. */
static Bubble *
find_own (BellAnnouncerPolicy *policy,
          BellEntry *entry,
          const char *thing,
          gint64 now)
{
  for (guint i = 0; i < policy->bubbles->len; i++)
    {
      Bubble *bubble = get_bubble (policy, i);
      gboolean repeated = bubble->newest != NULL && now - bubble->arrived <= BELL_SAME_US &&
                          is_identical (bubble->newest, entry);

      if (bubble->summary || (!repeated && (thing == NULL || g_strcmp0 (bubble->thing, thing) != 0)))
        continue;
      bubble->times = repeated ? bubble->times + 1 : 1;
      return bubble;
    }
  return NULL;
}

static Bubble *
find_or_make (BellAnnouncerPolicy *policy,
              BellEntry *entry,
              gint64 now)
{
  g_autofree char *thing = bell_entry_index_dup_thing (entry);
  Bubble *bubble = find_own (policy, entry, thing, now);

  if (bubble != NULL)
    return bubble;
  if (in_burst (policy, now) || is_full (policy))
    {
      policy->output.coalesced (entry, policy->user_data);
      return fold (policy);
    }
  bubble = add_bubble (policy, FALSE);
  bubble->thing = g_steal_pointer (&thing);
  bubble->times = 1;
  note_start (policy, now);
  return bubble;
}

void
bell_announcer_policy_add (BellAnnouncerPolicy *policy,
                           BellEntry *entry,
                           BellVerdict *verdict,
                           gint64 now)
{
  Bubble *bubble;

  if (!verdict->bubble)
    return;
  bubble = find_or_make (policy, entry, now);
  bell_bundle_add (bubble->bundle, entry, verdict);
  set_newest (bubble, entry, verdict);
  bubble->arrived = now;
  show_soon (policy, bubble, now);
}

/* An entry that its bubble still stands for was taken. */
static void
shrink (BellAnnouncerPolicy *policy,
        Bubble *bubble,
        BellEntry *entry,
        gint64 now)
{
  gboolean was_newest = entry == bubble->newest;
  gboolean repeated = bubble->times > 1 && bubble->newest != NULL && is_identical (entry, bubble->newest);

  if (bell_bundle_get_waiting (bubble->bundle) == 0
        ? was_newest || bubble->summary || repeated
        : was_newest && !bubble->summary && !repeated)
    {
      withdraw (policy, bubble);
      return;
    }
  if (repeated)
    bubble->times--;
  if (was_newest)
    set_newest (bubble, bell_bundle_get_last (bubble->bundle), NULL);
  if (repeated || bubble->summary)
    show_soon (policy, bubble, now);
}

void
bell_announcer_policy_acknowledged (BellAnnouncerPolicy *policy,
                                    BellEntry *entry,
                                    gint64 now)
{
  bell_bundle_remove (policy->lost, entry);
  for (guint i = 0; i < policy->bubbles->len; i++)
    if (bell_bundle_remove (get_bubble (policy, i)->bundle, entry))
      {
        shrink (policy, get_bubble (policy, i), entry, now);
        return;
      }
}

void
bell_announcer_policy_set_reserved (BellAnnouncerPolicy *policy,
                                    guint n,
                                    gint64 now)
{
  policy->reserved = MIN (n, BELL_MAX_BUBBLES - 1);
  if (policy->bubbles->len + policy->reserved > BELL_MAX_BUBBLES)
    show_soon (policy, fold (policy), now);
}

/* The daemon */

void
bell_announcer_policy_shown (BellAnnouncerPolicy *policy,
                             const char *key,
                             guint version)
{
  Bubble *bubble = find_bubble (policy, key);

  policy->failures = 0;
  if (bubble != NULL)
    bubble->seen = version;
}

void
bell_announcer_policy_closed (BellAnnouncerPolicy *policy,
                              const char *key,
                              gboolean lost,
                              gint64 now)
{
  Bubble *bubble = find_bubble (policy, key);

  if (bubble == NULL)
    return;
  if (lost)
    bell_bundle_take_all (policy->lost, bubble->bundle);
  else
    bell_bundle_take_newer (policy->lost, bubble->bundle, bubble->seen);
  g_ptr_array_remove (policy->bubbles, bubble);
  if (!lost)
    bell_announcer_policy_returned (policy, now);
}

void
bell_announcer_policy_failed (BellAnnouncerPolicy *policy,
                              const char *key,
                              gint64 now)
{
  Bubble *bubble = find_bubble (policy, key);

  if (bubble == NULL)
    return;
  bell_bundle_take_all (policy->lost, bubble->bundle);
  /* An older state of it may still stand there. */
  withdraw (policy, bubble);
  if (policy->failures < MAX_RETRIES)
    policy->retry_due = now + (RETRY_US << policy->failures++);
}

void
bell_announcer_policy_returned (BellAnnouncerPolicy *policy,
                                gint64 now)
{
  Bubble *summary;

  policy->retry_due = 0;
  if (bell_bundle_get_waiting (policy->lost) == 0)
    return;
  summary = fold (policy);
  bell_bundle_take_all (summary->bundle, policy->lost);
  if (summary->newest == NULL)
    set_newest (summary, bell_bundle_get_last (summary->bundle), NULL);
  show_soon (policy, summary, now);
}

/* Time */

gint64
bell_announcer_policy_get_due (BellAnnouncerPolicy *policy)
{
  gint64 due = policy->retry_due != 0 ? policy->retry_due : G_MAXINT64;

  for (guint i = 0; i < policy->bubbles->len; i++)
    if (get_bubble (policy, i)->dirty)
      due = MIN (due, get_bubble (policy, i)->shown + BELL_UPDATE_US);
  return due != G_MAXINT64 ? due : 0;
}

void
bell_announcer_policy_tick (BellAnnouncerPolicy *policy,
                            gint64 now)
{
  if (policy->retry_due != 0 && now >= policy->retry_due)
    bell_announcer_policy_returned (policy, now);
  for (guint i = 0; i < policy->bubbles->len; i++)
    if (get_bubble (policy, i)->dirty)
      show_soon (policy, get_bubble (policy, i), now);
}

guint
bell_announcer_policy_get_n_bubbles (BellAnnouncerPolicy *policy)
{
  return policy->bubbles->len;
}

const char *
bell_announcer_policy_find_key (BellAnnouncerPolicy *policy,
                                BellEntry *entry)
{
  for (guint i = 0; i < policy->bubbles->len; i++)
    if (get_bubble (policy, i)->newest == entry || bell_bundle_contains (get_bubble (policy, i)->bundle, entry))
      return get_bubble (policy, i)->key;
  return NULL;
}

const BellBundle *
bell_announcer_policy_find (BellAnnouncerPolicy *policy,
                            const char *key)
{
  const Bubble *bubble = find_bubble (policy, key);

  return bubble != NULL ? bubble->bundle : NULL;
}

GPtrArray *
bell_announcer_policy_list_seen (BellAnnouncerPolicy *policy,
                                 const char *key)
{
  const Bubble *bubble = find_bubble (policy, key);

  return bubble != NULL ? bell_bundle_list (bubble->bundle, bubble->seen) : g_ptr_array_new ();
}

BellEntry *
bell_announcer_policy_find_newest (BellAnnouncerPolicy *policy,
                                   const char *key,
                                   gboolean *summary)
{
  const Bubble *bubble = find_bubble (policy, key);

  *summary = bubble != NULL && bubble->summary && bell_bundle_get_count (bubble->bundle) > 1;
  return bubble != NULL ? bubble->newest : NULL;
}
