/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-shop-page.h"

#include "bell-app-token.h"
#include "bell-canary-group.h"
#include "bell-colour-row.h"
#include "bell-format-account.h"
#include "bell-format-provision.h"
#include "bell-format-shops.h"
#include "bell-locked.h"
#include "bell-network-row.h"
#include "bell-remedy.h"
#include "bell-shop-editor.h"

#include <glib/gi18n.h>

struct _BellShopPage
{
  AdwBin parent_instance;

  /* Template */
  AdwActionRow *state;
  GtkImage *icon;
  GtkButton *remedy;
  GtkWidget *pause;
  GtkEditable *name;
  BellColourRow *colour;
  AdwActionRow *account;
  AdwActionRow *app_token;
  GtkEditable *new_app_token;
  GtkLabel *app_token_problem;
  GtkEditable *open_address;
  GtkLabel *open_address_problem;
  BellNetworkRow *network;
  BellCanaryGroup *canary;
  GtkLabel *network_problem;
  GtkWidget *removal;

  /* Owned */
  BellContext *context; /* (nullable) */
  BellPulse *pulse;     /* (nullable) */
  BellShop *shop;       /* (nullable) */
  BellRemedy offered;
  GCancellable *cancellable; /* of all that is asked for this shop */
  gboolean tries_app_token;
};

G_DEFINE_FINAL_TYPE (BellShopPage, bell_shop_page, ADW_TYPE_BIN)

static void
update (BellShopPage *self)
{
  g_auto (BellGlance) glance = { 0 };
  g_autofree char *pill = NULL;
  g_autofree char *sentence = NULL;

  if (self->shop == NULL)
    return;
  bell_glance_init (&glance, self->shop, bell_context_get_clock (self->context));
  pill = bell_format_pill (&glance);
  sentence = bell_format_sentence (&glance);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state), pill);
  if (g_strcmp0 (adw_action_row_get_subtitle (self->state), sentence) != 0)
    adw_action_row_set_subtitle (self->state, sentence);
  gtk_image_set_from_icon_name (self->icon, bell_format_state_icon (&glance));
  bell_remedy_set_style (GTK_WIDGET (self->icon), bell_format_state_style (&glance));
  self->offered = bell_format_remedy (&glance);
  bell_remedy_offer (self->remedy, self->offered, self->shop);
  gtk_widget_set_visible (self->pause, bell_remedy_can_pause (glance.state));
}

static void
update_app_token (BellShopPage *self)
{
  int days = bell_app_token_get_days (bell_shop_get_client (self->shop));
  g_autofree char *words = bell_format_app_token (days);
  g_autofree char *warning = bell_format_app_token_end (days);

  adw_action_row_set_subtitle (self->app_token, words);
  bell_remedy_set_style (GTK_WIDGET (self->app_token), warning != NULL ? "warning" : NULL);
}

/* Template callbacks */

static void
on_remedy_clicked (BellShopPage *self)
{
  bell_remedy_apply (self->offered, self->context, self->shop, GTK_WIDGET (self));
}

static void
on_pause_clicked (BellShopPage *self)
{
  bell_context_set_paused (self->context, self->shop, TRUE);
}

static void
on_name_apply (BellShopPage *self)
{
  bell_context_rename_shop (self->context, self->shop, gtk_editable_get_text (self->name));
  /* An empty name is ignored. */
  if (g_strcmp0 (gtk_editable_get_text (self->name), bell_shop_get_name (self->shop)) != 0)
    gtk_editable_set_text (self->name, bell_shop_get_name (self->shop));
}

static void
on_colour (BellShopPage *self)
{
  if (self->shop != NULL)
    bell_shop_editor_set_colour (self->context, self->shop, bell_colour_row_get_colour (self->colour));
}

static void
on_account_activated (BellShopPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-account", "s", bell_shop_get_id (self->shop));
}

static void
on_subscriptions_activated (BellShopPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-subscriptions", "s", bell_shop_get_id (self->shop));
}

static void
on_diagnosis_activated (BellShopPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-diagnosis", "s", bell_shop_get_id (self->shop));
}

/* Another app token, which the shop must accept first */

static void
say_problem (GtkLabel *label,
             const char *sentence)
{
  gtk_label_set_label (label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (label), sentence != NULL);
}

