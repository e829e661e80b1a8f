/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-tray-presenter.h"

#include "bell-format-shops.h"
#include "bell-format.h"
#include "bell-tray-view.h"

#include <string.h>

/* A burst of events is one change of the icon. */
#define SETTLE_MS 100

struct _BellTrayPresenter
{
  GObject parent_instance;

  BellContext *context;
  BellTray *tray;
  BellBadge *badge;         /* (nullable) */
  BellAutostart *autostart; /* (nullable) */
  BellClock *clock;
  GPtrArray *shops; /* those whose signals are connected */
  guint settle;     /* timer: until what has changed is shown */
  guint turn;       /* timer: until a shop counts as deaf */
};

enum
{
  SIGNAL_ASKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellTrayPresenter, bell_tray_presenter, G_TYPE_OBJECT)

/* Showing */

static void schedule (BellTrayPresenter *self);

static void
turn_cb (gpointer user_data)
{
  BellTrayPresenter *self = user_data;

  self->turn = 0;
  schedule (self);
}

/* Nobody tells when a shop has been silent for a minute: a clock must. */
static void
await_turn (BellTrayPresenter *self,
            const BellTrayFacts *facts)
{
  int next = G_MAXINT;

  bell_clock_clear (self->clock, &self->turn);
  for (guint i = 0; i < facts->n_shops; i++)
    {
      const BellGlance *glance = &facts->shops[i].glance;

      if (bell_session_state_is_down (glance->state) && bell_format_deaf_in (glance) > 0)
        next = MIN (next, bell_format_deaf_in (glance));
    }
  if (next != G_MAXINT)
    self->turn = bell_clock_add (self->clock, next * 1000, turn_cb, self);
}

static void
show (BellTrayPresenter *self,
      const BellTrayFacts *facts)
{
  g_autoptr (BellTrayView) view = bell_tray_view_new (facts);

  bell_tray_set_state (self->tray, &view->state);
  bell_tray_set_menu (self->tray, view->menu);
  if (self->badge != NULL)
    bell_badge_set (self->badge, facts->waiting, view->mood == BELL_TRAY_MOOD_RINGING);
  if (self->autostart != NULL)
    bell_autostart_set_status (self->autostart, view->status);
}

/* (nullable) (transfer full): the time of day until which the alarm is silenced. */
static char *
format_silence (BellTrayPresenter *self)
{
  gint64 until = bell_alarm_get_silenced_until (bell_context_get_alarm (self->context));

  if (until == 0)
    return NULL;
  return bell_format_clock_time (bell_clock_get_wall_us (self->clock) + until - bell_clock_get_boot_us (self->clock));
}

static void
settle_cb (gpointer user_data)
{
  BellTrayPresenter *self = user_data;
  g_autofree char *silenced_until = format_silence (self);
  GListModel *waiting = bell_inbox_get_waiting (bell_context_get_inbox (self->context));
  g_autofree BellTrayShop *shops = g_new0 (BellTrayShop, self->shops->len);
  BellEntry *newest[BELL_TRAY_MAX_NEWEST];
  BellTrayFacts facts = { .shops = shops, .n_shops = self->shops->len, .newest = newest };

  self->settle = 0;
  for (guint i = 0; i < self->shops->len; i++)
    {
      BellShop *shop = g_ptr_array_index (self->shops, i);

      shops[i].id = bell_shop_get_id (shop);
      bell_glance_init (&shops[i].glance, shop, self->clock);
    }
  facts.ringing = bell_alarm_get_ringing (bell_context_get_alarm (self->context));
  facts.silenced_until = silenced_until;
  facts.waiting = g_list_model_get_n_items (waiting);
  while (facts.n_newest < MIN (facts.waiting, BELL_TRAY_MAX_NEWEST))
    {
      newest[facts.n_newest] = g_list_model_get_item (waiting, facts.n_newest);
      facts.n_newest++;
    }

  show (self, &facts);
  await_turn (self, &facts);
  for (guint i = 0; i < facts.n_newest; i++)
    g_object_unref (newest[i]);
  for (guint i = 0; i < facts.n_shops; i++)
    bell_glance_clear (&shops[i].glance);
}

static void
schedule (BellTrayPresenter *self)
{
  if (self->settle == 0 && self->shops != NULL)
    self->settle = bell_clock_add (self->clock, SETTLE_MS, settle_cb, self);
}

/* The shops */

static void
forget_shop (BellTrayPresenter *self,
             BellShop *shop)
{
  g_signal_handlers_disconnect_by_func (shop, schedule, self);
  g_signal_handlers_disconnect_by_func (bell_shop_get_session (shop), schedule, self);
}

