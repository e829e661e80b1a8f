/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-preferences.h"

#include "bell-autostart-row.h"
#include "bell-deafness-group.h"
#include "bell-fit.h"
#include "bell-history-preferences.h"
#include "bell-locked.h"
#include "bell-set-up-page.h"
#include "bell-till-group.h"
#include "bell-wheel.h"

struct _BellPreferences
{
  AdwPreferencesWindow parent_instance;

  /* Template */
  GtkWidget *limit_row;
  GtkWidget *memory_row;
  BellSetUpPage *set_up;
  BellDeafnessGroup *deafness;
  GtkSpinButton *reconnect_limit;
  BellHistoryPreferences *history;
  BellAutostartRow *autostart;
  GtkSwitch *low_memory;
  BellTillGroup *till;

  /* Owned */
  BellContext *context;
};

G_DEFINE_FINAL_TYPE (BellPreferences, bell_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static void
bind (BellPreferences *self)
{
  BellSettings *settings = bell_context_get_settings (self->context);
  GBindingFlags flags = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  g_object_bind_property (settings, "reconnect-limit", self->reconnect_limit, "value", flags);
  g_object_bind_property (settings, "low-memory", self->low_memory, "active", flags);
}

/* What the owner set up by files and locked. */
static void
show_locks (BellPreferences *self)
{
  BellSettings *settings = bell_context_get_settings (self->context);

  bell_locked_show (self->limit_row, GTK_WIDGET (self->reconnect_limit),
                    bell_settings_get_lock (settings, NULL, "reconnect-limit"));
  bell_locked_show (self->memory_row, GTK_WIDGET (self->low_memory),
                    bell_settings_get_lock (settings, NULL, "low-memory"));
}

static void
bell_preferences_dispose (GObject *object)
{
  BellPreferences *self = BELL_PREFERENCES (object);

  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_PREFERENCES);
  G_OBJECT_CLASS (bell_preferences_parent_class)->dispose (object);
}

static void
bell_preferences_class_init (BellPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_preferences_dispose;

  g_type_ensure (BELL_TYPE_AUTOSTART_ROW);
  g_type_ensure (BELL_TYPE_DEAFNESS_GROUP);
  g_type_ensure (BELL_TYPE_TILL_GROUP);
  g_type_ensure (BELL_TYPE_SET_UP_PAGE);
  g_type_ensure (BELL_TYPE_HISTORY_PREFERENCES);
  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, BellPreferences, limit_row);
  gtk_widget_class_bind_template_child (widget_class, BellPreferences, memory_row);
  gtk_widget_class_bind_template_child (widget_class, BellPreferences, set_up);
  gtk_widget_class_bind_template_child (widget_class, BellPreferences, deafness);
  gtk_widget_class_bind_template_child (widget_class, BellPreferences, reconnect_limit);
  gtk_widget_class_bind_template_child (widget_class, BellPreferences, history);
  gtk_widget_class_bind_template_child (widget_class, BellPreferences, autostart);
  gtk_widget_class_bind_template_child (widget_class, BellPreferences, low_memory);
  gtk_widget_class_bind_template_child (widget_class, BellPreferences, till);
}

static void
bell_preferences_init (BellPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  bell_wheel_change_nothing (GTK_WIDGET (self)); /* its groups, too */
}

GtkWindow *
bell_preferences_new (GtkWindow *window,
                      BellContext *context,
                      BellBackground *background)
{
  BellPreferences *self = g_object_new (BELL_TYPE_PREFERENCES, "transient-for", window, NULL);

  bell_fit_dialog (GTK_WINDOW (self));
  self->context = g_object_ref (context);
  bind (self);
  show_locks (self);
  bell_set_up_page_set_provision (self->set_up, bell_context_get_provision (context));
  bell_deafness_group_set_context (self->deafness, context);
  bell_history_preferences_set_context (self->history, context);
  bell_autostart_row_set_background (self->autostart, background);
  return GTK_WINDOW (self);
}

void
bell_preferences_set_till (BellPreferences *self,
                           BellSpeaker *speaker,
                           BellWakeLock *wake_lock)
{
  g_return_if_fail (BELL_IS_PREFERENCES (self));

  bell_till_group_bind (self->till, bell_context_get_settings (self->context), speaker, wake_lock);
  gtk_widget_set_visible (GTK_WIDGET (self->till), TRUE);
}
