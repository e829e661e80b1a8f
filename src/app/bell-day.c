/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-day.h"

struct _BellDay
{
  GObject parent_instance;

  gint64 time;
};

G_DEFINE_FINAL_TYPE (BellDay, bell_day, G_TYPE_OBJECT)

static void
bell_day_class_init (BellDayClass *klass)
{
}

static void
bell_day_init (BellDay *self)
{
}

BellDay *
bell_day_new (gint64 time)
{
  BellDay *self = g_object_new (BELL_TYPE_DAY, NULL);

  self->time = time;
  return self;
}

gint64
bell_day_get_time (BellDay *self)
{
  g_return_val_if_fail (BELL_IS_DAY (self), 0);
  return self->time;
}
