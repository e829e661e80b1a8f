/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-window-private.h"

static void
remember (BellWindow *self,
          gboolean counter)
{
  g_object_set (bell_context_get_settings (self->context), "counter-mode", counter, NULL);
}

gboolean
bell_window_is_counter (BellWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stages), "counter") == 0;
}

void
bell_window_enter_counter (BellWindow *self)
{
  /* Without a shop there is nothing to count. */
  if (bell_window_is_counter (self) || g_list_model_get_n_items (bell_context_get_shops (self->context)) == 0)
    return;
  bell_sign_in_page_stop (self->sign_in);
  remember (self, TRUE);
  gtk_window_fullscreen (GTK_WINDOW (self));
  gtk_stack_set_visible_child_name (self->stages, "counter");
  gtk_widget_grab_focus (GTK_WIDGET (self->counter));
}

void
bell_window_leave_counter (BellWindow *self)
{
  if (!bell_window_is_counter (self))
    return;
  remember (self, FALSE);
  gtk_window_unfullscreen (GTK_WINDOW (self));
  bell_window_go_home (self);
}
