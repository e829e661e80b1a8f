/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-preferences.h"

#include "bell-autostart-row.h"
#include "bell-format-provision.h"
#include "bell-locked.h"
#include "bell-set-up-page.h"
#include "bell-shop-preferences.h"
#include "bell-till-group.h"

#include <glib/gi18n.h>

struct _BellPreferences
{
  AdwPreferencesWindow parent_instance;

  /* Template */
  GtkWidget *notify_row;
  GtkWidget *limit_row;
  GtkWidget *memory_row;
  GtkWidget *add;
  BellSetUpPage *set_up;
  GtkSwitch *notify_when_deaf;
  GtkSpinButton *reconnect_limit;
  BellAutostartRow *autostart;
  GtkSwitch *low_memory;
  BellTillGroup *till;
  AdwPreferencesGroup *shops;

  /* Owned */
  BellContext *context;
  GPtrArray *rows; /* of shops, borrowed */
};

G_DEFINE_FINAL_TYPE (BellPreferences, bell_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* In the order of the shops; the group has no insert, so what is behind the change is made anew. */
static void
on_shops_changed (BellPreferences *self,
                  guint position,
                  guint removed,
                  guint added)
{
  GListModel *shops = bell_context_get_shops (self->context);

  for (guint i = position; i < self->rows->len; i++)
    adw_preferences_group_remove (self->shops, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, (int) MIN (position, self->rows->len));
  for (guint i = position; i < g_list_model_get_n_items (shops); i++)
    {
      g_autoptr (BellShop) shop = g_list_model_get_item (shops, i);
      GtkWidget *row = bell_shop_preferences_new (self->context, shop);

      adw_preferences_group_add (self->shops, row);
      g_ptr_array_add (self->rows, row);
    }
  if (gtk_widget_get_sensitive (self->add))
    adw_preferences_group_set_description (self->shops,
                                           self->rows->len == 0 ? _("Nobody is signed in to a shop yet.") : NULL);
}

static void
on_add_clicked (BellPreferences *self)
{
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.add-shop", NULL);
  gtk_window_close (GTK_WINDOW (self));
}

static void
bind (BellPreferences *self)
{
  BellSettings *settings = bell_context_get_settings (self->context);
  GBindingFlags flags = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  g_object_bind_property (settings, "notify-when-deaf", self->notify_when_deaf, "active", flags);
  g_object_bind_property (settings, "reconnect-limit", self->reconnect_limit, "value", flags);
  g_object_bind_property (settings, "low-memory", self->low_memory, "active", flags);
}

/* What the owner set up by files and locked. */
static void
show_locks (BellPreferences *self)
{
  BellSettings *settings = bell_context_get_settings (self->context);
  const char *shops = bell_settings_get_lock (settings, NULL, BELL_LOCK_SHOPS);
  g_autofree char *reason = bell_format_locked (shops);

  bell_locked_show (self->notify_row, GTK_WIDGET (self->notify_when_deaf),
                    bell_settings_get_lock (settings, NULL, "notify-when-deaf"));
  bell_locked_show (self->limit_row, GTK_WIDGET (self->reconnect_limit),
                    bell_settings_get_lock (settings, NULL, "reconnect-limit"));
  bell_locked_show (self->memory_row, GTK_WIDGET (self->low_memory),
                    bell_settings_get_lock (settings, NULL, "low-memory"));
  bell_locked_show (self->add, NULL, shops);
  if (reason != NULL)
    adw_preferences_group_set_description (self->shops, reason);
}

static void
bell_preferences_dispose (GObject *object)
{
  BellPreferences *self = BELL_PREFERENCES (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_PREFERENCES);
  G_OBJECT_CLASS (bell_preferences_parent_class)->dispose (object);
}

static void
bell_preferences_class_init (BellPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_preferences_dispose;

  g_type_ensure (BELL_TYPE_AUTOSTART_ROW);
  g_type_ensure (BELL_TYPE_TILL_GROUP);
  g_type_ensure (BELL_TYPE_SET_UP_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, BellPreferences, notify_row);
  gtk_widget_class_bind_template_child (widget_class, BellPreferences, limit_row);
  gtk_widget_class_bind_template_child (widget_class, BellPreferences, memory_row);
  gtk_widget_class_bind_template_child (widget_class, BellPreferences, add);
  gtk_widget_class_bind_template_child (widget_class, BellPreferences, set_up);
  gtk_widget_class_bind_template_child (widget_class, BellPreferences, notify_when_deaf);
  gtk_widget_class_bind_template_child (widget_class, BellPreferences, reconnect_limit);
  gtk_widget_class_bind_template_child (widget_class, BellPreferences, autostart);
  gtk_widget_class_bind_template_child (widget_class, BellPreferences, low_memory);
  gtk_widget_class_bind_template_child (widget_class, BellPreferences, till);
  gtk_widget_class_bind_template_child (widget_class, BellPreferences, shops);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked);
}

static void
bell_preferences_init (BellPreferences *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
bell_preferences_new (GtkWindow *window,
                      BellContext *context,
                      BellBackground *background)
{
  BellPreferences *self = g_object_new (BELL_TYPE_PREFERENCES, "transient-for", window, NULL);
  GListModel *shops = bell_context_get_shops (context);

  self->context = g_object_ref (context);
  bind (self);
  show_locks (self);
  bell_set_up_page_set_provision (self->set_up, bell_context_get_provision (context));
  bell_autostart_row_set_background (self->autostart, background);
  g_signal_connect_object (shops, "items-changed", G_CALLBACK (on_shops_changed), self, G_CONNECT_SWAPPED);
  on_shops_changed (self, 0, 0, g_list_model_get_n_items (shops));
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
