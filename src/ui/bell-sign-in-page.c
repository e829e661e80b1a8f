/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-sign-in-page.h"

#include "bell-format.h"
#include "bell-sign-in-account.h"
#include "bell-sign-in-shop.h"
#include "bell-sign-in.h"
#include "oe-error.h"

#include <glib/gi18n.h>

struct _BellSignInPage
{
  AdwBin parent_instance;

  /* Template */
  AdwWindowTitle *title;
  GtkRevealer *problem;
  GtkLabel *sentence;
  GtkStack *steps;
  BellSignInShop *shop;
  BellSignInAccount *account;
  GtkWidget *cancel;
  GtkButton *submit;
  GtkSpinner *spinner;

  /* Owned */
  BellSignIn *sign_in;       /* (nullable) */
  BellShop *again;           /* (nullable) */
  GCancellable *cancellable; /* of the step under way, NULL: none is */
};

enum
{
  SIGNAL_SIGNED_IN,
  SIGNAL_LEAVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellSignInPage, bell_sign_in_page, ADW_TYPE_BIN)

static gboolean
is_at (BellSignInPage *self,
       const char *step)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->steps), step) == 0;
}

/* Going from step to step */

static void
update_buttons (BellSignInPage *self)
{
  gboolean busy = self->cancellable != NULL;

  /* An entry that loses its sensitivity together with the focus is never told so (GTK 4.8). */
  if (busy && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  gtk_button_set_label (self->submit, is_at (self, "account") ? _("Sign In") : _("Next"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->submit), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->steps), !busy);
  gtk_widget_set_visible (self->cancel, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

static void
go_to (BellSignInPage *self,
       const char *step)
{
  gtk_stack_set_visible_child_name (self->steps, step);
  update_buttons (self);
  gtk_widget_grab_focus (gtk_stack_get_visible_child (self->steps));
}

static void
begin (BellSignInPage *self)
{
  gtk_revealer_set_reveal_child (self->problem, FALSE);
  self->cancellable = g_cancellable_new ();
  update_buttons (self);
}

/*
 * The end of a step. FALSE where nothing is to be done any more: it failed,
 * which is said, or was cancelled, which is known. error: (nullable)
 */
static gboolean
end (BellSignInPage *self,
     const GError *error)
{
  g_autofree char *sentence = NULL;

  /* Of an earlier step, whose page was left: whatever runs now is another one's. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  g_clear_object (&self->cancellable);
  update_buttons (self);
  if (error == NULL)
    return TRUE;

  sentence = bell_format_error (error);
  gtk_label_set_label (self->sentence, sentence);
  gtk_revealer_set_reveal_child (self->problem, TRUE);
  if (g_error_matches (error, OE_ERROR, OE_ERROR_APP_TOKEN) && is_at (self, "shop"))
    bell_sign_in_shop_focus_app_token (self->shop);
  else
    gtk_widget_grab_focus (gtk_stack_get_visible_child (self->steps));
  return FALSE;
}

void
bell_sign_in_page_stop (BellSignInPage *self)
{
  g_return_if_fail (BELL_IS_SIGN_IN_PAGE (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  update_buttons (self);
}

/* The steps */

static void
choose_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (BellSignInPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) fields = bell_sign_in_choose_finish (BELL_SIGN_IN (source), result, &error);

  if (!end (self, error))
    return;
  bell_sign_in_account_set_fields (self->account, fields);
  go_to (self, "account");
}

/* The fields of the chosen provider; where all is hidden there is nothing to ask for. */
static void
choose (BellSignInPage *self)
{
  const OeProvider *provider = bell_sign_in_account_get_chosen (self->account);
  g_autoptr (GPtrArray) none = NULL;

  if (provider != NULL)
    {
      begin (self);
      bell_sign_in_choose_async (self->sign_in, provider, self->cancellable, choose_cb, g_object_ref (self));
      return;
    }
  none = g_ptr_array_new ();
  bell_sign_in_account_set_fields (self->account, none);
  go_to (self, "account");
}

static void
check_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (BellSignInPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) providers = bell_sign_in_check_finish (BELL_SIGN_IN (source), result, &error);

  if (!end (self, error))
    return;
  bell_sign_in_account_set_providers (self->account, providers);
  choose (self);
}

static void
submit_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (BellSignInPage) self = user_data;
  g_autoptr (GError) error = NULL;
  BellShop *shop = bell_sign_in_submit_finish (BELL_SIGN_IN (source), result, &error);

  if (!end (self, error))
    return;
  bell_sign_in_shop_clear (self->shop);
  bell_sign_in_account_clear (self->account);
  g_signal_emit (self, signals[SIGNAL_SIGNED_IN], 0, shop);
}

