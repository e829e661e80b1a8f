/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui-window.h"

#include "bell-test.h"

GtkWidget *
ui_find_below (GtkWidget *widget,
            GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ui_find_below (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
ui_find_button (GtkWidget *widget,
             const char *label)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ui_find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
title_is (gpointer data)
{
  gpointer *pair = data;

  return g_strcmp0 (gtk_window_get_title (pair[0]), pair[1]) == 0;
}

void
ui_await_title (BellWindow *window,
             const char *title)
{
  gpointer pair[] = { window, (gpointer) title };

  bell_test_await (title_is, pair, 30000, title);
}

/*
 * GTK 4.8 looks up fresh tooltips when it is idle, even in a popover or a window that is on no screen any more:
 * maybe not before the next test.
 */
static gboolean
is_fatal (const char *domain,
          GLogLevelFlags level,
          const char *message,
          gpointer user_data)
{
  return strstr (message, "gdk_surface_get_device_position") == NULL &&
         strstr (message, "_gtk_widget_find_at_coords") == NULL;
}

/* GLib's own handler would print "Bail out!" for what is not fatal after all. */
static void
on_critical (const char *domain,
             GLogLevelFlags level,
             const char *message,
             gpointer user_data)
{
  if (is_fatal (domain, level, message, user_data))
    g_log_default_handler (domain, level, message, user_data);
}

void
ui_run (gconstpointer test)
{
  g_test_log_set_fatal_handler (is_fatal, NULL);
  ((GTestFunc) test) ();
}

BellWindow *
ui_present (BellContext *context)
{
  BellWindow *window = bell_window_new (NULL, context, FALSE);

  gtk_window_present (GTK_WINDOW (window));
  return window;
}

void
ui_destroy (BellWindow *window)
{
  gpointer weak = window;

  g_object_add_weak_pointer (G_OBJECT (window), &weak);
  gtk_window_destroy (GTK_WINDOW (window));
  bell_test_drain ();
  g_assert_null (weak);
}

void
ui_test_init (int *argc,
              char ***argv)
{
  /* Not bell_test_init(), for the icons' sake; desktop-session keeps us apart. */
  g_test_init (argc, argv, NULL);
  adw_init ();
  g_log_set_handler ("Gdk", G_LOG_LEVEL_CRITICAL | G_LOG_FLAG_FATAL, on_critical, NULL);
  g_log_set_handler ("Gtk", G_LOG_LEVEL_CRITICAL | G_LOG_FLAG_FATAL, on_critical, NULL);
}
