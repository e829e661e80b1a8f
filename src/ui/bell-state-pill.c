/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-state-pill.h"

#include "bell-format-shops.h"
#include "bell-locked.h"
#include "bell-remedy.h"
#include "bell-shop-row.h"
#include "bell-spoken-name.h"


#define MAX_HEIGHT 440 /* of the list; more shops scroll */

struct _BellStatePill
{
  AdwBin parent_instance;

  /* Template */
  GtkMenuButton *button;
  GtkPopover *popover;
  GtkScrolledWindow *scrolled;
  GtkListBox *list;
  GtkWidget *add;
  GtkWidget *manage;
  GtkImage *icon;
  GtkLabel *text;

  /* Owned */
  BellContext *context;
  BellPulse *pulse;
};

G_DEFINE_FINAL_TYPE (BellStatePill, bell_state_pill, ADW_TYPE_BIN)

/* Read aloud with the shop's name, but not every second: only what stays. */
static void
name_button (BellStatePill *self,
             const BellGlance *glance)
{
  g_autofree char *sentence = bell_format_sentence (glance);

  bell_spoken_name_set (GTK_WIDGET (self->button), sentence);
}

/* A scrolled window cannot tell how high wrapped text will be. */
static void
fit_list (BellStatePill *self)
{
  int width, height;

  gtk_widget_measure (GTK_WIDGET (self->list), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (self->list), GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  gtk_scrolled_window_set_min_content_height (self->scrolled, MIN (height, MAX_HEIGHT));
}

static void
update (BellStatePill *self)
{
  GListModel *shops = bell_context_get_shops (self->context);
  BellClock *clock = bell_context_get_clock (self->context);
  int worst = bell_format_worst_shop (shops, clock);
  g_autoptr (BellShop) shop = NULL;
  g_auto (BellGlance) glance = { 0 };
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), worst >= 0);
  if (worst < 0)
    return;
  shop = g_list_model_get_item (shops, worst);
  bell_glance_init (&glance, shop, clock);
  text = bell_format_pill (&glance);
  gtk_label_set_label (self->text, text);
  gtk_image_set_from_icon_name (self->icon, bell_format_state_icon (&glance));
  bell_remedy_set_style (GTK_WIDGET (self->icon), bell_format_state_style (&glance));
  name_button (self, &glance);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->popover)))
    fit_list (self);
}

static void
on_shops_changed (BellStatePill *self,
                  guint position,
                  guint removed,
                  guint added)
{
  GListModel *shops = bell_context_get_shops (self->context);

  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (BellShop) shop = g_list_model_get_item (shops, i);

      g_signal_connect_object (bell_shop_get_session (shop), "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }
  update (self);
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  BellStatePill *self = user_data;
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), bell_shop_row_new (self->context, self->pulse, item));
  bell_spoken_name_set (row, bell_shop_get_name (item));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

void
bell_state_pill_popup (BellStatePill *self)
{
  g_return_if_fail (BELL_IS_STATE_PILL (self));
  gtk_menu_button_popup (self->button);
}

void
bell_state_pill_popdown (BellStatePill *self)
{
  g_return_if_fail (BELL_IS_STATE_PILL (self));
  gtk_menu_button_popdown (self->button);
}

/* GObject */

static void
bell_state_pill_dispose (GObject *object)
{
  BellStatePill *self = BELL_STATE_PILL (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->pulse);
  g_clear_object (&self->context);
  adw_bin_set_child (ADW_BIN (self), NULL); /* else AdwBin unparents what the template has unparented */
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_STATE_PILL);
  G_OBJECT_CLASS (bell_state_pill_parent_class)->dispose (object);
}

static void
bell_state_pill_class_init (BellStatePillClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_state_pill_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-state-pill.ui");
  gtk_widget_class_bind_template_child (widget_class, BellStatePill, button);
  gtk_widget_class_bind_template_child (widget_class, BellStatePill, popover);
  gtk_widget_class_bind_template_child (widget_class, BellStatePill, scrolled);
  gtk_widget_class_bind_template_child (widget_class, BellStatePill, list);
  gtk_widget_class_bind_template_child (widget_class, BellStatePill, add);
  gtk_widget_class_bind_template_child (widget_class, BellStatePill, manage);
  gtk_widget_class_bind_template_child (widget_class, BellStatePill, icon);
  gtk_widget_class_bind_template_child (widget_class, BellStatePill, text);
}

static void
bell_state_pill_init (BellStatePill *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (bell_state_pill_popdown), self);
  g_signal_connect_swapped (self->manage, "clicked", G_CALLBACK (bell_state_pill_popdown), self);
  g_signal_connect_swapped (self->popover, "show", G_CALLBACK (fit_list), self);
}

void
bell_state_pill_set_context (BellStatePill *self,
                             BellContext *context,
                             BellPulse *pulse)
{
  GListModel *shops = bell_context_get_shops (context);

  g_return_if_fail (BELL_IS_STATE_PILL (self));

  self->context = g_object_ref (context);
  self->pulse = g_object_ref (pulse);
  bell_locked_show (self->add, NULL, bell_settings_get_lock (bell_context_get_settings (context), NULL,
                                                             BELL_LOCK_SHOPS));
  gtk_list_box_bind_model (self->list, shops, create_row, self, NULL);
  g_signal_connect_object (shops, "items-changed", G_CALLBACK (on_shops_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pulse, "tick", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  on_shops_changed (self, 0, 0, g_list_model_get_n_items (shops));
}
