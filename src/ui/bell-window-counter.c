/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-window-private.h"

#include "bell-format-provision.h"

static void
remember (BellWindow *self,
          gboolean counter)
{
  g_object_set (bell_context_get_settings (self->context), "counter-mode", counter, NULL);
}

/* (transfer full) (nullable): why the counter mode must stay as it is. */
static char *
find_lock (BellWindow *self)
{
  BellSettings *settings = bell_context_get_settings (self->context);
  gboolean wanted;

  g_object_get (settings, "counter-mode", &wanted, NULL);
  return wanted ? bell_format_locked (bell_settings_get_lock (settings, NULL, "counter-mode")) : NULL;
}

gboolean
bell_window_is_counter (BellWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stages), "counter") == 0;
}

/* There the button for the next one is at the bottom: what pops up goes out of its way. */
void
bell_window_place_bars (BellWindow *self)
{
  gboolean counter = bell_window_is_counter (self);

  gtk_widget_set_valign (GTK_WIDGET (self->undo), counter ? GTK_ALIGN_START : GTK_ALIGN_END);
  if (counter)
    gtk_widget_add_css_class (GTK_WIDGET (self), "bell-counting");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "bell-counting");
}

void
bell_window_enter_counter (BellWindow *self)
{
  /* Without a shop there is nothing to count. */
  if (bell_window_is_counter (self) || g_list_model_get_n_items (bell_context_get_shops (self->context)) == 0)
    return;
  bell_window_stop_pages (self);
  bell_window_need_counter (self);
  remember (self, TRUE);
  gtk_window_fullscreen (GTK_WINDOW (self));
  gtk_stack_set_visible_child_name (self->stages, "counter");
  gtk_widget_grab_focus (GTK_WIDGET (self->counter));
}

void
bell_window_leave_counter (BellWindow *self)
{
  g_autofree char *locked = NULL;

  if (!bell_window_is_counter (self))
    return;
  locked = find_lock (self);
  if (locked != NULL)
    {
      bell_window_toast (self, locked);
      return;
    }
  remember (self, FALSE);
  gtk_window_unfullscreen (GTK_WINDOW (self));
  bell_window_go_home (self);
}
