/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-shops-page.h"

#include "bell-account-page.h"
#include "bell-diagnosis-page.h"
#include "bell-locked.h"
#include "bell-shop-page.h"
#include "bell-shops-row.h"
#include "bell-subscriptions-page.h"

#include <glib/gi18n.h>

struct _BellShopsPage
{
  AdwBin parent_instance;

  /* Template */
  AdwWindowTitle *title;
  GtkStack *pages;
  GtkListBox *list;
  GtkWidget *add;
  BellShopPage *shop_page;
  BellAccountPage *account_page;
  BellSubscriptionsPage *subscriptions_page;
  BellDiagnosisPage *diagnosis_page;

  /* Owned */
  BellContext *context;
  BellPulse *pulse;
  BellShop *shop;  /* (nullable): of the page in sight */
  GPtrArray *past; /* of names: the pages behind this one */
};

enum
{
  SIGNAL_LEAVE,
  SIGNAL_TOAST,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellShopsPage, bell_shops_page, ADW_TYPE_BIN)

static const char *
get_page (BellShopsPage *self)
{
  return gtk_stack_get_visible_child_name (self->pages);
}

static const char *
get_title (const char *page)
{
  if (g_str_equal (page, "account"))
    return _("Account");
  if (g_str_equal (page, "subscriptions"))
    return _("Subscriptions");
  if (g_str_equal (page, "diagnosis"))
    return _("Why Do I Hear Nothing?");
  return _("Shops");
}

static void
update_title (BellShopsPage *self)
{
  const char *page = get_page (self);
  const char *name = self->shop != NULL ? bell_shop_get_name (self->shop) : "";

  if (page == NULL)
    return;
  if (g_str_equal (page, "shop"))
    {
      adw_window_title_set_title (self->title, name);
      adw_window_title_set_subtitle (self->title, self->shop != NULL ? bell_shop_get_url (self->shop) : "");
      return;
    }
  adw_window_title_set_title (self->title, get_title (page));
  adw_window_title_set_subtitle (self->title, name);
}

static void
stop_pages (BellShopsPage *self)
{
  bell_account_page_stop (self->account_page);
  bell_subscriptions_page_stop (self->subscriptions_page);
  bell_diagnosis_page_stop (self->diagnosis_page);
}

/* What the page shows, from the start. */
static void
fill (BellShopsPage *self,
      const char *page)
{
  if (g_str_equal (page, "shop"))
    bell_shop_page_set_shop (self->shop_page, self->context, self->pulse, self->shop);
  else if (g_str_equal (page, "account"))
    bell_account_page_set_shop (self->account_page, self->context, self->shop);
  else if (g_str_equal (page, "subscriptions"))
    bell_subscriptions_page_set_shop (self->subscriptions_page, self->shop);
  else if (g_str_equal (page, "diagnosis"))
    bell_diagnosis_page_set_shop (self->diagnosis_page, self->context, self->pulse, self->shop);
}

static void
show (BellShopsPage *self,
      const char *page,
      BellShop *shop)
{
  stop_pages (self);
  if (self->shop != NULL)
    g_signal_handlers_disconnect_by_func (self->shop, update_title, self);
  if (g_str_equal (page, "list"))
    g_clear_object (&self->shop);
  else
    g_set_object (&self->shop, shop);
  if (self->shop != NULL)
    g_signal_connect_object (self->shop, "notify::name", G_CALLBACK (update_title), self, G_CONNECT_SWAPPED);
  fill (self, page);
  gtk_stack_set_visible_child_name (self->pages, page);
  update_title (self);
  gtk_widget_child_focus (gtk_stack_get_visible_child (self->pages), GTK_DIR_TAB_FORWARD);
}

void
bell_shops_page_enter (BellShopsPage *self,
                       const char *page,
                       BellShop *shop)
{
  g_return_if_fail (BELL_IS_SHOPS_PAGE (self));
  g_return_if_fail (shop != NULL || g_str_equal (page, "list"));

  g_ptr_array_set_size (self->past, 0);
  show (self, page, shop);
}

void
bell_shops_page_go (BellShopsPage *self,
                    const char *page,
                    BellShop *shop)
{
  g_return_if_fail (BELL_IS_SHOPS_PAGE (self));

  g_ptr_array_add (self->past, g_strdup (get_page (self)));
  show (self, page, shop);
}

