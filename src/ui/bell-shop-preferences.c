/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-shop-preferences.h"

#include "bell-network-row.h"
#include "bell-format-provision.h"
#include "bell-locked.h"

#include <glib/gi18n.h>

struct _BellShopPreferences
{
  AdwExpanderRow parent_instance;

  /* Template */
  GtkEditable *name;
  AdwActionRow *account;
  GtkButton *sign;
  BellNetworkRow *network;
  GtkWidget *test;
  GtkWidget *removal;
  GtkWidget *remove;

  /* Owned */
  BellContext *context;
  BellShop *shop;
};

G_DEFINE_FINAL_TYPE (BellShopPreferences, bell_shop_preferences, ADW_TYPE_EXPANDER_ROW)

static gboolean
is_signed_out (BellShopPreferences *self)
{
  BellSessionState state = bell_session_get_state (bell_shop_get_session (self->shop));

  return state == BELL_SESSION_SIGNED_OUT || state == BELL_SESSION_EXPIRED;
}

static void
update (BellShopPreferences *self)
{
  const BellShopInfo *info = bell_shop_get_info (self->shop);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), bell_shop_get_name (self->shop));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  bell_shop_get_name (self->shop), -1);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), bell_shop_get_url (self->shop));
  adw_action_row_set_subtitle (self->account, info->login);
  gtk_button_set_label (self->sign, is_signed_out (self) ? _("Sign In…") : _("Sign Out"));
}

/* Template callbacks */

static void
on_name_apply (BellShopPreferences *self)
{
  bell_context_rename_shop (self->context, self->shop, gtk_editable_get_text (self->name));
  /* An empty name is ignored. */
  gtk_editable_set_text (self->name, bell_shop_get_name (self->shop));
}

/* A password that was not typed again is the one there was, as long as it is for the same file. */
static void
on_network_apply (BellShopPreferences *self)
{
  g_autoptr (BellNetworkSettings) settings = bell_network_row_get_settings (self->network);
  BellNetwork *current = oe_client_get_network (bell_shop_get_client (self->shop));
  const char *password = bell_network_row_get_password (self->network);

  if (*password == '\0')
    password = NULL;
  if (password == NULL && current != NULL &&
      g_str_equal (bell_network_get_settings (current)->certificate, settings->certificate))
    password = bell_network_get_certificate_password (current);
  bell_context_set_network (self->context, self->shop, settings, password);
}

static void
signed_out_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* Signed out here whatever the server says. */
  if (!bell_session_sign_out_finish (BELL_SESSION (source), result, &error))
    g_message ("The server was not told of a sign-out: %s", error->message);
}

static void
on_sign_clicked (BellShopPreferences *self)
{
  GtkWindow *dialog = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWindow *window = gtk_window_get_transient_for (dialog);

  if (!is_signed_out (self))
    {
      bell_session_sign_out_async (bell_shop_get_session (self->shop), signed_out_cb, NULL);
      return;
    }
  if (window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.sign-in-again", "s", bell_shop_get_id (self->shop));
  gtk_window_close (dialog);
}

static void
on_test_clicked (BellShopPreferences *self)
{
  bell_context_test_alert (self->context, self->shop);
}

static void
on_remove_response (AdwMessageDialog *dialog,
                    const char *response,
                    BellShopPreferences *self)
{
  g_autoptr (BellShop) shop = g_object_ref (self->shop);
  g_autoptr (BellContext) context = g_object_ref (self->context);

  if (g_strcmp0 (response, "keep") == 0)
    bell_context_remove_shop (context, shop, FALSE);
  else if (g_strcmp0 (response, "all") == 0)
    bell_context_remove_shop (context, shop, TRUE);
}

static void
on_remove_clicked (BellShopPreferences *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autofree char *heading = g_strdup_printf (_("Remove %s?"), bell_shop_get_name (self->shop));
  GtkWidget *dialog = adw_message_dialog_new (window, heading,
                                              _("Its orders do not ring on this computer any more. Its history can "
                                                "stay or go."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("Cancel"), "keep", _("Keep History"),
                                    "all", _("Remove All"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "keep", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "all", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_remove_response), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* GObject */

static void
bell_shop_preferences_dispose (GObject *object)
{
  BellShopPreferences *self = BELL_SHOP_PREFERENCES (object);

  g_clear_object (&self->shop);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_SHOP_PREFERENCES);
  G_OBJECT_CLASS (bell_shop_preferences_parent_class)->dispose (object);
}

static void
bell_shop_preferences_class_init (BellShopPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_shop_preferences_dispose;

  g_type_ensure (BELL_TYPE_NETWORK_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-shop-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, BellShopPreferences, name);
  gtk_widget_class_bind_template_child (widget_class, BellShopPreferences, account);
  gtk_widget_class_bind_template_child (widget_class, BellShopPreferences, sign);
  gtk_widget_class_bind_template_child (widget_class, BellShopPreferences, network);
  gtk_widget_class_bind_template_child (widget_class, BellShopPreferences, test);
  gtk_widget_class_bind_template_child (widget_class, BellShopPreferences, removal);
  gtk_widget_class_bind_template_child (widget_class, BellShopPreferences, remove);
  gtk_widget_class_bind_template_callback (widget_class, on_name_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_network_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_sign_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_test_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_clicked);
}

static void
bell_shop_preferences_init (BellShopPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_locks (BellShopPreferences *self)
{
  BellSettings *settings = bell_context_get_settings (self->context);
  const char *id = bell_shop_get_id (self->shop);
  const char *name = bell_settings_get_lock (settings, id, "name");
  g_autofree char *reason = bell_format_locked (name);
  g_autofree char *title = NULL;

  bell_locked_show (GTK_WIDGET (self->name), NULL, name);
  bell_locked_show (GTK_WIDGET (self->network), NULL, bell_settings_get_network_lock (settings, id));
  bell_locked_show (self->removal, self->remove, bell_settings_get_lock (settings, id, BELL_LOCK_SHOP));
  if (reason == NULL)
    return;
  /* TRANSLATORS: the title of the entry of a shop's name; %s says who set it, and where */
  title = g_strdup_printf (_("Name · %s"), reason);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->name), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name), title);
}

GtkWidget *
bell_shop_preferences_new (BellContext *context,
                           BellShop *shop)
{
  BellShopPreferences *self = g_object_new (BELL_TYPE_SHOP_PREFERENCES, NULL);

  self->context = g_object_ref (context);
  self->shop = g_object_ref (shop);
  gtk_editable_set_text (self->name, bell_shop_get_name (shop));
  bell_network_row_set_settings (self->network, &bell_shop_get_info (shop)->network);
  g_signal_connect_object (shop, "notify::name", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bell_shop_get_session (shop), "notify::state", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
  show_locks (self);
  return GTK_WIDGET (self);
}
