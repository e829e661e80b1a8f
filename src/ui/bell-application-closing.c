/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-application-private.h"

#include "bell-format-shops.h"
#include "bell-tray-view.h"

#include <glib/gi18n.h>

#define LEFT_BEHIND "left-behind"

/* Quitting */

static void
on_quit_response (AdwMessageDialog *dialog,
                  const char *response,
                  BellApplication *self)
{
  if (g_strcmp0 (response, "quit") == 0)
    g_application_quit (G_APPLICATION (self));
}

/* One question at a time: it waits for its answer, however often somebody asks to quit. */
static GtkWidget *
ask (BellApplication *self,
     const char *title,
     const char *body)
{
  GtkWidget *dialog;

  if (self->question != NULL)
    gtk_window_destroy (self->question);
  dialog = adw_message_dialog_new (GTK_WINDOW (bell_application_show (self, NULL)), title, body);
  g_set_weak_pointer (&self->question, GTK_WINDOW (dialog));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  return dialog;
}

static void
ask_to_quit (BellApplication *self,
             const char *body)
{
  GtkWidget *dialog;

  if (self->demo != NULL || !bell_format_any_listening (bell_context_get_shops (self->context)))
    {
      g_application_quit (G_APPLICATION (self));
      return;
    }
  dialog = ask (self, _("Quit Shopbell?"), body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("Keep Listening"), "quit", _("Quit"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "quit", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_quit_response), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
bell_application_ask_to_quit (BellApplication *self)
{
  ask_to_quit (self, _("New orders do not ring until Shopbell runs again."));
}

/* Closing the window */

/* Dialogs first: libadwaita's look back at the window they belong to. */
void
bell_application_destroy_windows (BellApplication *self)
{
  g_autoptr (GPtrArray) dialogs = g_ptr_array_new_with_free_func (g_object_unref);
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  g_clear_handle_id (&self->hiding, g_source_remove);
  for (GList *link = windows; link != NULL; link = link->next)
    if (link->data != self->window)
      g_ptr_array_add (dialogs, g_object_ref (link->data));
  for (guint i = 0; i < dialogs->len; i++)
    gtk_window_destroy (g_ptr_array_index (dialogs, i));
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
}

/* Away with it altogether: it costs memory, and GTK 4.8 ends the process where a screen reader looks at a hidden one. */
static void
hide (BellApplication *self)
{
  bell_application_destroy_windows (self);
  bell_background_enter (self->background);
}

static void
hide_cb (gpointer user_data)
{
  BellApplication *self = user_data;

  self->hiding = 0;
  hide (self);
}

static void
on_tell_response (AdwMessageDialog *dialog,
                  const char *response,
                  BellApplication *self)
{
  GtkWidget *starts_too = adw_message_dialog_get_extra_child (dialog); /* (nullable) */

  if (g_strcmp0 (response, "quit") == 0)
    g_application_quit (G_APPLICATION (self));
  if (g_strcmp0 (response, "hide") != 0)
    return;
  if (starts_too != NULL && gtk_check_button_get_active (GTK_CHECK_BUTTON (starts_too)))
    bell_background_set_autostart (self->background, TRUE);
  g_object_set (self->settings, "told-background", TRUE, NULL);
  /* When the dialog is done with its answer. */
  if (self->hiding == 0)
    self->hiding = g_idle_add_once (hide_cb, self);
}

/* Whoever wants it to run without a window may want it to begin so. (nullable) */
static GtkWidget *
offer_autostart (BellApplication *self)
{
  GtkWidget *button;

  if (bell_background_get_autostart (self->background) == NULL
      || bell_background_get_autostart_lock (self->background) != NULL
      || bell_background_get_wants_autostart (self->background))
    return NULL;
  button = gtk_check_button_new_with_mnemonic (_("_Start with the computer"));
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  return button;
}

static void
tell (BellApplication *self)
{
  GtkWidget *dialog = ask (self, _("Shopbell Goes On Listening"),
                           _("Orders ring also while its window is closed. To see the window again, start Shopbell "
                             "once more."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "quit", _("Quit"), "hide", _("Close the Window"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "hide", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "hide");
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), offer_autostart (self));
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_tell_response), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

gboolean
bell_application_close_window (BellApplication *self)
{
  switch (bell_background_get_closing (self->background))
    {
    case BELL_CLOSING_HIDES:
      hide (self);
      break;
    case BELL_CLOSING_TELLS:
      tell (self);
      break;
    case BELL_CLOSING_ASKS:
      ask_to_quit (self, _("This desktop ends Shopbell when its window is closed. New orders do not ring then."));
      break;
    case BELL_CLOSING_QUITS:
    default:
      g_application_quit (G_APPLICATION (self));
      break;
    }
  return TRUE;
}

/* The background */

static void
on_asked (BellTrayPresenter *presenter,
          const char *what,
          const char *token,
          BellApplication *self)
{
  /* Quitting needs the window only where there is something to ask. */
  if (!g_str_equal (what, BELL_TRAY_QUIT) || bell_format_any_listening (bell_context_get_shops (self->context)))
    bell_application_show (self, token);
  if (!g_str_equal (what, BELL_TRAY_OPEN))
    g_action_group_activate_action (G_ACTION_GROUP (self), what, NULL);
}

/* The answer came after the window had gone: the desktop would end us. */
static void
on_background (BellAutostart *autostart,
               GParamSpec *pspec,
               BellApplication *self)
{
  if (bell_autostart_get_background (autostart) || self->window != NULL)
    return;
  bell_window_toast (bell_application_show (self, NULL),
                     _("This desktop lets no program run without its window. Please leave it open."));
}

void
bell_application_enter_background (BellApplication *self)
{
  BellAutostart *autostart;

  self->background = bell_background_new (self->context, self->profile, self->wants_demo);
  self->wake_lock = bell_wake_lock_new (GTK_APPLICATION (self), self->context);
  self->speaker = bell_speaker_new (NULL, bell_context_get_clock (self->context));
  self->speech = bell_speech_new (bell_context_get_inbox (self->context), bell_context_get_alarm (self->context),
                                  self->settings, self->speaker);
  autostart = bell_background_get_autostart (self->background);
  g_signal_connect_object (bell_background_get_presenter (self->background), "asked", G_CALLBACK (on_asked), self, 0);
  if (autostart != NULL)
    g_signal_connect_object (autostart, "notify::background", G_CALLBACK (on_background), self, 0);
  /* The window is no condition: the program goes on without it, and ends where somebody quits it. */
  g_application_hold (G_APPLICATION (self));
  if (self->hidden)
    bell_background_enter (self->background);
  if (!self->wants_demo)
    g_application_withdraw_notification (G_APPLICATION (self), LEFT_BEHIND);
}

void
bell_application_leave_background (BellApplication *self)
{
  guint waiting = bell_inbox_get_waiting_count (bell_context_get_inbox (self->context));

  bell_background_stop (self->background);
  bell_wake_lock_stop (self->wake_lock);
  bell_speaker_stop (self->speaker);
  if (waiting > 0 && !self->wants_demo)
    {
      /* No word of a shop's in it: some desktops read a body as markup. A click starts the program again. */
      g_autoptr (GNotification) notification = g_notification_new (_("Shopbell has ended"));
      g_autofree char *body = bell_tray_view_left_behind (waiting);

      g_notification_set_body (notification, body);
      g_application_send_notification (G_APPLICATION (self), LEFT_BEHIND, notification);
    }
}