static void
app_token_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (BellShopPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  gboolean accepted = bell_shop_editor_set_app_token_finish (BELL_SHOP (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->tries_app_token = FALSE;
  if (!accepted)
    {
      sentence = bell_format_error (error);
      say_problem (self->app_token_problem, sentence);
      return;
    }
  say_problem (self->app_token_problem, NULL);
  gtk_editable_set_text (self->new_app_token, "");
  update_app_token (self);
}

static void
on_app_token_apply (BellShopPage *self)
{
  const char *text = gtk_editable_get_text (self->new_app_token);

  if (self->tries_app_token || *text == '\0')
    return;
  self->tries_app_token = TRUE;
  bell_shop_editor_set_app_token_async (self->context, self->shop, text, self->cancellable, app_token_cb,
                                        g_object_ref (self));
}

/* Another way to the shop, whose files can be read */

static void
network_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (BellShopPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  bell_shop_editor_set_network_finish (BELL_SHOP (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    sentence = bell_format_error (error);
  say_problem (self->network_problem, sentence);
}

static void
on_network_apply (BellShopPage *self)
{
  g_autoptr (BellNetwork) network = bell_network_row_make_network (self->network);

  bell_shop_editor_set_network_async (self->context, self->shop, network, self->cancellable, network_cb,
                                      g_object_ref (self));
}

/* What "Open" shows */

static void
on_open_address_apply (BellShopPage *self)
{
  g_autofree char *problem = bell_shop_editor_set_open_address (self->context, self->shop,
                                                                gtk_editable_get_text (self->open_address));

  say_problem (self->open_address_problem, problem);
  if (problem == NULL)
    gtk_editable_set_text (self->open_address, bell_shop_get_info (self->shop)->open_address);
}

/* The end of a shop */

static void
on_remove_response (AdwMessageDialog *dialog,
                    const char *response,
                    BellShopPage *self)
{
  g_autoptr (BellShop) shop = g_object_ref (self->shop);
  g_autoptr (BellContext) context = g_object_ref (self->context);

  if (g_strcmp0 (response, "keep") == 0)
    bell_context_remove_shop (context, shop, FALSE);
  else if (g_strcmp0 (response, "all") == 0)
    bell_context_remove_shop (context, shop, TRUE);
}

static void
on_remove_clicked (BellShopPage *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autofree char *heading = g_strdup_printf (_("Remove %s?"), bell_shop_get_name (self->shop));
  GtkWidget *dialog = adw_message_dialog_new (window, heading,
                                              _("Signs out at the shop and forgets it here: its orders do not ring on "
                                                "this computer any more. Its history can stay or go."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("Cancel"), "keep", _("Keep History"),
                                    "all", _("Remove All"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "keep", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "all", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_remove_response), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The shop */

static void
let_go (BellShopPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->shop != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->pulse, update, self);
      g_signal_handlers_disconnect_by_func (bell_shop_get_session (self->shop), update, self);
      bell_canary_group_set_shop (self->canary, NULL, NULL);
    }
  g_clear_object (&self->shop);
  g_clear_object (&self->pulse);
  g_clear_object (&self->context);
}

/* What somebody above the user locked for this shop; the page has shown others before. */
static void
show_locks (BellShopPage *self)
{
  BellSettings *settings = bell_context_get_settings (self->context);
  const char *id = bell_shop_get_id (self->shop);
  const char *name = bell_settings_get_lock (settings, id, "name");
  g_autofree char *reason = bell_format_locked (name);
  g_autofree char *title = NULL;
  GtkWidget *rows[] = { GTK_WIDGET (self->name), GTK_WIDGET (self->colour), GTK_WIDGET (self->network), self->removal,
                        self->pause, GTK_WIDGET (self->open_address) };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gtk_widget_set_sensitive (rows[i], TRUE);
      gtk_widget_set_tooltip_text (rows[i], NULL);
    }
  bell_locked_show (GTK_WIDGET (self->name), NULL, name);
  bell_locked_show (GTK_WIDGET (self->colour), NULL, bell_settings_get_lock (settings, id, "colour"));
  bell_locked_show (GTK_WIDGET (self->network), NULL, bell_settings_get_network_lock (settings, id));
  bell_locked_show (GTK_WIDGET (self->open_address), NULL, bell_settings_get_lock (settings, id, "open-address"));
  bell_locked_show (self->pause, NULL, bell_shop_get_paused_by (self->shop));
  bell_locked_show (self->removal, NULL, bell_settings_get_lock (settings, id, BELL_LOCK_SHOP));
  /* TRANSLATORS: the title of the entry of a shop's name; %s says who set it, and where */
  title = reason != NULL ? g_strdup_printf (_("Name · %s"), reason) : g_strdup (_("Name"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->name), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name), title);
}

void
bell_shop_page_set_shop (BellShopPage *self,
                         BellContext *context,
                         BellPulse *pulse,
                         BellShop *shop)
{
  g_return_if_fail (BELL_IS_SHOP_PAGE (self));

  let_go (self);
  gtk_editable_set_text (self->name, bell_shop_get_name (shop));
  bell_colour_row_set_colour (self->colour, bell_shop_get_colour (shop));
  gtk_editable_set_text (self->new_app_token, "");
  gtk_editable_set_text (self->open_address, bell_shop_get_info (shop)->open_address);
  say_problem (self->app_token_problem, NULL);
  say_problem (self->network_problem, NULL);
  say_problem (self->open_address_problem, NULL);
  self->cancellable = g_cancellable_new ();
  self->tries_app_token = FALSE;
  self->context = g_object_ref (context);
  self->pulse = g_object_ref (pulse);
  self->shop = g_object_ref (shop);
  g_signal_connect_swapped (pulse, "tick", G_CALLBACK (update), self);
  g_signal_connect_swapped (bell_shop_get_session (shop), "notify", G_CALLBACK (update), self);
  adw_action_row_set_subtitle (self->account, bell_shop_get_info (shop)->login);
  bell_network_row_set_settings (self->network, &bell_shop_get_info (shop)->network);
  bell_canary_group_set_shop (self->canary, context, shop);
  update_app_token (self);
  show_locks (self);
  update (self);
}

static void
bell_shop_page_dispose (GObject *object)
{
  BellShopPage *self = BELL_SHOP_PAGE (object);

  let_go (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_SHOP_PAGE);
  G_OBJECT_CLASS (bell_shop_page_parent_class)->dispose (object);
}

static void
bell_shop_page_class_init (BellShopPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_shop_page_dispose;

  g_type_ensure (BELL_TYPE_CANARY_GROUP);
  g_type_ensure (BELL_TYPE_COLOUR_ROW);
  g_type_ensure (BELL_TYPE_NETWORK_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-shop-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BellShopPage, state);
  gtk_widget_class_bind_template_child (widget_class, BellShopPage, icon);
  gtk_widget_class_bind_template_child (widget_class, BellShopPage, remedy);
  gtk_widget_class_bind_template_child (widget_class, BellShopPage, pause);
  gtk_widget_class_bind_template_child (widget_class, BellShopPage, name);
  gtk_widget_class_bind_template_child (widget_class, BellShopPage, colour);
  gtk_widget_class_bind_template_child (widget_class, BellShopPage, account);
  gtk_widget_class_bind_template_child (widget_class, BellShopPage, app_token);
  gtk_widget_class_bind_template_child (widget_class, BellShopPage, new_app_token);
  gtk_widget_class_bind_template_child (widget_class, BellShopPage, app_token_problem);
  gtk_widget_class_bind_template_child (widget_class, BellShopPage, open_address);
  gtk_widget_class_bind_template_child (widget_class, BellShopPage, open_address_problem);
  gtk_widget_class_bind_template_child (widget_class, BellShopPage, network);
  gtk_widget_class_bind_template_child (widget_class, BellShopPage, canary);
  gtk_widget_class_bind_template_child (widget_class, BellShopPage, network_problem);
  gtk_widget_class_bind_template_child (widget_class, BellShopPage, removal);
  gtk_widget_class_bind_template_callback (widget_class, on_network_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_open_address_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_remedy_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_pause_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_name_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_colour);
  gtk_widget_class_bind_template_callback (widget_class, on_account_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_subscriptions_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_diagnosis_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_app_token_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_clicked);
}

static void
bell_shop_page_init (BellShopPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
