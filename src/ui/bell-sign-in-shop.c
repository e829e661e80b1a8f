/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-sign-in-shop.h"

#include <glib/gi18n.h>

struct _BellSignInShop
{
  AdwBin parent_instance;

  /* Template */
  GtkEditable *address;
  GtkEditable *app_token;
  GtkEditable *ca_file;

  /* Owned */
  GtkFileChooserNative *chooser; /* (nullable) */
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

static void
on_chooser_response (GtkNativeDialog *dialog,
                     int response,
                     BellSignInShop *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    gtk_editable_set_text (self->ca_file, path);
  g_clear_object (&self->chooser);
}

static void
on_choose_clicked (BellSignInShop *self)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_filter_set_name (filter, _("Certificates"));
  gtk_file_filter_add_suffix (filter, "pem");
  gtk_file_filter_add_suffix (filter, "crt");
  gtk_file_filter_add_suffix (filter, "cer");

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Certificate authority"), GTK_WINDOW (root),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_chooser_response), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
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

const char *
bell_sign_in_shop_get_ca_file (BellSignInShop *self)
{
  return gtk_editable_get_text (self->ca_file);
}

void
bell_sign_in_shop_clear (BellSignInShop *self)
{
  gtk_editable_set_text (self->address, "");
  gtk_editable_set_text (self->app_token, "");
  gtk_editable_set_text (self->ca_file, "");
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
  BellSignInShop *self = BELL_SIGN_IN_SHOP (object);

  g_clear_object (&self->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_SIGN_IN_SHOP);
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

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-sign-in-shop.ui");
  gtk_widget_class_bind_template_child (widget_class, BellSignInShop, address);
  gtk_widget_class_bind_template_child (widget_class, BellSignInShop, app_token);
  gtk_widget_class_bind_template_child (widget_class, BellSignInShop, ca_file);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_address_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_clicked);
}

static void
bell_sign_in_shop_init (BellSignInShop *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
