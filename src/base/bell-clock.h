/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define BELL_TYPE_CLOCK (bell_clock_get_type ())
G_DECLARE_DERIVABLE_TYPE (BellClock, bell_clock, BELL, CLOCK, GObject)

/**
 * BellClock:
 *
 * What time it is, and one-shot timers that go on counting while the computer
 * sleeps. Everything that waits takes a clock, so that a test can turn its
 * hands; no wait in the program reads the system's clock by itself.
 *
 * A clock belongs to the thread and the main context it was made in.
 */
struct _BellClockClass
{
  GObjectClass parent_class;

  gint64 (*get_boot_us) (BellClock *self);
  gint64 (*get_wall_us) (BellClock *self);
  guint (*add) (BellClock *self, gint64 delay_ms, GSourceOnceFunc func, gpointer user_data);
  void (*remove) (BellClock *self, guint id);
};

BellClock *bell_clock_new (void);

/* Microseconds since boot, time asleep included; never jumps. */
gint64 bell_clock_get_boot_us (BellClock *self);

/* Microseconds since 1970 UTC; jumps when the time is set. For showing and storing only. */
gint64 bell_clock_get_wall_us (BellClock *self);

/* Calls func once in the clock's main context, delay_ms of boot time from now. Returns an id > 0. */
guint bell_clock_add (BellClock *self, gint64 delay_ms, GSourceOnceFunc func, gpointer user_data);

/* Takes the timer *id back, if there is one, and sets *id to 0. A timer's func must itself zero its id first. */
void bell_clock_clear (BellClock *self, guint *id);

G_END_DECLS
