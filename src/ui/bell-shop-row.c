/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-shop-row.h"

#include "bell-format-shops.h"
#include "bell-locked.h"
#include "bell-remedy.h"

struct _BellShopRow
{
  AdwBin parent_instance;

  /* Template */
  GtkImage *icon;
  GtkLabel *name;
  GtkLabel *state;
  GtkLabel *sentence;
  GtkWidget *pause;
  GtkWidget *test;
  GtkButton *remedy;

  /* Owned */
  BellContext *context;
  BellShop *shop;
  BellRemedy offered;
};

G_DEFINE_FINAL_TYPE (BellShopRow, bell_shop_row, ADW_TYPE_BIN)

static void
update (BellShopRow *self)
{
  g_auto (BellGlance) glance = { 0 };
  g_autofree char *state = NULL;
  g_autofree char *sentence = NULL;

  bell_glance_init (&glance, self->shop, bell_context_get_clock (self->context));
  state = bell_format_pill (&glance);
  sentence = bell_format_sentence (&glance);
  gtk_label_set_label (self->name, glance.shop);
  gtk_label_set_label (self->state, state);
  gtk_label_set_label (self->sentence, sentence);
  gtk_image_set_from_icon_name (self->icon, bell_format_state_icon (&glance));
  bell_remedy_set_style (GTK_WIDGET (self->icon), bell_format_state_style (&glance));
  bell_remedy_set_style (GTK_WIDGET (self->state), bell_format_state_style (&glance));

  self->offered = bell_format_remedy (&glance);
  bell_remedy_offer (self->remedy, self->offered, self->shop);
  gtk_widget_set_visible (self->pause, bell_remedy_can_pause (glance.state));
}

/* Template callbacks */

static void
on_remedy_clicked (BellShopRow *self)
{
  bell_remedy_apply (self->offered, self->context, self->shop, GTK_WIDGET (self));
}

static void
on_pause_clicked (BellShopRow *self)
{
  bell_context_set_paused (self->context, self->shop, TRUE);
}

static void
on_test_clicked (BellShopRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.self-test", "s", bell_shop_get_id (self->shop));
}

/* GObject */

static void
bell_shop_row_dispose (GObject *object)
{
  BellShopRow *self = BELL_SHOP_ROW (object);

  g_clear_object (&self->shop);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_SHOP_ROW);
  G_OBJECT_CLASS (bell_shop_row_parent_class)->dispose (object);
}

static void
bell_shop_row_class_init (BellShopRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_shop_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-shop-row.ui");
  gtk_widget_class_bind_template_child (widget_class, BellShopRow, icon);
  gtk_widget_class_bind_template_child (widget_class, BellShopRow, name);
  gtk_widget_class_bind_template_child (widget_class, BellShopRow, state);
  gtk_widget_class_bind_template_child (widget_class, BellShopRow, sentence);
  gtk_widget_class_bind_template_child (widget_class, BellShopRow, pause);
  gtk_widget_class_bind_template_child (widget_class, BellShopRow, test);
  gtk_widget_class_bind_template_child (widget_class, BellShopRow, remedy);
  gtk_widget_class_bind_template_callback (widget_class, on_remedy_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_pause_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_test_clicked);
}

static void
bell_shop_row_init (BellShopRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bell_shop_row_new (BellContext *context,
                   BellPulse *pulse,
                   BellShop *shop)
{
  BellShopRow *self = g_object_new (BELL_TYPE_SHOP_ROW, NULL);

  self->context = g_object_ref (context);
  self->shop = g_object_ref (shop);
  bell_locked_show (self->pause, NULL, bell_shop_get_paused_by (shop));
  g_signal_connect_object (pulse, "tick", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bell_shop_get_session (shop), "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shop, "notify::name", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
