/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-front-list.h"

struct _BellFrontList
{
  GObject parent_instance;

  GListModel *items;
  GPtrArray *front; /* what others think is there */
  guint limit;
  guint few;
};

static void bell_front_list_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BellFrontList, bell_front_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bell_front_list_list_init))

/* Removes some of the front, puts in as many items of the other list from the same position on, and tells. */
static void
replace (BellFrontList *self,
         guint position,
         guint removed,
         guint added)
{
  if (removed == 0 && added == 0)
    return;
  if (removed > 0)
    g_ptr_array_remove_range (self->front, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (self->front, (int) (position + i), g_list_model_get_item (self->items, position + i));
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

/* Only its end may differ from the other list's beginning. */
static void
fit (BellFrontList *self)
{
  guint wanted = MIN (self->limit, g_list_model_get_n_items (self->items));
  guint n = self->front->len;

  if (n > wanted)
    replace (self, wanted, n - wanted, 0);
  else
    replace (self, n, 0, wanted - n);
}

static void
on_items_changed (GListModel *items,
                  guint position,
                  guint removed,
                  guint added,
                  BellFrontList *self)
{
  guint n = self->front->len;
  guint behind; /* how many of the front are behind the change */
  guint room;   /* for how many of those there is room behind what was added */

  if (position >= self->limit)
    return;
  if (position == 0 && added >= self->limit)
    self->limit = MIN (self->limit, self->few);
  removed = MIN (removed, n - position);
  added = MIN (added, self->limit - position);
  behind = n - position - removed;
  room = self->limit - position - added;
  /* First what falls off the end, so that it never holds more than the limit. */
  if (behind > room)
    replace (self, n - (behind - room), behind - room, 0);
  replace (self, position, removed, added);
  fit (self);
}

/* GListModel */

static GType
get_item_type (GListModel *list)
{
  return g_list_model_get_item_type (BELL_FRONT_LIST (list)->items);
}

static guint
get_n_items (GListModel *list)
{
  return BELL_FRONT_LIST (list)->front->len;
}

static gpointer
get_item (GListModel *list,
          guint position)
{
  BellFrontList *self = BELL_FRONT_LIST (list);

  return position < self->front->len ? g_object_ref (self->front->pdata[position]) : NULL;
}

static void
bell_front_list_list_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* GObject */

static void
bell_front_list_finalize (GObject *object)
{
  BellFrontList *self = BELL_FRONT_LIST (object);

  g_clear_pointer (&self->front, g_ptr_array_unref);
  g_clear_object (&self->items);
  G_OBJECT_CLASS (bell_front_list_parent_class)->finalize (object);
}

static void
bell_front_list_class_init (BellFrontListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bell_front_list_finalize;
}

static void
bell_front_list_init (BellFrontList *self)
{
  self->front = g_ptr_array_new_with_free_func (g_object_unref);
}

BellFrontList *
bell_front_list_new (GListModel *items,
                     guint limit)
{
  BellFrontList *self = g_object_new (BELL_TYPE_FRONT_LIST, NULL);

  self->items = g_object_ref (items);
  self->limit = limit;
  self->few = limit;
  fit (self);
  g_signal_connect_object (items, "items-changed", G_CALLBACK (on_items_changed), self, 0);
  return self;
}

guint
bell_front_list_get_limit (BellFrontList *self)
{
  return self->limit;
}

void
bell_front_list_set_limit (BellFrontList *self,
                           guint limit)
{
  g_return_if_fail (BELL_IS_FRONT_LIST (self));

  self->limit = limit;
  fit (self);
}

void
bell_front_list_set_few (BellFrontList *self,
                         guint few)
{
  g_return_if_fail (BELL_IS_FRONT_LIST (self));

  self->few = few;
}

gboolean
bell_front_list_is_all (BellFrontList *self)
{
  return self->front->len == g_list_model_get_n_items (self->items);
}
