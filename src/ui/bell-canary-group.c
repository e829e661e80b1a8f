/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-canary-group.h"

#include "bell-format-alarm.h"
#include "bell-locked.h"
#include "bell-shop-editor.h"
#include "bell-wheel.h"

#include <glib/gi18n.h>

struct _BellCanaryGroup
{
  AdwPreferencesGroup parent_instance;

  /* Template */
  AdwEntryRow *form;
  AdwActionRow *interval;
  GtkSpinButton *minutes;

  /* Owned */
  BellContext *context;
  BellShop *shop; /* (nullable) */
  GSignalGroup *shop_signals;
};

G_DEFINE_FINAL_TYPE (BellCanaryGroup, bell_canary_group, ADW_TYPE_PREFERENCES_GROUP)

static void
update (BellCanaryGroup *self)
{
  const BellShopInfo *info = bell_shop_get_info (self->shop);
  g_autofree char *news = bell_format_canary (bell_shop_get_canary (self->shop));

  adw_action_row_set_subtitle (self->interval, news);
  gtk_widget_set_visible (GTK_WIDGET (self->interval), *info->canary_form != '\0');
}

static void
on_apply (BellCanaryGroup *self)
{
  if (self->shop == NULL)
    return;
  bell_shop_editor_set_canary (self->context, self->shop, gtk_editable_get_text (GTK_EDITABLE (self->form)),
                               (guint) gtk_spin_button_get_value_as_int (self->minutes));
}

/* How often, of the form that is used already; one that is just being typed waits for its own button. */
static void
on_minutes (BellCanaryGroup *self)
{
  if (self->shop == NULL)
    return;
  bell_shop_editor_set_canary (self->context, self->shop, bell_shop_get_info (self->shop)->canary_form,
                               (guint) gtk_spin_button_get_value_as_int (self->minutes));
}

void
bell_canary_group_set_shop (BellCanaryGroup *self,
                            BellContext *context,
                            BellShop *shop)
{
  BellSettings *settings;

  g_return_if_fail (BELL_IS_CANARY_GROUP (self));

  g_clear_object (&self->shop);
  g_set_object (&self->context, context);
  g_signal_group_set_target (self->shop_signals, shop);
  if (shop == NULL)
    return;
  settings = bell_context_get_settings (context);
  gtk_editable_set_text (GTK_EDITABLE (self->form), bell_shop_get_info (shop)->canary_form);
  gtk_spin_button_set_value (self->minutes, bell_shop_get_info (shop)->canary_minutes);
  self->shop = g_object_ref (shop);
  gtk_widget_set_sensitive (GTK_WIDGET (self->form), TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->interval), TRUE);
  bell_locked_show (GTK_WIDGET (self->form), NULL,
                    bell_settings_get_lock (settings, bell_shop_get_id (shop), "canary-form"));
  bell_locked_show (GTK_WIDGET (self->interval), NULL,
                    bell_settings_get_lock (settings, bell_shop_get_id (shop), "canary-minutes"));
  update (self);
}

static void
bell_canary_group_dispose (GObject *object)
{
  BellCanaryGroup *self = BELL_CANARY_GROUP (object);

  g_clear_object (&self->shop_signals);
  g_clear_object (&self->shop);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_CANARY_GROUP);
  G_OBJECT_CLASS (bell_canary_group_parent_class)->dispose (object);
}

static void
bell_canary_group_class_init (BellCanaryGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_canary_group_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-canary-group.ui");
  gtk_widget_class_bind_template_child (widget_class, BellCanaryGroup, form);
  gtk_widget_class_bind_template_child (widget_class, BellCanaryGroup, interval);
  gtk_widget_class_bind_template_child (widget_class, BellCanaryGroup, minutes);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_minutes);
}

static void
bell_canary_group_init (BellCanaryGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  bell_wheel_change_nothing (GTK_WIDGET (self));

  self->shop_signals = g_signal_group_new (BELL_TYPE_SHOP);
  g_signal_group_connect_swapped (self->shop_signals, "notify::canary-form", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->shop_signals, "notify::canary-lost", G_CALLBACK (update), self);
}
