/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-link-log.h"

#include "bell-shop.h"

/* How far the shop was heard is written with every second of its heartbeats (25 s): so much of an interval may a crash
 * cost, and no timer of its own wakes a quiet machine for it. */
#define HEARD_US (40 * (gint64) G_USEC_PER_SEC)

struct _BellLinkLog
{
  GObject parent_instance;

  /* Owned */
  BellHistory *history;
  GListModel *shops;
  BellClock *clock;
  GPtrArray *watches; /* of Watch, one a shop */
};

typedef struct
{
  BellLinkLog *log; /* borrowed */
  BellShop *shop;
  BellSession *session;
  BellSessionState state; /* that was written last */
  gint64 written;         /* when it was, or how far it was heard; boot time in µs */
} Watch;

enum
{
  SIGNAL_WRITTEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellLinkLog, bell_link_log, G_TYPE_OBJECT)

/* When the shop was last heard, as far as that is after the connection began; Unix time in µs. */
static gint64
last_heard (Watch *watch)
{
  gint64 now = bell_clock_get_wall_us (watch->log->clock);
  gint64 heard = bell_session_get_last_heard (watch->session);

  return heard > 0 ? now - MAX (bell_clock_get_boot_us (watch->log->clock) - heard, 0) : now;
}

static void
on_pinged (BellSession *session,
           Watch *watch)
{
  BellLinkLog *self = watch->log;
  gint64 now = bell_clock_get_boot_us (self->clock);

  if (watch->state != BELL_SESSION_ONLINE || now - watch->written < HEARD_US)
    return;
  watch->written = now;
  bell_history_note_heard (self->history, bell_shop_get_id (watch->shop), last_heard (watch));
}

static void
write_state (Watch *watch,
             gint64 when)
{
  BellLinkLog *self = watch->log;

  bell_history_note_link (self->history, bell_shop_get_id (watch->shop), when,
                          bell_session_state_to_string (watch->state), bell_session_get_detail (watch->session));
  watch->written = bell_clock_get_boot_us (self->clock);
  g_signal_emit (self, signals[SIGNAL_WRITTEN], 0);
}

static void
on_state (BellSession *session,
          GParamSpec *pspec,
          Watch *watch)
{
  BellSessionState state = bell_session_get_state (session);
  gboolean was_online = watch->state == BELL_SESSION_ONLINE;

  if (state == watch->state)
    return;
  watch->state = state;
  write_state (watch, was_online ? bell_session_get_deaf_since (session) : bell_clock_get_wall_us (watch->log->clock));
}

static Watch *
watch_new (BellLinkLog *self,
           BellShop *shop)
{
  Watch *watch = g_new0 (Watch, 1);

  watch->log = self;
  watch->shop = g_object_ref (shop);
  watch->session = g_object_ref (bell_shop_get_session (shop));
  watch->state = bell_session_get_state (watch->session);
  g_signal_connect (watch->session, "notify::state", G_CALLBACK (on_state), watch);
  g_signal_connect (watch->session, "pinged", G_CALLBACK (on_pinged), watch);
  write_state (watch, bell_clock_get_wall_us (self->clock));
  return watch;
}

static void
watch_free (gpointer data)
{
  Watch *watch = data;

  bell_history_note_link (watch->log->history, bell_shop_get_id (watch->shop),
                          watch->state == BELL_SESSION_ONLINE ? last_heard (watch)
                                                              : bell_clock_get_wall_us (watch->log->clock),
                          NULL, NULL);
  g_signal_handlers_disconnect_by_data (watch->session, watch);
  g_object_unref (watch->session);
  g_object_unref (watch->shop);
  g_free (watch);
}

/* The shops and the watches are in the same order. */
static void
on_items_changed (GListModel *shops,
                  guint position,
                  guint removed,
                  guint added,
                  BellLinkLog *self)
{
  if (removed > 0)
    g_ptr_array_remove_range (self->watches, position, removed);
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (BellShop) shop = g_list_model_get_item (shops, i);

      g_ptr_array_insert (self->watches, i, watch_new (self, shop));
    }
}

void
bell_link_log_stop (BellLinkLog *self)
{
  g_return_if_fail (BELL_IS_LINK_LOG (self));

  g_signal_handlers_disconnect_by_data (self->shops, self);
  g_ptr_array_set_size (self->watches, 0);
}

static void
bell_link_log_dispose (GObject *object)
{
  bell_link_log_stop (BELL_LINK_LOG (object));
  G_OBJECT_CLASS (bell_link_log_parent_class)->dispose (object);
}

static void
bell_link_log_finalize (GObject *object)
{
  BellLinkLog *self = BELL_LINK_LOG (object);

  g_ptr_array_unref (self->watches);
  g_object_unref (self->shops);
  g_object_unref (self->history);
  g_object_unref (self->clock);
  G_OBJECT_CLASS (bell_link_log_parent_class)->finalize (object);
}

static void
bell_link_log_class_init (BellLinkLogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bell_link_log_dispose;
  object_class->finalize = bell_link_log_finalize;

  signals[SIGNAL_WRITTEN] = g_signal_new ("written", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
}

static void
bell_link_log_init (BellLinkLog *self)
{
  self->watches = g_ptr_array_new_with_free_func (watch_free);
}

BellLinkLog *
bell_link_log_new (BellHistory *history,
                   GListModel *shops,
                   BellClock *clock)
{
  BellLinkLog *self = g_object_new (BELL_TYPE_LINK_LOG, NULL);

  self->history = g_object_ref (history);
  self->shops = g_object_ref (shops);
  self->clock = g_object_ref (clock);
  g_signal_connect_object (shops, "items-changed", G_CALLBACK (on_items_changed), self, 0);
  on_items_changed (shops, 0, 0, g_list_model_get_n_items (shops), self);
  return self;
}
