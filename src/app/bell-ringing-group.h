/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-entry.h"
#include "bell-verdict.h"

G_BEGIN_DECLS

typedef struct _BellRingingGroup BellRingingGroup;

/* One event that waits. */
typedef struct
{
  BellEntry *entry;
  BellVerdict *verdict; /* how it rings; of the group: other texts may be in it */
  gint64 since;    /* boot time in µs when it came in; below 0 where that was before the computer started */
  gboolean heard;  /* it sounded, or it was loaded and sounds only once */
  gboolean raised; /* the window was asked for because of it */

  /* The group's own */
  BellRingingGroup *group;
  GSequenceIter *by_age;
  GSequenceIter *unheard;  /* (nullable) */
  GSequenceIter *unraised; /* (nullable) */
} BellRingingEvent;

/**
 * BellRingingGroup:
 *
 * Events that ring in the same way, by age: so it takes no longer to find the
 * one to ring for among a hundred thousand than among ten. Owns no event. All
 * times are boot times in µs.
 */
BellRingingGroup *bell_ringing_group_new (BellVerdict *verdict);
void bell_ringing_group_free (BellRingingGroup *group);

gboolean bell_ringing_group_is_of (const BellRingingGroup *group, const BellVerdict *verdict);
gboolean bell_ringing_group_is_empty (const BellRingingGroup *group);

/* Its entry, since, heard and raised are set. */
void bell_ringing_group_add (BellRingingGroup *group, BellRingingEvent *event);
void bell_ringing_group_remove (BellRingingGroup *group, BellRingingEvent *event);
void bell_ringing_group_forget_heard (BellRingingGroup *group, BellRingingEvent *event);

/* The loudest, and of the equally loud the newest, that is due; news: of those that did not sound yet. (nullable) */
const BellRingingEvent *bell_ringing_group_choose (BellRingingGroup *group, gint64 now, gboolean news);
void bell_ringing_group_mark_heard (BellRingingGroup *group, gint64 now);

/* The newest for which the window is to come to the front now; each is told once. (nullable) */
BellRingingEvent *bell_ringing_group_take_raise (BellRingingGroup *group, gint64 now);

/* When the next becomes more pressing by itself, G_MAXINT64: never. */
gint64 bell_ringing_group_get_next (BellRingingGroup *group, gint64 now);

/* Whether it waits for so long that it rings at full volume. */
gboolean bell_ringing_event_is_louder (const BellRingingEvent *event, gint64 now);

G_END_DECLS
