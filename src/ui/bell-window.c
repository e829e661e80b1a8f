/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-window-private.h"

#include "bell-format.h"
#include "bell-toast-guard.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (BellWindow, bell_window, ADW_TYPE_APPLICATION_WINDOW)

void
bell_window_toast (BellWindow *self,
                   const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);
  g_autoptr (AdwToast) toast = adw_toast_new (markup);

  bell_window_add_toast (self, toast);
}

void
bell_window_add_toast (BellWindow *self,
                       AdwToast *toast)
{
  g_return_if_fail (BELL_IS_WINDOW (self));
  bell_toast_guard (toast, GTK_WIDGET (self->toasts));
  adw_toast_overlay_add_toast (self->toasts, g_object_ref (toast));
}

static gboolean
has_shops (BellWindow *self)
{
  return g_list_model_get_n_items (bell_context_get_shops (self->context)) > 0;
}

void
bell_window_stop_pages (BellWindow *self)
{
  if (self->sign_in != NULL)
    bell_sign_in_page_stop (self->sign_in);
  if (self->shops != NULL)
    bell_shops_page_stop (self->shops);
}

void
bell_window_go_home (BellWindow *self)
{
  g_return_if_fail (BELL_IS_WINDOW (self));

  bell_window_stop_pages (self);
  /* The demo signs in by itself: there is nothing to welcome to. */
  if (has_shops (self) || self->demo)
    {
      gtk_stack_set_visible_child_name (self->stages, "home");
      gtk_widget_grab_focus (GTK_WIDGET (self->inbox));
      return;
    }
  bell_window_need_welcome (self);
  gtk_stack_set_visible_child_name (self->stages, "welcome");
  gtk_widget_grab_focus (self->welcome);
}

void
bell_window_sign_in (BellWindow *self,
                     BellShop *again)
{
  g_return_if_fail (BELL_IS_WINDOW (self));

  bell_window_leave_counter (self);
  bell_state_pill_popdown (self->pill);
  bell_window_stop_pages (self);
  bell_window_need_sign_in (self);
  gtk_stack_set_visible_child_name (self->stages, "sign-in");
  bell_sign_in_page_start (self->sign_in, self->context, again);
}

void
bell_window_open_entry (BellWindow *self,
                        BellEntry *entry)
{
  g_return_if_fail (BELL_IS_WINDOW (self));

  bell_window_leave_counter (self);
  bell_window_stop_pages (self);
  gtk_stack_set_visible_child_name (self->stages, "home");
  adw_view_stack_set_visible_child_name (self->pages, "inbox");
  bell_inbox_page_open (self->inbox, entry);
}

/* The last shop is gone, or the first has come: not while somebody is signing in, or looks after the others. */
static void
on_shops_changed (BellWindow *self)
{
  if (self->context == NULL) /* the window goes */
    return;
  const char *stage = gtk_stack_get_visible_child_name (self->stages);

  if (bell_window_is_counter (self) && has_shops (self))
    return;
  if (g_strcmp0 (stage, "sign-in") != 0 && (g_strcmp0 (stage, "shops") != 0 || !has_shops (self)))
    bell_window_go_home (self);
}

void
bell_window_show_shops (BellWindow *self,
                        const char *page,
                        BellShop *shop)
{
  g_return_if_fail (BELL_IS_WINDOW (self));

  bell_window_leave_counter (self);
  bell_state_pill_popdown (self->pill);
  bell_window_need_shops (self);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stages), "shops") == 0)
    {
      bell_shops_page_go (self->shops, page, shop);
      return;
    }
  bell_window_stop_pages (self);
  gtk_stack_set_visible_child_name (self->stages, "shops");
  bell_shops_page_enter (self->shops, page, shop);
}

