/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-timeline.h"

#include "bell-day.h"
#include "bell-entry.h"

/* Neighbours of one day: a heading and n entries. */
typedef struct
{
  int day;
  BellDay *heading;
  guint n;
} Run;

struct _BellTimeline
{
  GObject parent_instance;

  GListModel *entries;
  GArray *runs;
};

static void bell_timeline_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BellTimeline, bell_timeline, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bell_timeline_list_init))

static void
run_clear (gpointer data)
{
  g_clear_object (&((Run *) data)->heading);
}

static GArray *
runs_new (void)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (Run));

  g_array_set_clear_func (runs, run_clear);
  return runs;
}

static guint
count_items (GArray *runs,
             guint from,
             guint to)
{
  guint n = 0;

  for (guint i = from; i < to; i++)
    n += 1 + g_array_index (runs, Run, i).n;
  return n;
}

/* Appends n entries of a day; a neighbour of the same day takes them in. heading: (nullable) */
static void
append_run (GArray *runs,
            int day,
            BellDay *heading,
            guint n)
{
  Run *last = runs->len > 0 ? &g_array_index (runs, Run, runs->len - 1) : NULL;
  Run run = { day, NULL, n };

  if (last != NULL && last->day == day)
    {
      last->n += n;
      if (last->heading == NULL)
        g_set_object (&last->heading, heading);
      return;
    }
  g_set_object (&run.heading, heading);
  g_array_append_val (runs, run);
}

static int
day_of (gint64 time)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);

  return local != NULL ? g_date_time_get_year (local) * 512 + g_date_time_get_day_of_year (local) : 0;
}

/* The run that holds entry position, and its place in it; the end is behind the last run. */
static guint
locate (GArray *runs,
        guint position,
        guint *offset)
{
  guint i = 0;

  while (i < runs->len && position >= g_array_index (runs, Run, i).n)
    position -= g_array_index (runs, Run, i++).n;
  *offset = position;
  return i;
}

static void
append_new (BellTimeline *self,
            GArray *runs,
            guint position,
            guint n)
{
  for (guint i = position; i < position + n; i++)
    {
      g_autoptr (BellEntry) entry = g_list_model_get_item (self->entries, i);

      append_run (runs, day_of (bell_entry_get_received (entry)), NULL, 1);
    }
}

/* Runs that are new need headings; position: that of the first run's first entry. */
static void
add_headings (BellTimeline *self,
              GArray *runs,
              guint position)
{
  for (guint i = 0; i < runs->len; i++)
    {
      Run *run = &g_array_index (runs, Run, i);
      g_autoptr (BellEntry) entry = g_list_model_get_item (self->entries, position);

      if (run->heading == NULL)
        run->heading = bell_day_new (bell_entry_get_received (entry));
      position += run->n;
    }
}

static void
replace_runs (BellTimeline *self,
              guint first,
              guint last,
              GArray *runs)
{
  if (last > first)
    g_array_remove_range (self->runs, first, last - first);
  for (guint i = 0; i < runs->len; i++)
    {
      Run run = g_array_index (runs, Run, i);

      g_object_ref (run.heading);
      g_array_insert_val (self->runs, first + i, run);
    }
}

/*
 * Works on the runs around the change only, so that one more event in a long
 * history costs nothing: the entries in front (head) and behind (tail) keep
 * their days.
 */
static void
on_items_changed (GListModel *entries,
                  guint position,
                  guint removed,
                  guint added,
                  BellTimeline *self)
{
  g_autoptr (GArray) runs = runs_new ();
  guint head, left, first, last, out, was, is, same_front, same_back = 0;
  Run *run;

  first = locate (self->runs, position, &head);
  last = locate (self->runs, position + removed, &left);
  if (head == 0 && first > 0)
    head = g_array_index (self->runs, Run, --first).n;
  if (head > 0)
    {
      run = &g_array_index (self->runs, Run, first);
      append_run (runs, run->day, run->heading, head);
    }
  append_new (self, runs, position, added);
  if (last < self->runs->len)
    {
      run = &g_array_index (self->runs, Run, last++);
      same_back = run->n - left;
      append_run (runs, run->day, run->heading, same_back);
    }
  add_headings (self, runs, position - head);

  out = count_items (self->runs, 0, first);
  was = count_items (self->runs, first, last);
  is = count_items (runs, 0, runs->len);
  same_front = head > 0 ? head + 1 : 0;
  if (head == 0 && was > 0 && is > 0 &&
      g_array_index (self->runs, Run, first).heading == g_array_index (runs, Run, 0).heading)
    same_front = 1;

  replace_runs (self, first, last, runs);
  g_list_model_items_changed (G_LIST_MODEL (self), out + same_front, was - same_front - same_back,
                              is - same_front - same_back);
}

/* GListModel */

static GType
bell_timeline_get_item_type (GListModel *list)
{
  return G_TYPE_OBJECT;
}

static guint
bell_timeline_get_n_items (GListModel *list)
{
  BellTimeline *self = BELL_TIMELINE (list);

  return count_items (self->runs, 0, self->runs->len);
}

static gpointer
bell_timeline_get_item (GListModel *list,
                        guint position)
{
  BellTimeline *self = BELL_TIMELINE (list);
  guint entry = 0;

  for (guint i = 0; i < self->runs->len; i++)
    {
      Run *run = &g_array_index (self->runs, Run, i);

      if (position == 0)
        return g_object_ref (run->heading);
      if (position <= run->n)
        return g_list_model_get_item (self->entries, entry + position - 1);
      position -= run->n + 1;
      entry += run->n;
    }
  return NULL;
}

static void
bell_timeline_list_init (GListModelInterface *iface)
{
  iface->get_item_type = bell_timeline_get_item_type;
  iface->get_n_items = bell_timeline_get_n_items;
  iface->get_item = bell_timeline_get_item;
}

/* GObject */

static void
bell_timeline_finalize (GObject *object)
{
  BellTimeline *self = BELL_TIMELINE (object);

  g_clear_object (&self->entries);
  g_array_unref (self->runs);
  G_OBJECT_CLASS (bell_timeline_parent_class)->finalize (object);
}

static void
bell_timeline_class_init (BellTimelineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bell_timeline_finalize;
}

static void
bell_timeline_init (BellTimeline *self)
{
  self->runs = runs_new ();
}

BellTimeline *
bell_timeline_new (GListModel *entries)
{
  BellTimeline *self = g_object_new (BELL_TYPE_TIMELINE, NULL);

  g_return_val_if_fail (G_IS_LIST_MODEL (entries), NULL);

  self->entries = g_object_ref (entries);
  append_new (self, self->runs, 0, g_list_model_get_n_items (entries));
  add_headings (self, self->runs, 0);
  g_signal_connect_object (entries, "items-changed", G_CALLBACK (on_items_changed), self, 0);
  return self;
}
