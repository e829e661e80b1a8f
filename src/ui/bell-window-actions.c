/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-window-private.h"

#include "bell-format-shops.h"
#include "bell-report-saver.h"
#include "bell-self-test-dialog.h"

static void
show_page (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  BellWindow *self = BELL_WINDOW (widget);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stages), "shops") == 0)
    bell_window_go_home (self);
  adw_view_stack_set_visible_child_name (self->pages, g_variant_get_string (parameter, NULL));
}

static void
search (GtkWidget *widget,
        const char *name,
        GVariant *parameter)
{
  BellWindow *self = BELL_WINDOW (widget);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stages), "home") != 0)
    return;
  adw_view_stack_set_visible_child_name (self->pages, "inbox");
  bell_inbox_page_search (self->inbox);
}

static void
take_newest (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  BellInbox *inbox = bell_context_get_inbox (BELL_WINDOW (widget)->context);
  g_autoptr (BellEntry) entry = g_list_model_get_item (bell_inbox_get_waiting (inbox), 0);

  if (entry != NULL)
    bell_inbox_acknowledge (inbox, entry, "window");
}

static void
take_all (GtkWidget *widget,
          const char *name,
          GVariant *parameter)
{
  bell_inbox_acknowledge_all (bell_context_get_inbox (BELL_WINDOW (widget)->context), "window");
}

/* Quiet for a while, or an end to it. */
static void
silence (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  BellAlarm *alarm = bell_context_get_alarm (BELL_WINDOW (widget)->context);

  bell_alarm_silence (alarm, bell_alarm_get_silenced_until (alarm) == 0 ? BELL_SILENCE_S : 0);
}

/* Every shop that should be heard: one that may not be shows that it lives, or is tried for; a paused one stays paused, a locked keyring is asked only on demand. */
static void
nudge (BellWindow *self,
       gboolean unlock)
{
  GListModel *shops = bell_context_get_shops (self->context);

  for (guint i = 0; i < g_list_model_get_n_items (shops); i++)
    {
      g_autoptr (BellShop) shop = g_list_model_get_item (shops, i);
      BellSession *session = bell_shop_get_session (shop);
      BellSessionState state = bell_session_get_state (session);

      if (unlock && state == BELL_SESSION_LOCKED)
        bell_session_retry_now (session);
      else
        bell_session_probe (session);
    }
}

static void
reconnect (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  nudge (BELL_WINDOW (widget), TRUE);
}

static void
nudge_down (GtkWidget *widget,
            const char *name,
            GVariant *parameter)
{
  nudge (BELL_WINDOW (widget), FALSE);
}

static void
go_back (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  BellWindow *self = BELL_WINDOW (widget);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stages), "sign-in") == 0)
    bell_window_go_home (self);
  else if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stages), "shops") == 0)
    bell_shops_page_back (self->shops);
  else if (g_strcmp0 (adw_view_stack_get_visible_child_name (self->pages), "rules") == 0)
    bell_rules_page_back (self->rules);
  else
    bell_inbox_page_back (self->inbox);
}

static void
toggle_counter (GtkWidget *widget,
                const char *name,
                GVariant *parameter)
{
  BellWindow *self = BELL_WINDOW (widget);

  if (bell_window_is_counter (self))
    bell_window_leave_counter (self);
  else
    bell_window_enter_counter (self);
}

static void
add_shop (GtkWidget *widget,
          const char *name,
          GVariant *parameter)
{
  bell_window_sign_in (BELL_WINDOW (widget), NULL);
}

static void
sign_in_again (GtkWidget *widget,
               const char *name,
               GVariant *parameter)
{
  BellWindow *self = BELL_WINDOW (widget);
  BellShop *shop = bell_context_find_shop (self->context, g_variant_get_string (parameter, NULL));

  if (shop != NULL)
    bell_window_sign_in (self, shop);
}

/* Of the shop with this id; "": of the first. */
static void
test_alerts (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  BellWindow *self = BELL_WINDOW (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  g_autoptr (BellShop) first = g_list_model_get_item (bell_context_get_shops (self->context), 0);
  BellShop *shop = *id != '\0' ? bell_context_find_shop (self->context, id) : first;

  if (shop != NULL)
    gtk_window_present (bell_self_test_dialog_new (GTK_WINDOW (self), self->context, shop));
}

static void
save_report (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  bell_report_saver_run (BELL_WINDOW (widget), BELL_WINDOW (widget)->context);
}

static void
show_shops (GtkWidget *widget,
            const char *name,
            GVariant *parameter)
{
  bell_window_show_shops (BELL_WINDOW (widget), "list", NULL);
}

/* "win.show-account": the page is what follows "win.show-". */
static void
show_of_shop (GtkWidget *widget,
              const char *name,
              GVariant *parameter)
{
  BellWindow *self = BELL_WINDOW (widget);
  BellShop *shop = bell_context_find_shop (self->context, g_variant_get_string (parameter, NULL));

  if (shop != NULL)
    bell_window_show_shops (self, name + strlen ("win.show-"), shop);
}

/* Of the shop that worries most. */
static void
diagnose (GtkWidget *widget,
          const char *name,
          GVariant *parameter)
{
  BellWindow *self = BELL_WINDOW (widget);
  GListModel *shops = bell_context_get_shops (self->context);
  int worst = bell_format_worst_shop (shops, bell_context_get_clock (self->context));
  g_autoptr (BellShop) shop = worst >= 0 ? g_list_model_get_item (shops, (guint) worst) : NULL;

  if (shop != NULL)
    bell_window_show_shops (self, "diagnosis", shop);
}

static void
show_state (GtkWidget *widget,
            const char *name,
            GVariant *parameter)
{
  bell_state_pill_popup (BELL_WINDOW (widget)->pill);
}

void
bell_window_class_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.show-page", "s", show_page);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search);
  gtk_widget_class_install_action (widget_class, "win.show-state", NULL, show_state);
  gtk_widget_class_install_action (widget_class, "win.show-shops", NULL, show_shops);
  gtk_widget_class_install_action (widget_class, "win.show-shop", "s", show_of_shop);
  gtk_widget_class_install_action (widget_class, "win.show-account", "s", show_of_shop);
  gtk_widget_class_install_action (widget_class, "win.show-subscriptions", "s", show_of_shop);
  gtk_widget_class_install_action (widget_class, "win.show-diagnosis", "s", show_of_shop);
  gtk_widget_class_install_action (widget_class, "win.diagnose", NULL, diagnose);
  gtk_widget_class_install_action (widget_class, "win.take-newest", NULL, take_newest);
  gtk_widget_class_install_action (widget_class, "win.take-all", NULL, take_all);
  gtk_widget_class_install_action (widget_class, "win.silence", NULL, silence);
  gtk_widget_class_install_action (widget_class, "win.reconnect", NULL, reconnect);
  gtk_widget_class_install_action (widget_class, "win.nudge", NULL, nudge_down);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, go_back);
  gtk_widget_class_install_action (widget_class, "win.counter", NULL, toggle_counter);
  gtk_widget_class_install_action (widget_class, "win.add-shop", NULL, add_shop);
  gtk_widget_class_install_action (widget_class, "win.save-report", NULL, save_report);
  gtk_widget_class_install_action (widget_class, "win.self-test", "s", test_alerts);
  gtk_widget_class_install_action (widget_class, "win.sign-in-again", "s", sign_in_again);

  /* A binding and no accelerator: a popover or a dialog takes Escape first. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.back", NULL);
}
