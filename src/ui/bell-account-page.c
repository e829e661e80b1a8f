/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-account-page.h"

#include "bell-account.h"
#include "bell-format-account.h"
#include "bell-format.h"

#include <glib/gi18n.h>

struct _BellAccountPage
{
  AdwBin parent_instance;

  /* Template */
  GtkWidget *problem;
  GtkLabel *sentence;
  AdwActionRow *login;
  AdwActionRow *name;
  AdwActionRow *provider;
  AdwActionRow *groups;
  AdwPreferencesGroup *devices;
  GtkWidget *in;
  GtkWidget *out;
  GtkWidget *everywhere;

  /* Owned */
  BellShop *shop;            /* (nullable) */
  GPtrArray *device_rows;    /* borrowed */
  GCancellable *cancellable; /* of what is being asked */
};

enum
{
  SIGNAL_TOAST,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellAccountPage, bell_account_page, ADW_TYPE_BIN)

static gboolean
is_signed_out (BellAccountPage *self)
{
  BellSessionState state = bell_session_get_state (bell_shop_get_session (self->shop));

  return state == BELL_SESSION_SIGNED_OUT || state == BELL_SESSION_EXPIRED;
}

static void
set_row (AdwActionRow *row,
         const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (row), text != NULL && *text != '\0');
  adw_action_row_set_subtitle (row, text != NULL ? text : "");
}

static void
say_problem (BellAccountPage *self,
             const char *sentence)
{
  gtk_label_set_label (self->sentence, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->problem, sentence != NULL);
}

/* What is known without asking. */
static void
update (BellAccountPage *self)
{
  const BellShopInfo *info;

  if (self->shop == NULL)
    return;
  info = bell_shop_get_info (self->shop);
  set_row (self->login, *info->login != '\0' ? info->login : _("Nobody"));
  set_row (self->provider, info->provider);
  gtk_widget_set_visible (self->in, is_signed_out (self));
  gtk_widget_set_visible (self->out, !is_signed_out (self));
  gtk_widget_set_visible (self->everywhere, !is_signed_out (self));
  if (!is_signed_out (self))
    return;
  say_problem (self, NULL);
  set_row (self->login, _("Nobody is signed in."));
  set_row (self->name, NULL);
  set_row (self->groups, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->devices), FALSE);
}

static void
show_devices (BellAccountPage *self,
              GPtrArray *devices)
{
  for (guint i = 0; i < self->device_rows->len; i++)
    adw_preferences_group_remove (self->devices, g_ptr_array_index (self->device_rows, i));
  g_ptr_array_set_size (self->device_rows, 0);
  for (guint i = 0; devices != NULL && i < devices->len; i++)
    {
      g_autofree char *text = bell_format_device (g_ptr_array_index (devices, i));
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
      adw_preferences_group_add (self->devices, row);
      g_ptr_array_add (self->device_rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->devices), devices != NULL && devices->len > 0);
}

static void
load_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (BellAccountPage) self = user_data;
  g_autoptr (BellAccount) account = bell_account_load_finish (BELL_SHOP (source), result, NULL);
  g_autofree char *sentence = NULL;
  g_autofree char *groups = NULL;

  if (account == NULL || BELL_SHOP (source) != self->shop || is_signed_out (self))
    return;
  if (account->error != NULL)
    sentence = bell_format_error (account->error);
  say_problem (self, sentence);
  if (account->user != NULL)
    {
      groups = bell_format_groups (account->user);
      set_row (self->name, account->user->name);
      set_row (self->groups, groups);
      if (*account->user->identifier != '\0')
        set_row (self->login, account->user->identifier);
    }
  show_devices (self, account->devices);
}

/* Signing out and in */

static void
on_in_clicked (BellAccountPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.sign-in-again", "s", bell_shop_get_id (self->shop));
}

static void
out_cb (GObject *source,
        GAsyncResult *result,
        gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* Signed out here whatever the server says. */
  if (!bell_session_sign_out_finish (BELL_SESSION (source), result, &error))
    g_message ("The server was not told of a sign-out: %s", error->message);
}

