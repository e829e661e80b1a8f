/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-clock.h"

#include <glib-unix.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

/* A timerfd on CLOCK_BOOTTIME each: GLib's own timeouts stand still while the computer sleeps. */
typedef struct
{
  GHashTable *timers; /* id (guint) → Timer */
  guint last_id;
} BellClockPrivate;

typedef struct
{
  BellClock *clock; /* borrowed: the timer dies with it */
  guint id;
  int fd; /* -1: GLib's own timer stands in */
  GSource *source;
  GSourceOnceFunc func;
  gpointer user_data;
} Timer;

G_DEFINE_TYPE_WITH_PRIVATE (BellClock, bell_clock, G_TYPE_OBJECT)

static void
timer_free (gpointer data)
{
  Timer *timer = data;

  g_source_destroy (timer->source);
  g_source_unref (timer->source);
  if (timer->fd >= 0)
    close (timer->fd);
  g_free (timer);
}

static gboolean
on_timeout (gpointer user_data)
{
  Timer *timer = user_data;
  BellClockPrivate *priv = bell_clock_get_instance_private (timer->clock);
  GSourceOnceFunc func = timer->func;
  gpointer func_data = timer->user_data;

  g_hash_table_remove (priv->timers, GUINT_TO_POINTER (timer->id));
  func (func_data);
  return G_SOURCE_REMOVE;
}

static gboolean
on_timer_ready (int fd,
                GIOCondition condition,
                gpointer user_data)
{
  return on_timeout (user_data);
}

static gint64
bell_clock_real_get_boot_us (BellClock *self)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gint64
bell_clock_real_get_wall_us (BellClock *self)
{
  return g_get_real_time ();
}

static guint
bell_clock_real_add (BellClock *self,
                     gint64 delay_ms,
                     GSourceOnceFunc func,
                     gpointer user_data)
{
  BellClockPrivate *priv = bell_clock_get_instance_private (self);
  Timer *timer = g_new0 (Timer, 1);

  delay_ms = MAX (delay_ms, 0);
  timer->clock = self;
  timer->id = ++priv->last_id;
  timer->func = func;
  timer->user_data = user_data;
  timer->fd = timerfd_create (CLOCK_BOOTTIME, TFD_NONBLOCK | TFD_CLOEXEC);
  if (timer->fd >= 0)
    {
      /* A timerfd of zero would be disarmed. */
      const struct itimerspec spec = {
        .it_value = { delay_ms / 1000, delay_ms > 0 ? delay_ms % 1000 * 1000000 : 1 },
      };

      timerfd_settime (timer->fd, 0, &spec, NULL);
      timer->source = g_unix_fd_source_new (timer->fd, G_IO_IN);
      g_source_set_callback (timer->source, G_SOURCE_FUNC (on_timer_ready), timer, NULL);
    }
  else
    {
      /* Out of descriptors: a wait that stands still in sleep is better than none. */
      timer->source = g_timeout_source_new (MIN (delay_ms, G_MAXUINT));
      g_source_set_callback (timer->source, on_timeout, timer, NULL);
    }
  g_source_set_static_name (timer->source, "[bell] clock timer");
  g_source_attach (timer->source, g_main_context_get_thread_default ());
  g_hash_table_insert (priv->timers, GUINT_TO_POINTER (timer->id), timer);
  return timer->id;
}

static void
bell_clock_real_remove (BellClock *self,
                        guint id)
{
  BellClockPrivate *priv = bell_clock_get_instance_private (self);
  gboolean removed = g_hash_table_remove (priv->timers, GUINT_TO_POINTER (id));

  g_return_if_fail (removed);
}

static void
bell_clock_finalize (GObject *object)
{
  BellClockPrivate *priv = bell_clock_get_instance_private (BELL_CLOCK (object));

  g_hash_table_unref (priv->timers);
  G_OBJECT_CLASS (bell_clock_parent_class)->finalize (object);
}

static void
bell_clock_class_init (BellClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bell_clock_finalize;
  klass->get_boot_us = bell_clock_real_get_boot_us;
  klass->get_wall_us = bell_clock_real_get_wall_us;
  klass->add = bell_clock_real_add;
  klass->remove = bell_clock_real_remove;
}

static void
bell_clock_init (BellClock *self)
{
  BellClockPrivate *priv = bell_clock_get_instance_private (self);

  priv->timers = g_hash_table_new_full (NULL, NULL, NULL, timer_free);
}

BellClock *
bell_clock_new (void)
{
  return g_object_new (BELL_TYPE_CLOCK, NULL);
}

gint64
bell_clock_get_boot_us (BellClock *self)
{
  g_return_val_if_fail (BELL_IS_CLOCK (self), 0);
  return BELL_CLOCK_GET_CLASS (self)->get_boot_us (self);
}

gint64
bell_clock_get_wall_us (BellClock *self)
{
  g_return_val_if_fail (BELL_IS_CLOCK (self), 0);
  return BELL_CLOCK_GET_CLASS (self)->get_wall_us (self);
}

guint
bell_clock_add (BellClock *self,
                gint64 delay_ms,
                GSourceOnceFunc func,
                gpointer user_data)
{
  g_return_val_if_fail (BELL_IS_CLOCK (self), 0);
  g_return_val_if_fail (func != NULL, 0);
  return BELL_CLOCK_GET_CLASS (self)->add (self, delay_ms, func, user_data);
}

void
bell_clock_clear (BellClock *self,
                  guint *id)
{
  guint old = *id;

  g_return_if_fail (BELL_IS_CLOCK (self));

  *id = 0;
  if (old != 0)
    BELL_CLOCK_GET_CLASS (self)->remove (self, old);
}