static void
check (BellSignInPage *self)
{
  BellNetworkRow *row = bell_sign_in_shop_get_network (self->shop);
  g_autoptr (BellNetworkSettings) network = bell_network_row_get_settings (row);
  const char *password = bell_network_row_get_password (row);

  begin (self);
  bell_sign_in_check_async (self->sign_in, bell_sign_in_shop_get_address (self->shop),
                            bell_sign_in_shop_get_app_token (self->shop), network,
                            *password != '\0' ? password : NULL, self->cancellable,
                            check_cb, g_object_ref (self));
}

static void
submit (BellSignInPage *self)
{
  BellSignInAccount *account = self->account;

  begin (self);
  bell_sign_in_submit_async (self->sign_in, bell_sign_in_account_get_provider (account),
                             bell_sign_in_account_get_login_marker (account),
                             bell_sign_in_account_get_login (account),
                             bell_sign_in_account_get_password_marker (account),
                             bell_sign_in_account_get_password (account), bell_sign_in_account_get_code (account),
                             self->cancellable, submit_cb, g_object_ref (self));
}

/* Template callbacks */

static void
on_submit (BellSignInPage *self)
{
  if (self->cancellable != NULL || self->sign_in == NULL)
    return;
  if (is_at (self, "account"))
    submit (self);
  else
    check (self);
}

static void
on_provider (BellSignInPage *self)
{
  if (self->cancellable == NULL)
    choose (self);
}

static void
on_cancel_clicked (BellSignInPage *self)
{
  bell_sign_in_page_stop (self);
  gtk_widget_grab_focus (gtk_stack_get_visible_child (self->steps));
}

static void
on_back_clicked (BellSignInPage *self)
{
  bell_sign_in_page_stop (self);
  gtk_revealer_set_reveal_child (self->problem, FALSE);
  if (is_at (self, "account") && self->again == NULL)
    go_to (self, "shop");
  else
    g_signal_emit (self, signals[SIGNAL_LEAVE], 0);
}

void
bell_sign_in_page_start (BellSignInPage *self,
                         BellContext *context,
                         BellShop *again)
{
  g_return_if_fail (BELL_IS_SIGN_IN_PAGE (self));

  bell_sign_in_page_stop (self);
  g_clear_object (&self->sign_in);
  self->sign_in = bell_sign_in_new (context, again);
  g_set_object (&self->again, again);
  gtk_revealer_set_reveal_child (self->problem, FALSE);
  adw_window_title_set_subtitle (self->title, again != NULL ? bell_shop_get_name (again) : "");
  if (again != NULL)
    bell_sign_in_account_set_known (self->account, bell_shop_get_info (again));
  bell_sign_in_account_set_locks (self->account, bell_context_get_settings (context),
                                  again != NULL ? bell_shop_get_id (again) : NULL);
  go_to (self, again != NULL ? "account" : "shop");
  /* Set up by a file, and nobody ever signed in: the shop knows how. */
  if (again != NULL && *bell_shop_get_info (again)->provider == '\0')
    check (self);
}

/* GObject */

static void
bell_sign_in_page_dispose (GObject *object)
{
  BellSignInPage *self = BELL_SIGN_IN_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->sign_in);
  g_clear_object (&self->again);
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_SIGN_IN_PAGE);
  G_OBJECT_CLASS (bell_sign_in_page_parent_class)->dispose (object);
}

static void
bell_sign_in_page_class_init (BellSignInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_sign_in_page_dispose;

  g_type_ensure (BELL_TYPE_SIGN_IN_SHOP);
  g_type_ensure (BELL_TYPE_SIGN_IN_ACCOUNT);
  signals[SIGNAL_SIGNED_IN] = g_signal_new ("signed-in", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 1, BELL_TYPE_SHOP);
  signals[SIGNAL_LEAVE] = g_signal_new ("leave", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BellSignInPage, title);
  gtk_widget_class_bind_template_child (widget_class, BellSignInPage, problem);
  gtk_widget_class_bind_template_child (widget_class, BellSignInPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, BellSignInPage, steps);
  gtk_widget_class_bind_template_child (widget_class, BellSignInPage, shop);
  gtk_widget_class_bind_template_child (widget_class, BellSignInPage, account);
  gtk_widget_class_bind_template_child (widget_class, BellSignInPage, cancel);
  gtk_widget_class_bind_template_child (widget_class, BellSignInPage, submit);
  gtk_widget_class_bind_template_child (widget_class, BellSignInPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_submit);
  gtk_widget_class_bind_template_callback (widget_class, on_provider);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
}

static void
bell_sign_in_page_init (BellSignInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
