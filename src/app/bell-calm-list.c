/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-calm-list.h"

#include "bell-shed.h"

struct _BellCalmList
{
  GObject parent_instance;

  GListModel *items;
  BellClock *clock;
  GPtrArray *told; /* what others think is there */
  BellShed *shed;

  /* What of both lists is the same, in front and behind; the rest is to be told. */
  guint same_before;
  guint same_after;
  guint timer;
  gint64 next; /* boot time: not told again before */
  guint pause; /* ms */
};

static void bell_calm_list_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BellCalmList, bell_calm_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bell_calm_list_list_init))

/* From here on nothing differs. */
static void
note_same (BellCalmList *self)
{
  self->same_before = G_MAXUINT;
  self->same_after = G_MAXUINT;
}

/* Puts the changed middle of the items where the told one is. */
static void
splice (BellCalmList *self,
        guint removed,
        guint added)
{
  GPtrArray *old = self->told;
  GPtrArray *new = g_ptr_array_new_full (old->len - removed + added, g_object_unref);

  for (guint i = 0; i < self->same_before; i++)
    g_ptr_array_add (new, g_steal_pointer (&old->pdata[i]));
  for (guint i = 0; i < added; i++)
    g_ptr_array_add (new, g_list_model_get_item (self->items, self->same_before + i));
  for (guint i = self->same_before + removed; i < old->len; i++)
    g_ptr_array_add (new, g_steal_pointer (&old->pdata[i]));
  /* What is left in the old one is what was removed. */
  bell_shed_take (self->shed, old);
  self->told = new;
}

static void
tell (BellCalmList *self)
{
  guint n = g_list_model_get_n_items (self->items);
  guint position = self->same_before;
  guint removed = self->told->len - self->same_before - self->same_after;
  guint added = n - self->same_before - self->same_after;

  bell_clock_clear (self->clock, &self->timer);
  self->next = bell_clock_get_boot_us (self->clock) + self->pause * G_TIME_SPAN_MILLISECOND;
  splice (self, removed, added);
  note_same (self);
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
timer_cb (gpointer user_data)
{
  BellCalmList *self = user_data;

  self->timer = 0;
  self->pause = MIN (2 * self->pause, BELL_STORM_MS);
  tell (self);
}

static void
on_items_changed (GListModel *items,
                  guint position,
                  guint removed,
                  guint added,
                  BellCalmList *self)
{
  guint n = g_list_model_get_n_items (items);
  gint64 now = bell_clock_get_boot_us (self->clock);

  self->same_before = MIN (self->same_before, position);
  self->same_after = MIN (self->same_after, n - position - added);
  /* What was put in and taken out again may leave more in common than there is. */
  self->same_before = MIN (self->same_before, MIN (n, self->told->len));
  self->same_after = MIN (self->same_after, MIN (n, self->told->len) - self->same_before);
  if (self->timer != 0)
    return;
  if (now < self->next)
    {
      self->timer = bell_clock_add (self->clock, (self->next - now + 999) / 1000, timer_cb, self);
      return;
    }
  self->pause = BELL_CALM_MS;
  tell (self);
}

void
bell_calm_list_hurry (BellCalmList *self)
{
  g_return_if_fail (BELL_IS_CALM_LIST (self));

  if (self->timer != 0)
    tell (self);
}

/* GListModel */

static GType
get_item_type (GListModel *list)
{
  return g_list_model_get_item_type (BELL_CALM_LIST (list)->items);
}

static guint
get_n_items (GListModel *list)
{
  return BELL_CALM_LIST (list)->told->len;
}

static gpointer
get_item (GListModel *list,
          guint position)
{
  BellCalmList *self = BELL_CALM_LIST (list);

  return position < self->told->len ? g_object_ref (self->told->pdata[position]) : NULL;
}

static void
bell_calm_list_list_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* GObject */

static void
bell_calm_list_finalize (GObject *object)
{
  BellCalmList *self = BELL_CALM_LIST (object);

  bell_clock_clear (self->clock, &self->timer);
  g_clear_pointer (&self->told, g_ptr_array_unref);
  g_clear_pointer (&self->shed, bell_shed_free);
  g_clear_object (&self->items);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (bell_calm_list_parent_class)->finalize (object);
}

static void
bell_calm_list_class_init (BellCalmListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bell_calm_list_finalize;
}

static void
bell_calm_list_init (BellCalmList *self)
{
  self->told = g_ptr_array_new_with_free_func (g_object_unref);
  self->shed = bell_shed_new ();
  note_same (self);
}

BellCalmList *
bell_calm_list_new (GListModel *items,
                    BellClock *clock)
{
  BellCalmList *self = g_object_new (BELL_TYPE_CALM_LIST, NULL);

  self->items = g_object_ref (items);
  self->clock = g_object_ref (clock);
  self->next = G_MININT64;
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    g_ptr_array_add (self->told, g_list_model_get_item (items, i));
  g_signal_connect_object (items, "items-changed", G_CALLBACK (on_items_changed), self, 0);
  return self;
}
