/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-application-private.h"

#include "bell-parts.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#define EXIT_USAGE 2
#define MAX_PROFILE 64

G_DEFINE_FINAL_TYPE (BellApplication, bell_application, ADW_TYPE_APPLICATION)

/* The window */

BellWindow *
bell_application_show (BellApplication *self,
                       const char *token)
{
  if (self->window == NULL)
    {
      g_set_weak_pointer (&self->window,
                          bell_window_new (ADW_APPLICATION (self), self->context, self->wants_demo));
      g_signal_connect_object (self->window, "close-request", G_CALLBACK (bell_application_close_window), self,
                               G_CONNECT_SWAPPED);
      bell_application_window_is_there (self);
    }
  if (token != NULL)
    gtk_window_set_startup_id (GTK_WINDOW (self->window), token);
  gtk_window_present (GTK_WINDOW (self->window));
  return self->window;
}

static void
on_announcer_open (BellAnnouncer *announcer,
                   gint64 id,
                   const char *token,
                   BellApplication *self)
{
  bell_application_show (self, token);
  bell_application_open_entry (self, id);
}

/* The shop's own page of the event, where it has one; else what is known of it here. */
static void
on_announcer_visit (BellAnnouncer *announcer,
                    gint64 id,
                    const char *token,
                    BellApplication *self)
{
  BellEntry *entry = bell_inbox_find (bell_context_get_inbox (self->context), id);
  BellShop *shop = entry != NULL ? bell_context_find_shop (self->context, bell_entry_get_shop (entry)) : NULL;
  g_autofree char *address = NULL;

  if (shop == NULL || *bell_shop_get_info (shop)->open_address == '\0')
    {
      on_announcer_open (announcer, id, token, self);
      return;
    }
  address = bell_shop_dup_address_of (shop, entry);
  gtk_show_uri (GTK_WINDOW (self->window), address, GDK_CURRENT_TIME);
}

/* An event waits for so long that its rule asks for this. */
static void
on_alarm_raise (BellAlarm *alarm,
                BellEntry *entry,
                BellApplication *self)
{
  bell_application_show (self, NULL);
}

static void
on_deafness_open (BellDeafness *deafness,
                  const char *token,
                  BellApplication *self)
{
  bell_application_show (self, token);
}

static void
on_demo_failed (BellDemo *demo,
                const char *sentence,
                BellApplication *self)
{
  if (self->window != NULL)
    bell_window_toast (self->window, sentence);
}

/* The command line */

static const GOptionEntry entries[] = {
  { "hidden", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Start without a window"), NULL },
  { "profile", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Use settings, history and secrets of their own"), N_("NAME") },
  { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Show a demo shop; no account needed, nothing is kept"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Show the version and exit"), NULL },
  { NULL },
};

/* It becomes a part of the application id, and of a path. */
static gboolean
profile_is_valid (const char *name)
{
  size_t length = strlen (name);

  if (length < 1 || length > MAX_PROFILE || g_ascii_isdigit (*name))
    return FALSE;
  for (const char *c = name; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '_')
      return FALSE;
  return TRUE;
}

static gboolean
take_options (BellApplication *self,
              GVariantDict *options)
{
  const char *profile = NULL;

  g_variant_dict_lookup (options, "profile", "&s", &profile);
  self->hidden = g_variant_dict_contains (options, "hidden");
  self->wants_demo = g_variant_dict_contains (options, "demo");
  if (profile != NULL && self->wants_demo)
    {
      fprintf (stderr, "shopbell: %s\n", _("--demo keeps nothing, so it has no --profile."));
      return FALSE;
    }
  if (profile != NULL && !profile_is_valid (profile))
    {
      fprintf (stderr, "shopbell: %s\n", _("The name of a profile is made of letters, digits and “_”, begins with no "
                                           "digit and has at most 64 of them."));
      return FALSE;
    }
  g_free (self->profile);
  self->profile = g_strdup (profile != NULL ? profile : "");
  return TRUE;
}

static int
bell_application_handle_local_options (GApplication *app,
                                       GVariantDict *options)
{
  BellApplication *self = BELL_APPLICATION (app);
  g_autofree char *id = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      puts ("shopbell " BELL_VERSION);
      return 0;
    }
  if (!take_options (self, options))
    return EXIT_USAGE;

  if (self->wants_demo)
    g_application_set_flags (app, g_application_get_flags (app) | G_APPLICATION_NON_UNIQUE);
  if (*self->profile != '\0')
    {
      id = g_strdup_printf (BELL_APP_ID ".Profile.%s", self->profile);
      g_application_set_application_id (app, id);
    }

  /* Where it runs already there is nothing to do: its window is not to jump up. */
  if (self->hidden && g_application_register (app, NULL, NULL) && g_application_get_is_remote (app))
    return 0;
  return -1;
}

