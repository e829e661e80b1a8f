/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-shop-watch.h"

struct _BellShopWatch
{
  GObject parent_instance;

  GListModel *shops;
  GPtrArray *watched; /* of BellShop, in the order of the list */
};

enum
{
  SIGNAL_ADDED,
  SIGNAL_CHANGED,
  SIGNAL_REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellShopWatch, bell_shop_watch, G_TYPE_OBJECT)

static void
on_state (BellSession *session,
          GParamSpec *pspec,
          BellShopWatch *self)
{
  for (guint i = 0; i < self->watched->len; i++)
    {
      g_autoptr (BellShop) shop = g_object_ref (g_ptr_array_index (self->watched, i));

      if (bell_shop_get_session (shop) != session)
        continue;
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0, shop);
      return;
    }
}

static void
remove_at (BellShopWatch *self,
           guint position)
{
  g_autoptr (BellShop) shop = g_ptr_array_steal_index (self->watched, position);

  g_signal_handlers_disconnect_by_func (bell_shop_get_session (shop), on_state, self);
  g_signal_emit (self, signals[SIGNAL_REMOVED], 0, shop);
}

static void
add_at (BellShopWatch *self,
        guint position)
{
  BellShop *shop = g_list_model_get_item (self->shops, position);

  g_ptr_array_insert (self->watched, (int) position, shop);
  g_signal_connect_object (bell_shop_get_session (shop), "notify::state", G_CALLBACK (on_state), self, 0);
  g_signal_emit (self, signals[SIGNAL_ADDED], 0, shop);
}

static void
on_items_changed (GListModel *shops,
                  guint position,
                  guint removed,
                  guint added,
                  BellShopWatch *self)
{
  for (guint i = 0; i < removed; i++)
    remove_at (self, position);
  for (guint i = 0; i < added; i++)
    add_at (self, position + i);
}

static void
bell_shop_watch_dispose (GObject *object)
{
  bell_shop_watch_stop (BELL_SHOP_WATCH (object));
  G_OBJECT_CLASS (bell_shop_watch_parent_class)->dispose (object);
}

static void
bell_shop_watch_finalize (GObject *object)
{
  BellShopWatch *self = BELL_SHOP_WATCH (object);

  g_clear_object (&self->shops);
  g_clear_pointer (&self->watched, g_ptr_array_unref);
  G_OBJECT_CLASS (bell_shop_watch_parent_class)->finalize (object);
}

static void
bell_shop_watch_class_init (BellShopWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  static const char *const names[N_SIGNALS] = { "added", "changed", "removed" };

  object_class->dispose = bell_shop_watch_dispose;
  object_class->finalize = bell_shop_watch_finalize;

  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, BELL_TYPE_SHOP);
}

static void
bell_shop_watch_init (BellShopWatch *self)
{
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
}

BellShopWatch *
bell_shop_watch_new (GListModel *shops)
{
  BellShopWatch *self = g_object_new (BELL_TYPE_SHOP_WATCH, NULL);

  self->shops = g_object_ref (shops);
  return self;
}

void
bell_shop_watch_start (BellShopWatch *self)
{
  g_return_if_fail (BELL_IS_SHOP_WATCH (self));

  g_signal_connect_object (self->shops, "items-changed", G_CALLBACK (on_items_changed), self, 0);
  on_items_changed (self->shops, 0, 0, g_list_model_get_n_items (self->shops), self);
}

void
bell_shop_watch_stop (BellShopWatch *self)
{
  g_return_if_fail (BELL_IS_SHOP_WATCH (self));

  if (self->shops != NULL)
    g_signal_handlers_disconnect_by_func (self->shops, on_items_changed, self);
  for (guint i = 0; i < self->watched->len; i++)
    g_signal_handlers_disconnect_by_func (bell_shop_get_session (g_ptr_array_index (self->watched, i)), on_state,
                                          self);
  g_ptr_array_set_size (self->watched, 0);
}