static void
update_waiting (BellWindow *self)
{
  g_autofree char *title = NULL;
  g_autofree char *demo = NULL;
  guint waiting;

  /* The window goes: a page of it takes back the test alert that it sent. */
  if (self->context == NULL)
    return;
  waiting = g_list_model_get_n_items (bell_inbox_get_calm_waiting (bell_context_get_inbox (self->context)));
  title = bell_format_waiting_title (waiting);
  if (self->demo)
    /* TRANSLATORS: the title of a window that shows the demo shop; %s is "Shopbell" */
    demo = g_strdup_printf (_("%s – Demo"), title);

  gtk_window_set_title (GTK_WINDOW (self), demo != NULL ? demo : title);
  adw_view_stack_page_set_badge_number (self->inbox_page, waiting);
  adw_view_stack_page_set_needs_attention (self->inbox_page, waiting > 0);
  adw_view_stack_page_set_icon_name (self->inbox_page, waiting > 0 ? "bell-waiting-symbolic" : "bell-calm-symbolic");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.take-newest", waiting > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.take-all", waiting > 0);
}

/* Nobody asks for quiet where it is quiet: what comes next would be missed. */
static void
update_silence (BellWindow *self)
{
  BellAlarm *alarm;

  if (self->context == NULL) /* the window goes */
    return;
  alarm = bell_context_get_alarm (self->context);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.silence",
                                 bell_alarm_get_ringing (alarm) || bell_alarm_get_silenced_until (alarm) != 0);
}

/* A narrow header bar has room for one word beside the pill: that it is the demo. The window's own name says the rest. And
 * what pops up at the bottom leaves the switcher free that stands there now. */
static void
update_narrow (BellWindow *self)
{
  gboolean narrow = adw_view_switcher_title_get_title_visible (self->switcher_title);

  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "bell-narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "bell-narrow");
  adw_view_switcher_title_set_title (self->switcher_title, self->demo ? _("Demo") : "");
  gtk_widget_set_visible (self->demo_mark, self->demo && !narrow);
}

static gboolean
narrow_cb (gpointer user_data)
{
  BellWindow *self = user_data;

  self->narrow_source = 0;
  update_narrow (self);
  return G_SOURCE_REMOVE;
}

/* Not here: the header bar is at work on its sizes, and would draw the mark where it has not yet put it. */
static void
on_title_visible (BellWindow *self)
{
  if (self->narrow_source == 0)
    self->narrow_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, narrow_cb, self, NULL);
}

static void
on_page (BellWindow *self)
{
  const char *name = adw_view_stack_get_visible_child_name (self->pages);

  if (self->context == NULL) /* the window comes, or goes */
    return;
  bell_window_need_page (self, name);
  /* Events are what can be searched. */
  gtk_widget_set_visible (self->search, g_strcmp0 (name, "inbox") == 0);
}

/* Back to a person who looks: a good moment to try again (design §4). */
static void
on_is_active (BellWindow *self)
{
  if (gtk_window_is_active (GTK_WINDOW (self)) && self->context != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.nudge", NULL);
}

static void
bind_size (BellWindow *self)
{
  BellSettings *settings = bell_context_get_settings (self->context);
  GBindingFlags flags = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  g_object_bind_property (settings, "window-width", self, "default-width", flags);
  g_object_bind_property (settings, "window-height", self, "default-height", flags);
  g_object_bind_property (settings, "window-maximized", self, "maximized", flags);
}

/* GObject */

static void
bell_window_dispose (GObject *object)
{
  BellWindow *self = BELL_WINDOW (object);

  g_clear_handle_id (&self->narrow_source, g_source_remove);
  g_clear_object (&self->herald);
  g_clear_object (&self->pulse);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_WINDOW);
  G_OBJECT_CLASS (bell_window_parent_class)->dispose (object);
}

