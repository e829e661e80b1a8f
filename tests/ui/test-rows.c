/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-test.h"
#include "bell-window.h"
#include "ui-context.h"

#define WAIT 60000
#define N_WAITING 100u
#define FEW 40u /* more than the list has before somebody scrolls */

/* The inbox's list, below widget; (nullable). */
static GtkWidget *
find_list (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_LIST_VIEW (widget) && gtk_widget_has_css_class (widget, "bell-timeline") ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_list (child);
  return found;
}

static guint
count_rows (GtkWidget *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list))));
}

static gboolean
title_counts_all (gpointer data)
{
  g_autofree char *title = g_strdup_printf ("(%u) Shopbell", N_WAITING);

  return g_strcmp0 (gtk_window_get_title (data), title) == 0;
}

static gboolean
has_few (gpointer data)
{
  return count_rows (data) < FEW;
}

static gboolean
scroll_to_all (gpointer data)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (data, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  return count_rows (data) >= 1 + N_WAITING;
}

static gboolean
scroll_to_top (gpointer data)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (data, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));

  gtk_adjustment_set_value (adjustment, 0);
  return gtk_adjustment_get_value (adjustment) == 0;
}

static gboolean
shows_earlier (gpointer data)
{
  GListModel *rows = G_LIST_MODEL (gtk_list_view_get_model (data));
  g_autoptr (GObject) last = g_list_model_get_item (rows, g_list_model_get_n_items (rows) - 1);

  return BELL_IS_ENTRY (last) && bell_entry_get_acknowledged (BELL_ENTRY (last)) != 0;
}

/* The list has few rows, and all of them for who scrolls there; of whoever looks at the newest it needs few again. */
static void
test_rows (void)
{
  g_autoptr (BellContext) context = ui_context_new ();
  BellShop *shop = ui_context_add_shop (context, "Café");
  BellWindow *window = bell_window_new (NULL, context, FALSE);
  GtkWidget *list = find_list (GTK_WIDGET (window));

  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < N_WAITING; i++)
    ui_context_add_order (context, shop, 1000 + i);
  bell_test_await (title_counts_all, window, WAIT, "all to wait");
  g_assert_cmpuint (count_rows (list), <, FEW);

  bell_test_await (scroll_to_all, list, WAIT, "all rows for who scrolls there");
  g_assert_cmpuint (count_rows (list), ==, 1 + N_WAITING); /* the head is a row, too */

  bell_test_await (scroll_to_top, list, WAIT, "the top");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.take-newest", NULL);
  bell_test_await (has_few, list, WAIT, "few rows again");

  /* What was taken follows when nothing waits. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.take-all", NULL);
  bell_test_await (shows_earlier, list, WAIT, "what was taken");
  gtk_window_destroy (GTK_WINDOW (window));
  bell_test_drain ();
  bell_context_stop (context);
}

int
main (int argc,
      char **argv)
{
  /* Not bell_test_init(): without the system's data folders there are no fonts; desktop-session keeps us apart. */
  g_test_init (&argc, &argv, NULL);
  /* GTK 4.8 looks for tooltips in windows that went, and says so. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  adw_init ();
  g_test_add_func ("/ui/rows/all-for-who-scrolls", test_rows);
  return g_test_run ();
}
