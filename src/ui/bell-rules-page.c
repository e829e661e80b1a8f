/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-rules-page.h"

#include "bell-rules-group.h"

struct _BellRulesPage
{
  AdwBin parent_instance;

  /* Template */
  GtkBox *box;

  /* Owned */
  BellContext *context;
};

G_DEFINE_FINAL_TYPE (BellRulesPage, bell_rules_page, ADW_TYPE_BIN)

/* Few shops, rarely changed: all anew. */
static void
fill (BellRulesPage *self)
{
  GListModel *shops = bell_context_get_shops (self->context);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  for (guint i = 0; i < g_list_model_get_n_items (shops); i++)
    {
      g_autoptr (BellShop) shop = g_list_model_get_item (shops, i);

      gtk_box_append (self->box, bell_rules_group_new (self->context, shop));
    }
}

/* Events may have come in that were never seen before. */
static void
bell_rules_page_map (GtkWidget *widget)
{
  BellRulesPage *self = BELL_RULES_PAGE (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->box)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    bell_rules_group_refresh (BELL_RULES_GROUP (child));
  GTK_WIDGET_CLASS (bell_rules_page_parent_class)->map (widget);
}

static void
bell_rules_page_dispose (GObject *object)
{
  BellRulesPage *self = BELL_RULES_PAGE (object);

  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_RULES_PAGE);
  G_OBJECT_CLASS (bell_rules_page_parent_class)->dispose (object);
}

static void
bell_rules_page_class_init (BellRulesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_rules_page_dispose;
  widget_class->map = bell_rules_page_map;

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-rules-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BellRulesPage, box);
}

static void
bell_rules_page_init (BellRulesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
bell_rules_page_set_context (BellRulesPage *self,
                             BellContext *context)
{
  GListModel *shops = bell_context_get_shops (context);

  g_return_if_fail (BELL_IS_RULES_PAGE (self));

  self->context = g_object_ref (context);
  g_signal_connect_object (shops, "items-changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
}