static void
bell_window_class_init (BellWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_window_dispose;

  g_type_ensure (BELL_TYPE_STATE_PILL);
  g_type_ensure (BELL_TYPE_STRIP);
  g_type_ensure (BELL_TYPE_SET_UP_STRIP);
  g_type_ensure (BELL_TYPE_INBOX_PAGE);
  g_type_ensure (BELL_TYPE_UNDO_BAR);

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BellWindow, undo);
  gtk_widget_class_bind_template_child (widget_class, BellWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, BellWindow, stages);
  gtk_widget_class_bind_template_child (widget_class, BellWindow, welcome_place);
  gtk_widget_class_bind_template_child (widget_class, BellWindow, welcome_set_up);
  gtk_widget_class_bind_template_child (widget_class, BellWindow, sign_in_place);
  gtk_widget_class_bind_template_child (widget_class, BellWindow, shops_place);
  gtk_widget_class_bind_template_child (widget_class, BellWindow, counter_place);
  gtk_widget_class_bind_template_child (widget_class, BellWindow, demo_mark);
  gtk_widget_class_bind_template_child (widget_class, BellWindow, search);
  gtk_widget_class_bind_template_child (widget_class, BellWindow, switcher_title);
  gtk_widget_class_bind_template_child (widget_class, BellWindow, pill);
  gtk_widget_class_bind_template_child (widget_class, BellWindow, strip);
  gtk_widget_class_bind_template_child (widget_class, BellWindow, set_up);
  gtk_widget_class_bind_template_child (widget_class, BellWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, BellWindow, inbox_page);
  gtk_widget_class_bind_template_child (widget_class, BellWindow, inbox);
  gtk_widget_class_bind_template_child (widget_class, BellWindow, today_place);
  gtk_widget_class_bind_template_child (widget_class, BellWindow, rules_place);
  gtk_widget_class_bind_template_callback (widget_class, on_page);
  gtk_widget_class_bind_template_callback (widget_class, on_title_visible);
  gtk_widget_class_bind_template_callback (widget_class, bell_window_toast);
  bell_window_class_install_actions (widget_class);
}

static void
bell_window_init (BellWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect (self, "notify::is-active", G_CALLBACK (on_is_active), NULL);
}

BellWindow *
bell_window_new (AdwApplication *application,
                 BellContext *context,
                 gboolean demo)
{
  BellWindow *self = g_object_new (BELL_TYPE_WINDOW, "application", application, NULL);
  gboolean counter;

  self->context = g_object_ref (context);
  self->pulse = bell_pulse_new (GTK_WIDGET (self));
  bell_undo_bar_set_inbox (self->undo, bell_context_get_inbox (context));
  g_signal_connect_object (self->stages, "notify::visible-child-name", G_CALLBACK (bell_window_place_bars), self,
                           G_CONNECT_SWAPPED);
  self->herald = bell_herald_new (bell_context_get_inbox (context), GTK_WIDGET (self));
  self->demo = demo;
  update_narrow (self);
  bind_size (self);

  bell_state_pill_set_context (self->pill, context, self->pulse);
  bell_strip_set_context (self->strip, context, self->pulse);
  bell_set_up_strip_set_provision (self->set_up, bell_context_get_provision (context));
  bell_set_up_strip_set_provision (self->welcome_set_up, bell_context_get_provision (context));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.add-shop",
                                 bell_settings_get_lock (bell_context_get_settings (context), NULL,
                                                         BELL_LOCK_SHOPS) == NULL);
  bell_inbox_page_set_context (self->inbox, context, self->pulse);
  g_signal_connect_object (bell_inbox_get_calm_waiting (bell_context_get_inbox (context)), "items-changed",
                           G_CALLBACK (update_waiting), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bell_context_get_shops (context), "items-changed", G_CALLBACK (on_shops_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (bell_context_get_alarm (context), "notify::ringing", G_CALLBACK (update_silence), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (bell_context_get_alarm (context), "notify::silenced-until", G_CALLBACK (update_silence), self,
                           G_CONNECT_SWAPPED);
  update_waiting (self);
  update_silence (self);
  bell_window_go_home (self);
  g_object_get (bell_context_get_settings (context), "counter-mode", &counter, NULL);
  if (counter)
    bell_window_enter_counter (self);
  return self;
}
