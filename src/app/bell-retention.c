/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-retention.h"

#define DAY_US (24 * 3600 * (gint64) G_USEC_PER_SEC)

/* Not before the window is there, and not with every step of a spin button. */
#define SOON_MS (60 * 1000)
#define AGAIN_MS (6 * 3600 * 1000)

struct _BellRetention
{
  GObject parent_instance;

  /* Owned */
  BellHistory *history;
  BellSettings *settings;
  BellClock *clock;
  guint timer;
};

G_DEFINE_FINAL_TYPE (BellRetention, bell_retention, G_TYPE_OBJECT)

static void
pruned_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gint64 n = bell_history_prune_finish (BELL_HISTORY (source), result, &error);

  if (n < 0)
    g_message ("The history could not be shortened: %s", error->message);
  else if (n > 0)
    g_debug ("%" G_GINT64_FORMAT " old events were deleted", n);
}

static void
prune_cb (gpointer user_data)
{
  BellRetention *self = user_data;
  guint days, limit;
  gint64 before = 0;

  g_object_get (self->settings, "history-days", &days, "history-limit", &limit, NULL);
  if (days > 0)
    before = MAX (bell_clock_get_wall_us (self->clock) - days * DAY_US, 0);
  if (before > 0 || limit > 0)
    bell_history_prune_async (self->history, before, limit, NULL, pruned_cb, NULL);
  self->timer = bell_clock_add (self->clock, AGAIN_MS, prune_cb, self);
}

static void
on_changed (BellRetention *self)
{
  bell_clock_clear (self->clock, &self->timer);
  self->timer = bell_clock_add (self->clock, SOON_MS, prune_cb, self);
}

void
bell_retention_stop (BellRetention *self)
{
  g_return_if_fail (BELL_IS_RETENTION (self));

  g_signal_handlers_disconnect_by_data (self->settings, self);
  bell_clock_clear (self->clock, &self->timer);
}

static void
bell_retention_dispose (GObject *object)
{
  bell_retention_stop (BELL_RETENTION (object));
  G_OBJECT_CLASS (bell_retention_parent_class)->dispose (object);
}

static void
bell_retention_finalize (GObject *object)
{
  BellRetention *self = BELL_RETENTION (object);

  g_object_unref (self->history);
  g_object_unref (self->settings);
  g_object_unref (self->clock);
  G_OBJECT_CLASS (bell_retention_parent_class)->finalize (object);
}

static void
bell_retention_class_init (BellRetentionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bell_retention_dispose;
  object_class->finalize = bell_retention_finalize;
}

static void
bell_retention_init (BellRetention *self)
{
}

BellRetention *
bell_retention_new (BellHistory *history,
                    BellSettings *settings,
                    BellClock *clock)
{
  BellRetention *self = g_object_new (BELL_TYPE_RETENTION, NULL);

  self->history = g_object_ref (history);
  self->settings = g_object_ref (settings);
  self->clock = g_object_ref (clock);
  g_signal_connect_object (settings, "notify::history-days", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "notify::history-limit", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self);
  return self;
}
