/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-bundle.h"

G_BEGIN_DECLS

/* GNOME keeps no more of one program; the bubble that says a shop cannot be heard is among them. */
#define BELL_MAX_BUBBLES 3

#define BELL_BURST_US (5 * G_USEC_PER_SEC)     /* more than three new bubbles within it are a burst; it ends after as long a calm */
#define BELL_SAME_US (2 * G_USEC_PER_SEC)      /* identical events within it share a bubble */
#define BELL_UPDATE_US (1 * G_USEC_PER_SEC)    /* a bubble changes at most once in it */

/* One bubble as it is to be shown. Borrowed, for the call only. */
typedef struct
{
  const char *key;
  guint version;            /* what bell_announcer_policy_shown() is to be told */
  BellEntry *newest;        /* (nullable): all that wait have been there before */
  const BellVerdict *verdict; /* newest's; (nullable): use its own texts */
  guint times;              /* so many identical events, 1: the usual */
  const BellBundle *bundle; /* what it stands for */
  gboolean summary;         /* of different events */
} BellAnnouncement;

typedef struct
{
  void (*show) (const BellAnnouncement *announcement, gpointer user_data);
  void (*withdraw) (const char *key, gpointer user_data);
  void (*coalesced) (BellEntry *entry, gpointer user_data); /* it got no bubble of its own */
} BellAnnouncerOutput;

/**
 * BellAnnouncerPolicy:
 *
 * Which bubbles there are, and what each stands for. One per event while it is
 * calm; the same thing replaces its bubble; a burst, a fourth bubble, and what
 * comes right after a reconnect become one summary. Knows no clock, no daemon
 * and no text: every call says what time it is (µs, boot time), and the output
 * is told what to show. Nothing takes time that grows with the number of events.
 */
typedef struct _BellAnnouncerPolicy BellAnnouncerPolicy;

BellAnnouncerPolicy *bell_announcer_policy_new (const BellAnnouncerOutput *output, gpointer user_data);
void bell_announcer_policy_free (BellAnnouncerPolicy *policy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BellAnnouncerPolicy, bell_announcer_policy_free)

void bell_announcer_policy_add (BellAnnouncerPolicy *policy, BellEntry *entry, BellVerdict *verdict, gint64 now);
void bell_announcer_policy_acknowledged (BellAnnouncerPolicy *policy, BellEntry *entry, gint64 now);
void bell_announcer_policy_reconnected (BellAnnouncerPolicy *policy, gint64 now);

/* How many bubbles others show; at least one place stays. */
void bell_announcer_policy_set_reserved (BellAnnouncerPolicy *policy, guint n, gint64 now);

/*
 * News of the daemon. version: of the announcement that is now on the screen. lost: the daemon is gone, and its bubbles
 * with it, unseen perhaps. What joined a bubble that was closed, and never stood in it, gets another.
 */
void bell_announcer_policy_shown (BellAnnouncerPolicy *policy, const char *key, guint version);
void bell_announcer_policy_closed (BellAnnouncerPolicy *policy, const char *key, gboolean lost, gint64 now);
void bell_announcer_policy_failed (BellAnnouncerPolicy *policy, const char *key, gint64 now);
void bell_announcer_policy_returned (BellAnnouncerPolicy *policy, gint64 now); /* it answers again */

/* When to call tick(): 0: never. */
gint64 bell_announcer_policy_get_due (BellAnnouncerPolicy *policy);
void bell_announcer_policy_tick (BellAnnouncerPolicy *policy, gint64 now);

/* The key of the bubble that stands for entry, NULL: none does. (transfer none), until the next call. */
const char *bell_announcer_policy_find_key (BellAnnouncerPolicy *policy, BellEntry *entry);

guint bell_announcer_policy_get_n_bubbles (BellAnnouncerPolicy *policy);

/* What a bubble stands for; NULL: there is none of this key. (transfer none), until the next call. */
const BellBundle *bell_announcer_policy_find (BellAnnouncerPolicy *policy, const char *key);

/* (element-type BellEntry) (transfer full): what waits, and was in the bubble as it stands on the screen; newest first. */
GPtrArray *bell_announcer_policy_list_seen (BellAnnouncerPolicy *policy, const char *key);
BellEntry *bell_announcer_policy_find_newest (BellAnnouncerPolicy *policy, const char *key, gboolean *summary);

G_END_DECLS
