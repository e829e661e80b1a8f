/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "siocat-clock.h"

typedef struct
{
  guint id;
  gint64 due_us;
  GSourceOnceFunc func;
  gpointer user_data;
} Wait;

struct _SiocatClock
{
  BellClock parent_instance;

  gint64 ahead_us;
  guint last_id;
  GList *waits;    /* of Wait, the next one first */
  guint real_timer; /* until the next one */
};

G_DEFINE_FINAL_TYPE (SiocatClock, siocat_clock, BELL_TYPE_CLOCK)

#define PARENT BELL_CLOCK_CLASS (siocat_clock_parent_class)

static void arm (SiocatClock *self);

static gint64
siocat_clock_get_boot_us (BellClock *clock)
{
  return PARENT->get_boot_us (clock) + SIOCAT_CLOCK (clock)->ahead_us;
}

static gint64
siocat_clock_get_wall_us (BellClock *clock)
{
  return PARENT->get_wall_us (clock) + SIOCAT_CLOCK (clock)->ahead_us;
}

static void
next_is_due_cb (gpointer user_data)
{
  g_autoptr (SiocatClock) self = g_object_ref (user_data);
  gint64 now = siocat_clock_get_boot_us (BELL_CLOCK (self));

  self->real_timer = 0;
  while (self->waits != NULL && ((Wait *) self->waits->data)->due_us <= now)
    {
      g_autofree Wait *wait = self->waits->data;

      self->waits = g_list_delete_link (self->waits, self->waits);
      wait->func (wait->user_data);
    }
  arm (self);
}

static void
arm (SiocatClock *self)
{
  gint64 left_us;

  if (self->real_timer != 0)
    PARENT->remove (BELL_CLOCK (self), self->real_timer);
  self->real_timer = 0;
  if (self->waits == NULL)
    return;
  left_us = ((Wait *) self->waits->data)->due_us - siocat_clock_get_boot_us (BELL_CLOCK (self));
  self->real_timer = PARENT->add (BELL_CLOCK (self), (MAX (left_us, 0) + 999) / 1000, next_is_due_cb, self);
}

/* After its equals, which were there first. */
static void
insert (SiocatClock *self,
        Wait *wait)
{
  GList *l = self->waits;

  while (l != NULL && ((Wait *) l->data)->due_us <= wait->due_us)
    l = l->next;
  self->waits = g_list_insert_before (self->waits, l, wait);
}

static guint
siocat_clock_add (BellClock *clock,
                  gint64 delay_ms,
                  GSourceOnceFunc func,
                  gpointer user_data)
{
  SiocatClock *self = SIOCAT_CLOCK (clock);
  Wait *wait = g_new0 (Wait, 1);

  wait->id = ++self->last_id;
  wait->due_us = siocat_clock_get_boot_us (clock) + MAX (delay_ms, 0) * 1000;
  wait->func = func;
  wait->user_data = user_data;
  insert (self, wait);
  arm (self);
  return wait->id;
}

static void
siocat_clock_remove (BellClock *clock,
                     guint id)
{
  SiocatClock *self = SIOCAT_CLOCK (clock);

  for (GList *l = self->waits; l != NULL; l = l->next)
    {
      Wait *wait = l->data;

      if (wait->id == id)
        {
          self->waits = g_list_delete_link (self->waits, l);
          g_free (wait);
          arm (self);
          return;
        }
    }
}

void
siocat_clock_advance (SiocatClock *self,
                      gint64 ms)
{
  self->ahead_us += ms * 1000;
  arm (self);
}

static void
siocat_clock_finalize (GObject *object)
{
  SiocatClock *self = SIOCAT_CLOCK (object);

  g_list_free_full (self->waits, g_free);
  G_OBJECT_CLASS (siocat_clock_parent_class)->finalize (object);
}

static void
siocat_clock_class_init (SiocatClockClass *klass)
{
  BellClockClass *clock_class = BELL_CLOCK_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = siocat_clock_finalize;
  clock_class->get_boot_us = siocat_clock_get_boot_us;
  clock_class->get_wall_us = siocat_clock_get_wall_us;
  clock_class->add = siocat_clock_add;
  clock_class->remove = siocat_clock_remove;
}

static void
siocat_clock_init (SiocatClock *self)
{
}

SiocatClock *
siocat_clock_new (void)
{
  return g_object_new (SIOCAT_TYPE_CLOCK, NULL);
}
