/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-meter.h"

#include "bell-shop-watch.h"

/* After a connection was made, for then the shop has other things to do; and how often from then on, with the heartbeat
 * that comes next, so that nothing wakes a quiet machine for it. */
#define FIRST_MS (10 * 1000)
#define AGAIN_US (15 * 60 * (gint64) G_USEC_PER_SEC)

typedef struct
{
  BellMeter *meter; /* borrowed */
  BellShop *shop;
  guint timer;  /* until the first question of a connection */
  gint64 asked; /* boot time in µs, 0: not over this connection */
} Probe;

struct _BellMeter
{
  GObject parent_instance;

  /* Owned */
  BellHistory *history;
  BellShopWatch *watch;
  BellClock *clock;
  GCancellable *cancellable;
  GPtrArray *probes; /* of Probe, one a shop */
};

G_DEFINE_FINAL_TYPE (BellMeter, bell_meter, G_TYPE_OBJECT)

static void
probe_free (gpointer data)
{
  Probe *probe = data;

  g_signal_handlers_disconnect_by_data (bell_shop_get_session (probe->shop), probe);
  bell_clock_clear (probe->meter->clock, &probe->timer);
  g_object_unref (probe->shop);
  g_free (probe);
}

static Probe *
find_probe (BellMeter *self,
            BellShop *shop)
{
  for (guint i = 0; i < self->probes->len; i++)
    {
      Probe *probe = g_ptr_array_index (self->probes, i);

      if (probe->shop == shop)
        return probe;
    }
  return NULL;
}

typedef struct
{
  BellMeter *meter;
  BellShop *shop;
} Question;

static void
check_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (BellMeter) self = question->meter;
  g_autoptr (BellShop) shop = question->shop;
  OeClient *client = OE_CLIENT (source);
  g_autoptr (GError) error = NULL;

  if (!oe_client_check_finish (client, result, &error) || find_probe (self, shop) == NULL)
    return;
  if (oe_client_get_round_trip_us (client) >= 0)
    bell_history_note_measure (self->history, bell_shop_get_id (shop), bell_clock_get_wall_us (self->clock),
                               oe_client_get_round_trip_us (client), oe_client_get_skew_us (client));
}

static void
ask (Probe *probe)
{
  BellMeter *self = probe->meter;
  Question *question = g_new0 (Question, 1);

  probe->asked = bell_clock_get_boot_us (self->clock);
  question->meter = g_object_ref (self);
  question->shop = g_object_ref (probe->shop);
  oe_client_check_async (bell_shop_get_client (probe->shop), self->cancellable, check_cb, question);
}

static void
first_cb (gpointer user_data)
{
  Probe *probe = user_data;

  probe->timer = 0;
  ask (probe);
}

static void
on_pinged (BellSession *session,
           Probe *probe)
{
  if (probe->asked != 0 && bell_clock_get_boot_us (probe->meter->clock) - probe->asked >= AGAIN_US)
    ask (probe);
}

/* A shop that cannot be heard has its own way of saying so. */
static void
on_changed (BellShopWatch *watch,
            BellShop *shop,
            BellMeter *self)
{
  Probe *probe = find_probe (self, shop);
  gboolean online = bell_session_get_state (bell_shop_get_session (shop)) == BELL_SESSION_ONLINE;

  if (online && probe->timer == 0 && probe->asked == 0)
    probe->timer = bell_clock_add (self->clock, FIRST_MS, first_cb, probe);
  else if (!online)
    {
      bell_clock_clear (self->clock, &probe->timer);
      probe->asked = 0;
    }
}

static void
on_added (BellShopWatch *watch,
          BellShop *shop,
          BellMeter *self)
{
  Probe *probe = g_new0 (Probe, 1);

  probe->meter = self;
  probe->shop = g_object_ref (shop);
  g_ptr_array_add (self->probes, probe);
  g_signal_connect (bell_shop_get_session (shop), "pinged", G_CALLBACK (on_pinged), probe);
  on_changed (watch, shop, self);
}

static void
on_removed (BellShopWatch *watch,
            BellShop *shop,
            BellMeter *self)
{
  g_ptr_array_remove (self->probes, find_probe (self, shop));
}

void
bell_meter_stop (BellMeter *self)
{
  g_return_if_fail (BELL_IS_METER (self));

  bell_shop_watch_stop (self->watch);
  g_cancellable_cancel (self->cancellable);
  g_ptr_array_set_size (self->probes, 0);
}

/* GObject */

static void
bell_meter_dispose (GObject *object)
{
  bell_meter_stop (BELL_METER (object));
  G_OBJECT_CLASS (bell_meter_parent_class)->dispose (object);
}

static void
bell_meter_finalize (GObject *object)
{
  BellMeter *self = BELL_METER (object);

  g_ptr_array_unref (self->probes);
  g_object_unref (self->watch);
  g_object_unref (self->cancellable);
  g_object_unref (self->history);
  g_object_unref (self->clock);
  G_OBJECT_CLASS (bell_meter_parent_class)->finalize (object);
}

static void
bell_meter_class_init (BellMeterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bell_meter_dispose;
  object_class->finalize = bell_meter_finalize;
}

static void
bell_meter_init (BellMeter *self)
{
  self->probes = g_ptr_array_new_with_free_func (probe_free);
  self->cancellable = g_cancellable_new ();
}

BellMeter *
bell_meter_new (BellHistory *history,
                GListModel *shops,
                BellClock *clock)
{
  BellMeter *self = g_object_new (BELL_TYPE_METER, NULL);

  self->history = g_object_ref (history);
  self->clock = g_object_ref (clock);
  self->watch = bell_shop_watch_new (shops);
  g_signal_connect_object (self->watch, "added", G_CALLBACK (on_added), self, 0);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (on_changed), self, 0);
  g_signal_connect_object (self->watch, "removed", G_CALLBACK (on_removed), self, 0);
  bell_shop_watch_start (self->watch);
  return self;
}
