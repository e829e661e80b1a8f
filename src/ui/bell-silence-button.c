/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-silence-button.h"

#include "bell-format-alarm.h"
#include "bell-tooltip.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _BellSilenceButton
{
  GtkButton parent_instance;

  /* Owned */
  BellContext *context;

  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (BellSilenceButton, bell_silence_button, GTK_TYPE_BUTTON)

static void
update (BellSilenceButton *self)
{
  BellAlarm *alarm = bell_context_get_alarm (self->context);
  gint64 until = bell_alarm_get_silenced_until (alarm);
  gint64 left = until != 0 ? until - bell_clock_get_boot_us (bell_context_get_clock (self->context)) : 0;
  g_autofree char *label = bell_format_silence (left);

  gtk_label_set_label (self->label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  bell_tooltip_set (GTK_WIDGET (self),
                    left > 0 ? _("End the silence") : _("No sound for five minutes; what waits goes on waiting"));
  gtk_widget_set_visible (GTK_WIDGET (self), left > 0 || bell_alarm_get_ringing (alarm));
}

static void
bell_silence_button_dispose (GObject *object)
{
  BellSilenceButton *self = BELL_SILENCE_BUTTON (object);

  g_clear_object (&self->context);
  G_OBJECT_CLASS (bell_silence_button_parent_class)->dispose (object);
}

static void
bell_silence_button_class_init (BellSilenceButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bell_silence_button_dispose;
}

/* Its words where there is room for them, else a picture: not every language is as short as English. */
static void
bell_silence_button_init (BellSilenceButton *self)
{
  GtkWidget *squeezer = adw_squeezer_new ();
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *image = gtk_image_new_from_icon_name ("notifications-disabled-symbolic");

  self->label = GTK_LABEL (label);
  adw_squeezer_add (ADW_SQUEEZER (squeezer), label);
  adw_squeezer_add (ADW_SQUEEZER (squeezer), image);
  gtk_button_set_child (GTK_BUTTON (self), squeezer);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "win.silence");
  gtk_widget_add_css_class (GTK_WIDGET (self), "numeric");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
bell_silence_button_set_context (BellSilenceButton *self,
                                 BellContext *context,
                                 BellPulse *pulse)
{
  BellAlarm *alarm = bell_context_get_alarm (context);

  g_return_if_fail (BELL_IS_SILENCE_BUTTON (self));

  self->context = g_object_ref (context);
  g_signal_connect_object (alarm, "notify::ringing", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (alarm, "notify::silenced-until", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pulse, "tick", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
