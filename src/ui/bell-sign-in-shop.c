/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-sign-in-shop.h"

struct _BellSignInShop
{
  AdwBin parent_instance;

  /* Template */
  GtkEditable *address;
  GtkEditable *app_token;
  BellNetworkRow *network;
};

enum
{
  SIGNAL_SUBMIT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellSignInShop, bell_sign_in_shop, ADW_TYPE_BIN)

static void
on_activated (BellSignInShop *self)
{
  g_signal_emit (self, signals[SIGNAL_SUBMIT], 0);
}

/* Enter goes to what is still missing. */
static void
on_address_activated (BellSignInShop *self)
{
  if (*gtk_editable_get_text (self->app_token) == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->app_token));
  else
    on_activated (self);
}

const char *
bell_sign_in_shop_get_address (BellSignInShop *self)
{
  return gtk_editable_get_text (self->address);
}

const char *
bell_sign_in_shop_get_app_token (BellSignInShop *self)
{
  return gtk_editable_get_text (self->app_token);
}

BellNetworkRow *
bell_sign_in_shop_get_network (BellSignInShop *self)
{
  return self->network;
}

void
bell_sign_in_shop_clear (BellSignInShop *self)
{
  g_autoptr (BellNetworkSettings) nothing = bell_network_settings_new ();

  gtk_editable_set_text (self->address, "");
  gtk_editable_set_text (self->app_token, "");
  bell_network_row_set_settings (self->network, nothing);
}

void
bell_sign_in_shop_focus_app_token (BellSignInShop *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->app_token));
}

static gboolean
bell_sign_in_shop_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (BELL_SIGN_IN_SHOP (widget)->address));
}

static void
bell_sign_in_shop_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), BELL_TYPE_SIGN_IN_SHOP);
  G_OBJECT_CLASS (bell_sign_in_shop_parent_class)->dispose (object);
}

static void
bell_sign_in_shop_class_init (BellSignInShopClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_sign_in_shop_dispose;
  widget_class->grab_focus = bell_sign_in_shop_grab_focus;

  signals[SIGNAL_SUBMIT] = g_signal_new ("submit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);

  g_type_ensure (BELL_TYPE_NETWORK_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-sign-in-shop.ui");
  gtk_widget_class_bind_template_child (widget_class, BellSignInShop, address);
  gtk_widget_class_bind_template_child (widget_class, BellSignInShop, app_token);
  gtk_widget_class_bind_template_child (widget_class, BellSignInShop, network);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_address_activated);
}

static void
bell_sign_in_shop_init (BellSignInShop *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
