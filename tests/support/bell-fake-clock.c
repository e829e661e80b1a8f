/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-clock.h"

typedef struct
{
  guint id;
  gint64 due_us;
  GSourceOnceFunc func;
  gpointer user_data;
} Timer;

struct _BellFakeClock
{
  BellClock parent_instance;

  gint64 boot_us;
  gint64 wall_offset_us;
  guint last_id;
  GList *timers; /* of Timer, by due_us, then by id */
};

G_DEFINE_FINAL_TYPE (BellFakeClock, bell_fake_clock, BELL_TYPE_CLOCK)

static int
compare_timers (gconstpointer a,
                gconstpointer b)
{
  const Timer *left = a;
  const Timer *right = b;

  if (left->due_us != right->due_us)
    return left->due_us < right->due_us ? -1 : 1;
  return left->id < right->id ? -1 : 1;
}

static gint64
bell_fake_clock_get_boot_us (BellClock *clock)
{
  return BELL_FAKE_CLOCK (clock)->boot_us;
}

static gint64
bell_fake_clock_get_wall_us (BellClock *clock)
{
  BellFakeClock *self = BELL_FAKE_CLOCK (clock);

  return self->boot_us + self->wall_offset_us;
}

static guint
bell_fake_clock_add (BellClock *clock,
                     gint64 delay_ms,
                     GSourceOnceFunc func,
                     gpointer user_data)
{
  BellFakeClock *self = BELL_FAKE_CLOCK (clock);
  Timer *timer = g_new0 (Timer, 1);

  timer->id = ++self->last_id;
  timer->due_us = self->boot_us + MAX (delay_ms, 0) * 1000;
  timer->func = func;
  timer->user_data = user_data;
  self->timers = g_list_insert_sorted (self->timers, timer, compare_timers);
  return timer->id;
}

static void
bell_fake_clock_remove (BellClock *clock,
                        guint id)
{
  BellFakeClock *self = BELL_FAKE_CLOCK (clock);

  for (GList *l = self->timers; l != NULL; l = l->next)
    {
      Timer *timer = l->data;

      if (timer->id == id)
        {
          self->timers = g_list_delete_link (self->timers, l);
          g_free (timer);
          return;
        }
    }
  g_error ("Timer %u is removed twice, or after it ran", id);
}

static void
bell_fake_clock_finalize (GObject *object)
{
  BellFakeClock *self = BELL_FAKE_CLOCK (object);

  g_list_free_full (self->timers, g_free);
  G_OBJECT_CLASS (bell_fake_clock_parent_class)->finalize (object);
}

static void
bell_fake_clock_class_init (BellFakeClockClass *klass)
{
  BellClockClass *clock_class = BELL_CLOCK_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bell_fake_clock_finalize;
  clock_class->get_boot_us = bell_fake_clock_get_boot_us;
  clock_class->get_wall_us = bell_fake_clock_get_wall_us;
  clock_class->add = bell_fake_clock_add;
  clock_class->remove = bell_fake_clock_remove;
}

static void
bell_fake_clock_init (BellFakeClock *self)
{
  g_autoptr (GDateTime) start = g_date_time_new_utc (2026, 11, 23, 10, 0, 0);

  self->boot_us = 1000 * G_USEC_PER_SEC;
  self->wall_offset_us = g_date_time_to_unix (start) * G_USEC_PER_SEC - self->boot_us;
}

BellFakeClock *
bell_fake_clock_new (void)
{
  return g_object_new (BELL_TYPE_FAKE_CLOCK, NULL);
}

void
bell_fake_clock_advance (BellFakeClock *self,
                         gint64 ms)
{
  gint64 end = self->boot_us + ms * 1000;

  g_object_ref (self);
  while (self->timers != NULL && ((Timer *) self->timers->data)->due_us <= end)
    {
      g_autofree Timer *timer = self->timers->data;

      self->timers = g_list_delete_link (self->timers, self->timers);
      self->boot_us = MAX (self->boot_us, timer->due_us);
      timer->func (timer->user_data);
    }
  self->boot_us = MAX (self->boot_us, end);
  g_object_unref (self);
}

void
bell_fake_clock_jump (BellFakeClock *self,
                      gint64 ms)
{
  self->boot_us += ms * 1000;
}

gint64
bell_fake_clock_next_ms (BellFakeClock *self)
{
  if (self->timers == NULL)
    return -1;
  return MAX (((Timer *) self->timers->data)->due_us - self->boot_us, 0) / 1000;
}

guint
bell_fake_clock_n_timers (BellFakeClock *self)
{
  return g_list_length (self->timers);
}
