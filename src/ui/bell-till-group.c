/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-till-group.h"

#include "bell-locked.h"

#include <glib/gi18n.h>

struct _BellTillGroup
{
  AdwPreferencesGroup parent_instance;

  /* Template */
  AdwActionRow *awake_row;
  GtkSwitch *keep_awake;
  AdwActionRow *speak_row;
  GtkSwitch *speak;
};

G_DEFINE_FINAL_TYPE (BellTillGroup, bell_till_group, ADW_TYPE_PREFERENCES_GROUP)

static void
on_refused (BellTillGroup *self,
            GParamSpec *pspec,
            BellWakeLock *wake_lock)
{
  adw_action_row_set_subtitle (self->awake_row, bell_wake_lock_get_refused (wake_lock)
                                                  ? _("This desktop does not let programs keep it awake")
                                                  : _("Neither sleeps nor blanks the screen while a shop is listened to"));
}

static void
bell_till_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), BELL_TYPE_TILL_GROUP);
  G_OBJECT_CLASS (bell_till_group_parent_class)->dispose (object);
}

static void
bell_till_group_class_init (BellTillGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_till_group_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-till-group.ui");
  gtk_widget_class_bind_template_child (widget_class, BellTillGroup, awake_row);
  gtk_widget_class_bind_template_child (widget_class, BellTillGroup, keep_awake);
  gtk_widget_class_bind_template_child (widget_class, BellTillGroup, speak_row);
  gtk_widget_class_bind_template_child (widget_class, BellTillGroup, speak);
}

static void
bell_till_group_init (BellTillGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
bell_till_group_bind (BellTillGroup *self,
                      BellSettings *settings,
                      BellSpeaker *speaker,
                      BellWakeLock *wake_lock)
{
  GBindingFlags flags = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;
  gboolean can_speak = bell_speaker_get_available (speaker);

  g_return_if_fail (BELL_IS_TILL_GROUP (self));

  g_object_bind_property (settings, "keep-awake", self->keep_awake, "active", flags);
  g_object_bind_property (settings, "speak", self->speak, "active", flags);
  gtk_widget_set_sensitive (GTK_WIDGET (self->speak_row), can_speak);
  if (!can_speak)
    adw_action_row_set_subtitle (self->speak_row, _("This computer cannot speak: speech-dispatcher is not installed"));
  g_signal_connect_object (wake_lock, "notify::refused", G_CALLBACK (on_refused), self, G_CONNECT_SWAPPED);
  on_refused (self, NULL, wake_lock);
  bell_locked_show (GTK_WIDGET (self->awake_row), GTK_WIDGET (self->keep_awake),
                    bell_settings_get_lock (settings, NULL, "keep-awake"));
  bell_locked_show (GTK_WIDGET (self->speak_row), GTK_WIDGET (self->speak),
                    bell_settings_get_lock (settings, NULL, "speak"));
}
