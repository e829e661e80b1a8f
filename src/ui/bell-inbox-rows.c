/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-inbox-rows.h"

#include "bell-front-list.h"
#include "bell-timeline.h"

/* At first, and then some more as long as less than one and a half screens are below what is seen. */
#define FIRST_ROWS 8
#define MORE_ROWS 8
#define SCREENS_BELOW 1.5

/* Below a frame, above the events of a storm. */
#define FILL_PRIORITY (GDK_PRIORITY_REDRAW + 5)

struct _BellInboxRows
{
  GObject parent_instance;

  /* Borrowed */
  GtkListView *list;
  GtkScrolledWindow *scrolled;

  /* Owned */
  BellInbox *inbox;
  BellFrontList *waiting;
  BellFrontList *earlier; /* empty until all that waits is shown */
  guint fill;
};

G_DEFINE_FINAL_TYPE (BellInboxRows, bell_inbox_rows, G_TYPE_OBJECT)

/* How long the list is in screens, and how many are above and below what is seen. */
static double
get_screens (BellInboxRows *self,
             double *above,
             double *below)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  double page = MAX (gtk_adjustment_get_page_size (adjustment), 1);
  double screens = gtk_adjustment_get_upper (adjustment) / page;

  *above = gtk_adjustment_get_value (adjustment) / page;
  *below = screens - *above - 1;
  return screens;
}

/* Who looks at the newest needs none of the rows that somebody scrolled to before. */
void
bell_inbox_rows_update (BellInboxRows *self)
{
  double above, below, screens = get_screens (self, &above, &below);

  if (above < 1 && screens > 8)
    bell_front_list_set_limit (self->waiting, FIRST_ROWS);
  if (!bell_front_list_is_all (self->waiting))
    bell_front_list_set_limit (self->earlier, 0);
  else if (bell_front_list_get_limit (self->earlier) == 0)
    bell_front_list_set_limit (self->earlier, FIRST_ROWS);
}

/* Before the end is reached, so that nobody has to wait there. */
static gboolean
fill_cb (gpointer user_data)
{
  BellInboxRows *self = user_data;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (self->list)));
  double above, below, screens = get_screens (self, &above, &below);

  self->fill = 0;
  /* As many as a screen has, by what those that are there have on average. */
  bell_front_list_set_few (self->waiting, MAX ((guint) (n / MAX (screens, 1)) + 1, FIRST_ROWS));
  if (below >= SCREENS_BELOW)
    return G_SOURCE_REMOVE;
  if (!bell_front_list_is_all (self->waiting))
    bell_front_list_set_limit (self->waiting, bell_front_list_get_limit (self->waiting) + MORE_ROWS);
  else if (!bell_front_list_is_all (self->earlier))
    bell_front_list_set_limit (self->earlier, bell_front_list_get_limit (self->earlier) + MORE_ROWS);
  else if (above > 0)
    bell_inbox_load_earlier (self->inbox);
  bell_inbox_rows_update (self);
  return G_SOURCE_REMOVE;
}

/* Not here: the list may be at work on its rows. */
static void
on_scrolled (BellInboxRows *self)
{
  if (self->fill == 0)
    self->fill = g_idle_add_full (FILL_PRIORITY, fill_cb, self, NULL);
}

/* The head, what waits, and the days: one model, so that thousands scroll as well as ten. */
static GListModel *
make_model (BellInboxRows *self)
{
  GListStore *parts = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr (GtkStringList) head = gtk_string_list_new ((const char *[]) { "head", NULL });
  g_autoptr (BellTimeline) timeline = NULL;

  self->waiting = bell_front_list_new (bell_inbox_get_calm_waiting (self->inbox), FIRST_ROWS);
  self->earlier = bell_front_list_new (bell_inbox_get_calm_earlier (self->inbox), FIRST_ROWS);
  timeline = bell_timeline_new (G_LIST_MODEL (self->earlier));

  g_list_store_append (parts, head);
  g_list_store_append (parts, self->waiting);
  g_list_store_append (parts, timeline);
  return G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (parts)));
}

/* The rows of a storm, and what GTK keeps of each, lie all over the memory that the storm needed: as long as they live
 * hardly a page of it can be given back. So all of them go at once, and come anew by and by, like the first ones. Whoever
 * scrolled down keeps the place. */
static void
on_calmed (BellInboxRows *self)
{
  g_autoptr (GtkSelectionModel) model = g_object_ref (gtk_list_view_get_model (self->list));
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL;
  double above, below;

  get_screens (self, &above, &below);
  if (above > 0)
    return;
  gtk_list_view_set_model (self->list, NULL);
  bell_front_list_set_limit (self->waiting, FIRST_ROWS);
  bell_inbox_rows_update (self);
  bell_front_list_set_limit (self->earlier, MIN (bell_front_list_get_limit (self->earlier), FIRST_ROWS));
  gtk_list_view_set_model (self->list, model);
  if (focused)
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

/* GObject */

static void
bell_inbox_rows_dispose (GObject *object)
{
  BellInboxRows *self = BELL_INBOX_ROWS (object);

  g_clear_handle_id (&self->fill, g_source_remove);
  g_clear_object (&self->waiting);
  g_clear_object (&self->earlier);
  g_clear_object (&self->inbox);
  G_OBJECT_CLASS (bell_inbox_rows_parent_class)->dispose (object);
}

static void
bell_inbox_rows_class_init (BellInboxRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bell_inbox_rows_dispose;
}

static void
bell_inbox_rows_init (BellInboxRows *self)
{
}

BellInboxRows *
bell_inbox_rows_new (BellInbox *inbox,
                     GtkListView *list,
                     GtkScrolledWindow *scrolled)
{
  BellInboxRows *self = g_object_new (BELL_TYPE_INBOX_ROWS, NULL);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scrolled);
  g_autoptr (GtkNoSelection) selection = NULL;

  self->inbox = g_object_ref (inbox);
  self->list = list;
  self->scrolled = scrolled;
  selection = gtk_no_selection_new (make_model (self));
  gtk_list_view_set_model (list, GTK_SELECTION_MODEL (selection));
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (on_scrolled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (on_scrolled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (inbox, "calmed", G_CALLBACK (on_calmed), self, G_CONNECT_SWAPPED);
  return self;
}
