/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-ear.h"

/* To connect after waking up, or after a loss that was noticed late because of sleep. */
#define GRACE_US (15 * G_USEC_PER_SEC)

BellEar *
bell_ear_new (BellShop *shop)
{
  BellEar *ear = g_new0 (BellEar, 1);

  ear->shop = g_object_ref (shop);
  return ear;
}

void
bell_ear_free (BellEar *ear)
{
  g_object_unref (ear->shop);
  g_free (ear);
}

gint64
bell_ear_due_at (const BellEar *ear,
                 gint64 after)
{
  if (ear->unheard_since == 0 || after == 0)
    return G_MAXINT64;
  switch (bell_session_get_state (bell_shop_get_session (ear->shop)))
    {
    case BELL_SESSION_REFUSED:
    case BELL_SESSION_EXPIRED:
    case BELL_SESSION_LOCKED:
      return ear->unheard_since;
    case BELL_SESSION_SIGNED_OUT:
    case BELL_SESSION_SIGNING_IN:
    case BELL_SESSION_CONNECTING:
    case BELL_SESSION_WAITING:
    case BELL_SESSION_OFFLINE:
      return MAX (ear->unheard_since + after, ear->not_before);
    case BELL_SESSION_ONLINE: /* and yet an event did not come */
      return ear->unheard_since;
    case BELL_SESSION_STOPPED:
    default:
      return G_MAXINT64;
    }
}

gint64
bell_ear_hear (BellEar *ear,
               gint64 now,
               gint64 after)
{
  gint64 gap = ear->unheard_since != 0 ? now - ear->unheard_since : 0;
  gboolean tell = gap > 0 && (ear->deaf || (ear->was_heard && gap >= after));

  ear->unheard_since = 0;
  ear->was_heard = TRUE;
  ear->deaf = FALSE;
  return tell ? gap : 0;
}

/* The last byte is what counts: a lost connection is noticed later, after sleep much later. */
void
bell_ear_fall_silent (BellEar *ear,
                      gint64 now,
                      gint64 after)
{
  gint64 heard = bell_session_get_last_heard (bell_shop_get_session (ear->shop));

  if (ear->unheard_since != 0)
    return;
  ear->unheard_since = ear->was_heard && heard > 0 ? heard : now;
  /* Noticed too late for the alarm to be in time, it may be over in a moment. */
  ear->not_before = now - ear->unheard_since >= after ? now + GRACE_US : now;
}

void
bell_ear_miss (BellEar *ear,
               gint64 now,
               gint64 age)
{
  if (ear->unheard_since == 0)
    ear->unheard_since = MAX (now - MAX (age, 0), 1);
}

void
bell_ear_close (BellEar *ear)
{
  ear->unheard_since = 0;
  ear->deaf = ear->was_heard = FALSE;
}

void
bell_ear_wake (BellEar *ear,
               gint64 now)
{
  ear->not_before = now + GRACE_US;
}
