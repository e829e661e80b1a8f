/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-shop-mark.h"

#include "bell-shop-colour.h"

struct _BellShopMark
{
  GtkWidget parent_instance;

  GtkWidget *dot;
  GtkLabel *name;

  /* Owned */
  BellContext *context; /* (nullable) */
  BellShop *shop;       /* (nullable) */
};

G_DEFINE_FINAL_TYPE (BellShopMark, bell_shop_mark, GTK_TYPE_WIDGET)

/* The dot */

GtkWidget *
bell_shop_dot_new (void)
{
  GtkWidget *dot = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "valign",
                                 GTK_ALIGN_CENTER, "halign", GTK_ALIGN_CENTER, NULL);

  gtk_widget_add_css_class (dot, "bell-shop-dot");
  return dot;
}

void
bell_shop_dot_set_colour (GtkWidget *dot,
                          const char *colour)
{
  const char *const *colours = bell_shop_colour_list ();

  for (guint i = 0; colours[i] != NULL; i++)
    {
      g_autofree char *style = g_strconcat ("bell-", colours[i], NULL);

      if (g_strcmp0 (colours[i], colour) == 0)
        gtk_widget_add_css_class (dot, style);
      else
        gtk_widget_remove_css_class (dot, style);
    }
}

/* The mark */

static void
update (BellShopMark *self)
{
  gboolean several = self->context != NULL && g_list_model_get_n_items (bell_context_get_shops (self->context)) > 1;

  gtk_widget_set_visible (GTK_WIDGET (self), several && self->shop != NULL);
  if (self->shop == NULL)
    return;
  gtk_label_set_label (self->name, bell_shop_get_name (self->shop));
  bell_shop_dot_set_colour (self->dot, bell_shop_get_colour (self->shop));
}

static void
let_go (BellShopMark *self)
{
  if (self->shop != NULL)
    g_signal_handlers_disconnect_by_func (self->shop, update, self);
  if (self->context != NULL)
    g_signal_handlers_disconnect_by_func (bell_context_get_shops (self->context), update, self);
  g_clear_object (&self->shop);
  g_clear_object (&self->context);
}

void
bell_shop_mark_set_shop (BellShopMark *self,
                         BellContext *context,
                         const char *id)
{
  BellShop *shop = bell_context_find_shop (context, id);

  g_return_if_fail (BELL_IS_SHOP_MARK (self));

  if (self->context != context || self->shop != shop)
    {
      let_go (self);
      self->context = g_object_ref (context);
      g_signal_connect_swapped (bell_context_get_shops (context), "items-changed", G_CALLBACK (update), self);
      g_set_object (&self->shop, shop);
      if (shop != NULL)
        g_signal_connect_swapped (shop, "notify", G_CALLBACK (update), self);
    }
  update (self);
}

static void
bell_shop_mark_dispose (GObject *object)
{
  BellShopMark *self = BELL_SHOP_MARK (object);

  let_go (self);
  g_clear_pointer (&self->dot, gtk_widget_unparent);
  g_clear_pointer ((GtkWidget **) &self->name, gtk_widget_unparent);
  G_OBJECT_CLASS (bell_shop_mark_parent_class)->dispose (object);
}

static void
bell_shop_mark_class_init (BellShopMarkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_shop_mark_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "shopmark");
}

static void
bell_shop_mark_init (BellShopMark *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  self->dot = bell_shop_dot_new ();
  gtk_widget_set_parent (self->dot, GTK_WIDGET (self));
  self->name = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->name, 0);
  gtk_label_set_ellipsize (self->name, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->name), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->name), "dim-label");
  gtk_widget_set_parent (GTK_WIDGET (self->name), GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
bell_shop_mark_new (void)
{
  return g_object_new (BELL_TYPE_SHOP_MARK, NULL);
}
