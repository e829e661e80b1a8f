/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-application-private.h"

#include "bell-help.h"
#include "bell-preferences.h"

#include <glib/gi18n.h>

/* Quitting */

static void
quit (GSimpleAction *action,
      GVariant *parameter,
      gpointer user_data)
{
  bell_application_ask_to_quit (user_data);
}

/* Events */

static void
found_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (BellApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BellEntry) entry = bell_inbox_find_whole_finish (BELL_INBOX (source), result, &error);

  if (entry == NULL)
    g_debug ("The event cannot be shown: %s", error->message);
  else if (self->window != NULL)
    bell_window_open_entry (self->window, entry);
}

void
bell_application_open_entry (BellApplication *self,
                             gint64 id)
{
  BellInbox *inbox = bell_context_get_inbox (self->context);
  BellEntry *entry = bell_inbox_find (inbox, id);

  if (entry != NULL && self->window != NULL)
    bell_window_open_entry (self->window, entry);
  else
    bell_inbox_find_whole_async (inbox, id, NULL, found_cb, g_object_ref (self));
}

static void
open_entry (GSimpleAction *action,
            GVariant *parameter,
            gpointer user_data)
{
  bell_application_show (user_data, NULL);
  bell_application_open_entry (user_data, g_variant_get_int64 (parameter));
}

static void
acknowledge (GSimpleAction *action,
             GVariant *parameter,
             gpointer user_data)
{
  BellApplication *self = user_data;
  BellInbox *inbox = bell_context_get_inbox (self->context);
  BellEntry *entry = bell_inbox_find (inbox, g_variant_get_int64 (parameter));

  if (entry != NULL)
    bell_inbox_acknowledge (inbox, entry, "window");
}

/* Windows */

/* page: (nullable): the first one. */
static void
show_preferences (BellApplication *self,
                  const char *page)
{
  GtkWindow *window = bell_preferences_new (GTK_WINDOW (bell_application_show (self, NULL)), self->context,
                                            self->background);

  bell_preferences_set_till (BELL_PREFERENCES (window), self->speaker, self->wake_lock);
  if (page != NULL)
    adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (window), page);
  gtk_window_present (window);
}

static void
preferences (GSimpleAction *action,
             GVariant *parameter,
             gpointer user_data)
{
  show_preferences (user_data, NULL);
}

/* The mistakes in the owner's files. */
static void
set_up (GSimpleAction *action,
        GVariant *parameter,
        gpointer user_data)
{
  show_preferences (user_data, "set-up");
}

static void
help (GSimpleAction *action,
      GVariant *parameter,
      gpointer user_data)
{
  gtk_window_present (bell_help_new (GTK_WINDOW (bell_application_show (user_data, NULL))));
}

static void
shortcuts (GSimpleAction *action,
           GVariant *parameter,
           gpointer user_data)
{
  GtkApplicationWindow *window = GTK_APPLICATION_WINDOW (bell_application_show (user_data, NULL));

  if (gtk_application_window_get_help_overlay (window) == NULL)
    {
      g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (BELL_BASE_PATH "/bell-shortcuts.ui");

      /* As the window's help it finds the keys of the window's actions. */
      gtk_application_window_set_help_overlay (window, GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder,
                                                                                                     "shortcuts")));
    }
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-help-overlay", NULL);
}

static void
about (GSimpleAction *action,
       GVariant *parameter,
       gpointer user_data)
{
  adw_show_about_window (GTK_WINDOW (bell_application_show (user_data, NULL)),
                         "application-name", "Shopbell",
                         "application-icon", BELL_APP_ID,
                         "developer-name", _("The Shopbell project"),
                         "version", BELL_VERSION,
                         "comments", _("The bell on the counter of shops that run on OneEntry"),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         /* TRANSLATORS: your name, one a line, for the credits */
                         "translator-credits", _("translator-credits"),
                         NULL);
}

/* A process of its own: what the demo does cannot touch the real shops. */
static void
demo (GSimpleAction *action,
      GVariant *parameter,
      gpointer user_data)
{
  BellApplication *self = user_data;
  g_autofree char *path = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error,
                                                      path != NULL ? path : "shopbell", "--demo", NULL);

  if (process == NULL)
    {
      g_message ("The demo cannot start: %s", error->message);
      bell_window_toast (bell_application_show (self, NULL), _("The demo shop cannot start on this computer."));
    }
}

static const GActionEntry actions[] = {
  { .name = "open-entry", .activate = open_entry, .parameter_type = "x" },
  { .name = "acknowledge", .activate = acknowledge, .parameter_type = "x" },
  { .name = "preferences", .activate = preferences },
  { .name = "set-up", .activate = set_up },
  { .name = "help", .activate = help },
  { .name = "shortcuts", .activate = shortcuts },
  { .name = "about", .activate = about },
  { .name = "demo", .activate = demo },
  { .name = "quit", .activate = quit },
};

static const struct
{
  const char *action;
  const char *accels[3];
} accels[] = {
  { "app.quit", { "<Control>q" } },
  { "app.preferences", { "<Control>comma" } },
  { "app.help", { "F1" } },
  { "app.shortcuts", { "<Control>question" } },
  { "window.close", { "<Control>w" } },
  { "win.show-page::inbox", { "<Control>1" } },
  { "win.show-page::today", { "<Control>2" } },
  { "win.show-page::rules", { "<Control>3" } },
  { "win.search", { "<Control>f" } },
  { "win.take-newest", { "<Control>Return", "<Control>KP_Enter" } },
  { "win.take-all", { "<Control><Shift>Return" } },
  { "win.silence", { "<Control>m" } },
  { "win.counter", { "F11" } },
  { "win.reconnect", { "F5", "<Control>r" } },
  { "win.show-state", { "<Control>h" } },
  { "win.add-shop", { "<Control>n" } },
  { "win.show-shops", { "<Control><Shift>s" } },
  { "win.back", { "<Alt>Left" } },
};

void
bell_application_add_actions (BellApplication *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action, accels[i].accels);
}