static void
on_shops_changed (BellTrayPresenter *self)
{
  GListModel *shops = bell_context_get_shops (self->context);

  for (guint i = 0; i < self->shops->len; i++)
    forget_shop (self, g_ptr_array_index (self->shops, i));
  g_ptr_array_set_size (self->shops, 0);
  for (guint i = 0; i < g_list_model_get_n_items (shops); i++)
    {
      BellShop *shop = g_list_model_get_item (shops, i);

      g_ptr_array_add (self->shops, shop);
      g_signal_connect_object (shop, "notify", G_CALLBACK (schedule), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (bell_shop_get_session (shop), "notify::state", G_CALLBACK (schedule), self,
                               G_CONNECT_SWAPPED);
    }
  schedule (self);
}

/* Doing */

static void
reconnect (BellTrayPresenter *self)
{
  for (guint i = 0; i < self->shops->len; i++)
    {
      BellSession *session = bell_shop_get_session (g_ptr_array_index (self->shops, i));

      if (bell_session_state_is_down (bell_session_get_state (session)))
        bell_session_retry_now (session);
    }
}

static void
take (BellTrayPresenter *self,
      const char *id)
{
  BellInbox *inbox = bell_context_get_inbox (self->context);
  BellEntry *entry = bell_inbox_find (inbox, g_ascii_strtoll (id, NULL, 10));

  /* The menu may show what somebody has just taken in the window. */
  if (entry != NULL && bell_entry_get_acknowledged (entry) == 0)
    bell_inbox_acknowledge (inbox, entry, "tray");
}

static void
on_menu_item (BellTray *tray,
              const char *id,
              const char *token,
              BellTrayPresenter *self)
{
  if (g_str_has_prefix (id, BELL_TRAY_TAKE))
    take (self, id + strlen (BELL_TRAY_TAKE));
  else if (g_str_equal (id, BELL_TRAY_TAKE_ALL))
    bell_inbox_acknowledge_all (bell_context_get_inbox (self->context), "tray");
  else if (g_str_equal (id, BELL_TRAY_SILENCE))
    bell_alarm_silence (bell_context_get_alarm (self->context), BELL_SILENCE_S);
  else if (g_str_equal (id, BELL_TRAY_RING_AGAIN))
    bell_alarm_silence (bell_context_get_alarm (self->context), 0);
  else if (g_str_equal (id, BELL_TRAY_RECONNECT))
    reconnect (self);
  else if (g_str_has_prefix (id, BELL_TRAY_SHOP))
    g_signal_emit (self, signals[SIGNAL_ASKED], 0, BELL_TRAY_OPEN, token);
  else
    g_signal_emit (self, signals[SIGNAL_ASKED], 0, id, token);
}

static void
on_activate (BellTray *tray,
             int x,
             int y,
             const char *token,
             BellTrayPresenter *self)
{
  g_signal_emit (self, signals[SIGNAL_ASKED], 0, BELL_TRAY_OPEN, token);
}

/* GObject */

static void
bell_tray_presenter_dispose (GObject *object)
{
  BellTrayPresenter *self = BELL_TRAY_PRESENTER (object);

  if (self->context != NULL)
    bell_tray_presenter_stop (self);
  g_clear_object (&self->tray);
  g_clear_object (&self->badge);
  g_clear_object (&self->autostart);
  g_clear_object (&self->clock);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (bell_tray_presenter_parent_class)->dispose (object);
}

static void
bell_tray_presenter_class_init (BellTrayPresenterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bell_tray_presenter_dispose;

  signals[SIGNAL_ASKED] = g_signal_new ("asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
bell_tray_presenter_init (BellTrayPresenter *self)
{
  self->shops = g_ptr_array_new_with_free_func (g_object_unref);
}

BellTrayPresenter *
bell_tray_presenter_new (BellContext *context,
                         BellTray *tray,
                         BellBadge *badge,
                         BellAutostart *autostart)
{
  BellTrayPresenter *self = g_object_new (BELL_TYPE_TRAY_PRESENTER, NULL);
  GListModel *waiting = bell_inbox_get_waiting (bell_context_get_inbox (context));
  BellAlarm *alarm = bell_context_get_alarm (context);

  self->context = g_object_ref (context);
  self->tray = g_object_ref (tray);
  g_set_object (&self->badge, badge);
  g_set_object (&self->autostart, autostart);
  self->clock = g_object_ref (bell_context_get_clock (context));
  g_signal_connect_object (waiting, "items-changed", G_CALLBACK (schedule), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (alarm, "notify::ringing", G_CALLBACK (schedule), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (alarm, "notify::silenced-until", G_CALLBACK (schedule), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bell_context_get_shops (context), "items-changed", G_CALLBACK (on_shops_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (tray, "activate", G_CALLBACK (on_activate), self, 0);
  g_signal_connect_object (tray, "menu-item", G_CALLBACK (on_menu_item), self, 0);
  on_shops_changed (self);
  return self;
}

void
bell_tray_presenter_stop (BellTrayPresenter *self)
{
  if (self->shops == NULL)
    return;
  for (guint i = 0; i < self->shops->len; i++)
    forget_shop (self, g_ptr_array_index (self->shops, i));
  g_clear_pointer (&self->shops, g_ptr_array_unref);
  g_signal_handlers_disconnect_by_data (self->tray, self);
  g_signal_handlers_disconnect_by_data (bell_context_get_shops (self->context), self);
  bell_clock_clear (self->clock, &self->settle);
  bell_clock_clear (self->clock, &self->turn);
}
