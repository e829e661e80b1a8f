/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-application-private.h"

#include "bell-format-provision.h"
#include "bell-low-memory.h"
#include "bell-parts.h"
#include "bell-provision-apply.h"
#include "bell-provision-read.h"

#include <glib/gi18n.h>
#include <stdio.h>

/* A second start on the same bus never comes here: it wakes the first. This is about all others. */
void
bell_application_take_lock (BellApplication *self)
{
  g_autofree char *folder = bell_parts_make_folder (self->profile);
  g_autofree char *holder = NULL;

  switch (bell_profile_lock_take (folder, &self->lock, &holder))
    {
    case BELL_PROFILE_LOCK_FOREIGN:
      self->foreign = bell_format_foreign (holder);
      fprintf (stderr, "shopbell: %s\n", self->foreign);
      break;
    case BELL_PROFILE_LOCK_ABSENT:
      g_message ("Whether another Shopbell uses %s cannot be told: %s", folder, holder);
      break;
    case BELL_PROFILE_LOCK_TAKEN:
    default:
      break;
    }
}

static void
set_variable (const char *name,
              const char *value)
{
  if (value != NULL)
    g_setenv (name, value, TRUE);
}

static void
save_memory (BellApplication *self)
{
  BellLowMemory user = { g_getenv ("GSK_RENDERER"), g_getenv ("GDK_DEBUG"), g_getenv ("GDK_DISABLE") };
  BellLowMemory choice;
  gboolean low_memory;

  g_object_get (self->settings, "low-memory", &low_memory, NULL);
  if (!low_memory)
    return;
  choice = bell_low_memory_choose (gtk_get_minor_version (), &user);
  set_variable ("GSK_RENDERER", choice.renderer);
  set_variable ("GDK_DEBUG", choice.debug);
  set_variable ("GDK_DISABLE", choice.disable);
}

void
bell_application_read_settings (BellApplication *self)
{
  self->settings = self->wants_demo ? bell_settings_new_in_memory () : bell_settings_new (self->profile);
  if (!self->wants_demo)
    {
      self->provision = bell_provision_read ();
      bell_provision_apply (self->provision, self->settings);
    }
  save_memory (self);
}

void
bell_application_show_foreign (BellApplication *self)
{
  GtkWidget *dialog;

  if (self->question != NULL)
    {
      gtk_window_present (self->question);
      return;
    }
  dialog = adw_message_dialog_new (NULL, _("Shopbell Runs Elsewhere"), self->foreign);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "quit", _("Quit"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "quit");
  gtk_window_set_application (GTK_WINDOW (dialog), GTK_APPLICATION (self));
  g_set_weak_pointer (&self->question, GTK_WINDOW (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}