/* GApplication */

static gboolean
on_unix_signal (gpointer user_data)
{
  g_application_quit (G_APPLICATION (user_data));
  return G_SOURCE_CONTINUE;
}

static void
bell_application_startup (GApplication *app)
{
  BellApplication *self = BELL_APPLICATION (app);

  if (!self->wants_demo)
    bell_application_take_lock (self);
  if (self->foreign == NULL)
    bell_application_read_settings (self);
  G_APPLICATION_CLASS (bell_application_parent_class)->startup (app);

  g_set_application_name ("Shopbell");
  gtk_window_set_default_icon_name (BELL_APP_ID);
  self->signal_sources[0] = g_unix_signal_add (SIGINT, on_unix_signal, self);
  self->signal_sources[1] = g_unix_signal_add (SIGTERM, on_unix_signal, self);
  if (self->foreign != NULL)
    return;
  bell_application_add_actions (self);

  if (self->wants_demo)
    {
      self->demo = bell_demo_new ();
      g_signal_connect_object (self->demo, "failed", G_CALLBACK (on_demo_failed), self, 0);
      self->context = bell_parts_build_demo (self->settings, bell_demo_get_folder (self->demo));
    }
  else
    self->context = bell_parts_build (self->settings, self->provision, self->profile);
  g_signal_connect_object (bell_context_get_announcer (self->context), "open", G_CALLBACK (on_announcer_open), self, 0);
  g_signal_connect_object (bell_context_get_announcer (self->context), "visit", G_CALLBACK (on_announcer_visit), self,
                           0);
  g_signal_connect_object (bell_context_get_alarm (self->context), "raise", G_CALLBACK (on_alarm_raise), self, 0);
  g_signal_connect_object (bell_context_get_deafness (self->context), "open", G_CALLBACK (on_deafness_open), self, 0);
  bell_application_start_tickets (self);
  bell_context_start (self->context);
  if (self->demo != NULL)
    bell_demo_start (self->demo, self->context);
  bell_application_enter_background (self);
}

static void
bell_application_activate (GApplication *app)
{
  BellApplication *self = BELL_APPLICATION (app);
  static gboolean first = TRUE;
  gboolean stay_hidden = first && self->hidden;

  first = FALSE;
  if (self->foreign != NULL)
    bell_application_show_foreign (self);
  else if (!stay_hidden)
    bell_application_show (self, NULL);
}

static void
bell_application_shutdown (GApplication *app)
{
  BellApplication *self = BELL_APPLICATION (app);

  for (guint i = 0; i < G_N_ELEMENTS (self->signal_sources); i++)
    g_clear_handle_id (&self->signal_sources[i], g_source_remove);
  bell_application_destroy_windows (self);
  if (self->context != NULL)
    {
      bell_application_leave_background (self);
      bell_application_stop_tickets (self);
      bell_context_stop (self->context);
    }
  if (self->demo != NULL)
    bell_demo_stop (self->demo);
  g_clear_pointer (&self->lock, bell_profile_lock_release);

  G_APPLICATION_CLASS (bell_application_parent_class)->shutdown (app);
}

/* GObject */

static void
bell_application_finalize (GObject *object)
{
  BellApplication *self = BELL_APPLICATION (object);

  g_clear_weak_pointer (&self->question);
  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->background);
  g_clear_object (&self->speech);
  g_clear_object (&self->speaker);
  g_clear_object (&self->wake_lock);
  g_clear_object (&self->demo);
  g_clear_object (&self->context);
  g_clear_object (&self->provision);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->lock, bell_profile_lock_release);
  g_clear_pointer (&self->foreign, g_free);
  g_clear_pointer (&self->profile, g_free);
  G_OBJECT_CLASS (bell_application_parent_class)->finalize (object);
}

static void
bell_application_class_init (BellApplicationClass *klass)
{
  GApplicationClass *app_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bell_application_finalize;
  app_class->handle_local_options = bell_application_handle_local_options;
  app_class->startup = bell_application_startup;
  app_class->activate = bell_application_activate;
  app_class->shutdown = bell_application_shutdown;
}

static void
bell_application_init (BellApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), entries);
}

BellApplication *
bell_application_new (void)
{
  return g_object_new (BELL_TYPE_APPLICATION, "application-id", BELL_APP_ID, "resource-base-path", BELL_BASE_PATH,
                       NULL);
}

gboolean
bell_application_is_foreign (BellApplication *self)
{
  g_return_val_if_fail (BELL_IS_APPLICATION (self), FALSE);
  return self->foreign != NULL;
}