void
bell_shops_page_back (BellShopsPage *self)
{
  g_autofree char *page = NULL;
  g_autoptr (BellShop) shop = NULL;

  g_return_if_fail (BELL_IS_SHOPS_PAGE (self));

  if (self->past->len == 0)
    {
      g_signal_emit (self, signals[SIGNAL_LEAVE], 0);
      return;
    }
  page = g_strdup (g_ptr_array_index (self->past, self->past->len - 1));
  g_ptr_array_remove_index (self->past, self->past->len - 1);
  g_set_object (&shop, self->shop);
  show (self, page, shop);
}

void
bell_shops_page_stop (BellShopsPage *self)
{
  g_return_if_fail (BELL_IS_SHOPS_PAGE (self));
  stop_pages (self);
}

/* The list */

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  BellShopsPage *self = user_data;

  return bell_shops_row_new (self->context, self->pulse, item);
}

static void
on_row_activated (BellShopsPage *self,
                  GtkListBoxRow *row)
{
  bell_shops_page_go (self, "shop", bell_shops_row_get_shop (BELL_SHOPS_ROW (row)));
}

/* The shop of the page in sight may be the one that went. */
static void
on_shops_changed (BellShopsPage *self)
{
  if (self->shop == NULL || bell_context_find_shop (self->context, bell_shop_get_id (self->shop)) != NULL)
    return;
  bell_shops_page_enter (self, "list", NULL);
}

static void
on_back_clicked (BellShopsPage *self)
{
  bell_shops_page_back (self);
}

static void
on_toast (BellShopsPage *self,
          const char *text)
{
  g_signal_emit (self, signals[SIGNAL_TOAST], 0, text);
}

/* GObject */

static gboolean
bell_shops_page_grab_focus (GtkWidget *widget)
{
  BellShopsPage *self = BELL_SHOPS_PAGE (widget);

  return gtk_widget_child_focus (gtk_stack_get_visible_child (self->pages), GTK_DIR_TAB_FORWARD);
}

static void
bell_shops_page_dispose (GObject *object)
{
  BellShopsPage *self = BELL_SHOPS_PAGE (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->shop);
  g_clear_object (&self->pulse);
  g_clear_object (&self->context);
  g_clear_pointer (&self->past, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_SHOPS_PAGE);
  G_OBJECT_CLASS (bell_shops_page_parent_class)->dispose (object);
}

static void
bell_shops_page_class_init (BellShopsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_shops_page_dispose;
  widget_class->grab_focus = bell_shops_page_grab_focus;

  g_type_ensure (BELL_TYPE_SHOP_PAGE);
  g_type_ensure (BELL_TYPE_ACCOUNT_PAGE);
  g_type_ensure (BELL_TYPE_SUBSCRIPTIONS_PAGE);
  g_type_ensure (BELL_TYPE_DIAGNOSIS_PAGE);
  signals[SIGNAL_LEAVE] = g_signal_new ("leave", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
  signals[SIGNAL_TOAST] = g_signal_new ("toast", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-shops-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BellShopsPage, title);
  gtk_widget_class_bind_template_child (widget_class, BellShopsPage, pages);
  gtk_widget_class_bind_template_child (widget_class, BellShopsPage, list);
  gtk_widget_class_bind_template_child (widget_class, BellShopsPage, add);
  gtk_widget_class_bind_template_child (widget_class, BellShopsPage, shop_page);
  gtk_widget_class_bind_template_child (widget_class, BellShopsPage, account_page);
  gtk_widget_class_bind_template_child (widget_class, BellShopsPage, subscriptions_page);
  gtk_widget_class_bind_template_child (widget_class, BellShopsPage, diagnosis_page);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_toast);
}

static void
bell_shops_page_init (BellShopsPage *self)
{
  self->past = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
bell_shops_page_set_context (BellShopsPage *self,
                             BellContext *context,
                             BellPulse *pulse)
{
  g_return_if_fail (BELL_IS_SHOPS_PAGE (self));

  self->context = g_object_ref (context);
  self->pulse = g_object_ref (pulse);
  bell_locked_show (self->add, NULL, bell_settings_get_lock (bell_context_get_settings (context), NULL, BELL_LOCK_SHOPS));
  gtk_list_box_bind_model (self->list, bell_context_get_shops (context), create_row, self, NULL);
  g_signal_connect_object (bell_context_get_shops (context), "items-changed", G_CALLBACK (on_shops_changed), self,
                           G_CONNECT_SWAPPED);
}
