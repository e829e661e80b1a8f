/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-shops-row.h"

#include "bell-format-account.h"
#include "bell-format-shops.h"
#include "bell-remedy.h"
#include "bell-shop-mark.h"
#include "bell-spoken-name.h"

struct _BellShopsRow
{
  AdwActionRow parent_instance;

  /* Borrowed */
  GtkWidget *dot;
  GtkLabel *heard;
  GtkImage *icon;

  /* Owned */
  BellContext *context;
  BellShop *shop;
};

G_DEFINE_FINAL_TYPE (BellShopsRow, bell_shops_row, ADW_TYPE_ACTION_ROW)

static void
update (BellShopsRow *self)
{
  g_auto (BellGlance) glance = { 0 };
  g_autofree char *sentence = NULL;
  g_autofree char *heard = NULL;
  g_autofree char *name = NULL;

  bell_glance_init (&glance, self->shop, bell_context_get_clock (self->context));
  sentence = bell_format_sentence (&glance);
  heard = bell_format_heard_short (glance.heard_ago);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), glance.shop);
  if (g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (self)), sentence) != 0)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self), sentence);
  bell_shop_dot_set_colour (self->dot, bell_shop_get_colour (self->shop));
  gtk_label_set_label (self->heard, heard);
  gtk_image_set_from_icon_name (self->icon, bell_format_state_icon (&glance));
  bell_remedy_set_style (GTK_WIDGET (self->icon), bell_format_state_style (&glance));
  /* The sentence names the shop only while it listens or does not. */
  name = g_strdup_printf ("%s. %s", glance.shop, sentence);
  bell_spoken_name_set (GTK_WIDGET (self), name);
}

BellShop *
bell_shops_row_get_shop (BellShopsRow *self)
{
  return self->shop;
}

static void
bell_shops_row_dispose (GObject *object)
{
  BellShopsRow *self = BELL_SHOPS_ROW (object);

  g_clear_object (&self->shop);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (bell_shops_row_parent_class)->dispose (object);
}

static void
bell_shops_row_class_init (BellShopsRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bell_shops_row_dispose;
}

static void
bell_shops_row_init (BellShopsRow *self)
{
  GtkWidget *next = gtk_image_new_from_icon_name ("go-next-symbolic");

  self->dot = bell_shop_dot_new ();
  self->icon = GTK_IMAGE (g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  self->heard = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->heard), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->heard), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->heard), "caption");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 3);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), self->dot);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->heard));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->icon));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), next);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
}

GtkWidget *
bell_shops_row_new (BellContext *context,
                    BellPulse *pulse,
                    BellShop *shop)
{
  BellShopsRow *self = g_object_new (BELL_TYPE_SHOPS_ROW, NULL);

  self->context = g_object_ref (context);
  self->shop = g_object_ref (shop);
  g_signal_connect_object (pulse, "tick", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bell_shop_get_session (shop), "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shop, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