static void
on_out_clicked (BellAccountPage *self)
{
  bell_session_sign_out_async (bell_shop_get_session (self->shop), out_cb, NULL);
}

static void
everywhere_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (BellAccountPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (bell_session_sign_out_everywhere_finish (BELL_SESSION (source), result, &error))
    {
      g_signal_emit (self, signals[SIGNAL_TOAST], 0, _("Signed out everywhere"));
      return;
    }
  if (self->shop == NULL || BELL_SESSION (source) != bell_shop_get_session (self->shop))
    return;
  sentence = bell_format_error (error);
  say_problem (self, sentence);
}

static void
on_everywhere_response (AdwMessageDialog *dialog,
                        const char *response,
                        BellAccountPage *self)
{
  if (g_strcmp0 (response, "out") == 0 && self->shop != NULL)
    bell_session_sign_out_everywhere_async (bell_shop_get_session (self->shop), everywhere_cb, g_object_ref (self));
}

static void
on_everywhere_clicked (BellAccountPage *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *dialog = adw_message_dialog_new (window, _("Sign Out Everywhere?"),
                                              _("Every till and telephone with this account stops ringing until "
                                                "somebody signs in there again. This one, too."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("Cancel"), "out",
                                    _("Sign Out Everywhere"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "out", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_everywhere_response), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The shop */

void
bell_account_page_stop (BellAccountPage *self)
{
  g_return_if_fail (BELL_IS_ACCOUNT_PAGE (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->shop != NULL)
    g_signal_handlers_disconnect_by_func (bell_shop_get_session (self->shop), update, self);
  g_clear_object (&self->shop);
}

void
bell_account_page_set_shop (BellAccountPage *self,
                            BellContext *context,
                            BellShop *shop)
{
  g_return_if_fail (BELL_IS_ACCOUNT_PAGE (self));

  bell_account_page_stop (self);
  self->shop = g_object_ref (shop);
  self->cancellable = g_cancellable_new ();
  g_signal_connect_swapped (bell_shop_get_session (shop), "notify::state", G_CALLBACK (update), self);
  set_row (self->name, NULL);
  set_row (self->groups, NULL);
  say_problem (self, NULL);
  show_devices (self, NULL);
  update (self);
  if (!is_signed_out (self))
    bell_account_load_async (shop, self->cancellable, load_cb, g_object_ref (self));
}

static void
bell_account_page_dispose (GObject *object)
{
  BellAccountPage *self = BELL_ACCOUNT_PAGE (object);

  bell_account_page_stop (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_ACCOUNT_PAGE);
  G_OBJECT_CLASS (bell_account_page_parent_class)->dispose (object);
}

static void
bell_account_page_finalize (GObject *object)
{
  g_ptr_array_unref (BELL_ACCOUNT_PAGE (object)->device_rows);
  G_OBJECT_CLASS (bell_account_page_parent_class)->finalize (object);
}

static void
bell_account_page_class_init (BellAccountPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_account_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = bell_account_page_finalize;

  signals[SIGNAL_TOAST] = g_signal_new ("toast", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-account-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BellAccountPage, problem);
  gtk_widget_class_bind_template_child (widget_class, BellAccountPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, BellAccountPage, login);
  gtk_widget_class_bind_template_child (widget_class, BellAccountPage, name);
  gtk_widget_class_bind_template_child (widget_class, BellAccountPage, provider);
  gtk_widget_class_bind_template_child (widget_class, BellAccountPage, groups);
  gtk_widget_class_bind_template_child (widget_class, BellAccountPage, devices);
  gtk_widget_class_bind_template_child (widget_class, BellAccountPage, in);
  gtk_widget_class_bind_template_child (widget_class, BellAccountPage, out);
  gtk_widget_class_bind_template_child (widget_class, BellAccountPage, everywhere);
  gtk_widget_class_bind_template_callback (widget_class, on_in_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_out_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_everywhere_clicked);
}

static void
bell_account_page_init (BellAccountPage *self)
{
  self->device_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
