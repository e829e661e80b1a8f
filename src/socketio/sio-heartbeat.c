/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-heartbeat.h"

#define GRACE_MS 1000

struct _SioHeartbeat
{
  BellClock *clock;
  gint64 limit_ms;
  gint64 heard_us;
  gint64 due_us; /* when the running timer should fire */
  guint timer;
  gboolean in_grace;
  void (*expired) (gpointer);
  gpointer user_data;
};

static void timer_cb (gpointer user_data);

/* The timer is not moved by every byte, which would cost a burst more than its reading: what is heard moves it once half
 * of its time is over (sio_heartbeat_heard), and where it fires nevertheless it looks how far the deadline has gone. */
static void
arm (SioHeartbeat *self,
     gint64 delay_ms)
{
  self->due_us = bell_clock_get_boot_us (self->clock) + delay_ms * 1000;
  self->timer = bell_clock_add (self->clock, delay_ms, timer_cb, self);
}

static void
timer_cb (gpointer user_data)
{
  SioHeartbeat *self = user_data;
  gint64 now = bell_clock_get_boot_us (self->clock);
  gint64 left_ms = self->limit_ms - (now - self->heard_us) / 1000;
  gboolean late = now - self->due_us > GRACE_MS * 1000;

  self->timer = 0;
  if (left_ms > 0)
    {
      self->in_grace = FALSE;
      arm (self, left_ms);
    }
  else if (late && !self->in_grace)
    {
      self->in_grace = TRUE;
      arm (self, GRACE_MS);
    }
  else
    self->expired (self->user_data);
}

SioHeartbeat *
sio_heartbeat_new (BellClock *clock,
                   gint64 limit_ms,
                   void (*expired) (gpointer),
                   gpointer user_data)
{
  SioHeartbeat *self = g_new0 (SioHeartbeat, 1);

  self->clock = g_object_ref (clock);
  self->limit_ms = limit_ms;
  self->expired = expired;
  self->user_data = user_data;
  self->heard_us = bell_clock_get_boot_us (clock);
  arm (self, limit_ms);
  return self;
}

void
sio_heartbeat_free (SioHeartbeat *self)
{
  bell_clock_clear (self->clock, &self->timer);
  g_object_unref (self->clock);
  g_free (self);
}

void
sio_heartbeat_heard (SioHeartbeat *self)
{
  self->heard_us = bell_clock_get_boot_us (self->clock);
  /* With the server's ping, so that a quiet connection is woken by nothing else. */
  if (self->timer && self->due_us - self->heard_us < self->limit_ms * 1000 / 2)
    {
      bell_clock_clear (self->clock, &self->timer);
      self->in_grace = FALSE;
      arm (self, self->limit_ms);
    }
}

gboolean
sio_heartbeat_is_overdue (SioHeartbeat *self)
{
  return bell_clock_get_boot_us (self->clock) - self->heard_us >= self->limit_ms * 1000;
}
