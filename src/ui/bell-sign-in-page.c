/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-sign-in-page.h"

#include "bell-format-account.h"
#include "bell-format.h"
#include "bell-sign-in-account.h"
#include "bell-sign-in-hear.h"
#include "bell-sign-in-recall.h"
#include "bell-sign-in-rings.h"
#include "bell-sign-in-shop.h"
#include "oe-error.h"

#include <glib/gi18n.h>

#define CODE_WAIT_S 30 /* the shop refuses another code before */

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
  BellSignInRings *rings;
  BellSignInHear *hear;
  GtkWidget *progress;
  GtkLevelBar *level;
  GtkLabel *step;
  GtkWidget *back;
  GtkWidget *cancel;
  GtkButton *submit;
  GtkSpinner *spinner;

  /* Owned */
  BellSignIn *sign_in;       /* (nullable) */
  BellContext *context;      /* (nullable) */
  BellShop *again;           /* (nullable) */
  BellShop *done;            /* (nullable): which was signed in to just now */
  GCancellable *quiet;       /* (nullable): of looking for what the form of a known shop asks for */
  GCancellable *cancellable; /* of the step under way, NULL: none is */
};

enum
{
  SIGNAL_SIGNED_IN,
  SIGNAL_NOTHING_HEARD,
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

static const char *const steps[] = { "shop", "account", "rings", "hear" };

static void
update_progress (BellSignInPage *self)
{
  g_autofree char *text = NULL;
  guint place = 0;

  while (place < G_N_ELEMENTS (steps) - 1 && !is_at (self, steps[place]))
    place++;
  /* TRANSLATORS: of the steps of the first run */
  text = g_strdup_printf (_("Step %u of %u"), place + 1, (guint) G_N_ELEMENTS (steps));
  gtk_label_set_label (self->step, text);
  gtk_level_bar_set_value (self->level, place + 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->level), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_visible (self->progress, self->again == NULL);
  /* What is signed in stays so. */
  gtk_widget_set_visible (self->back, self->done == NULL);
}

static const char *
get_submit_label (BellSignInPage *self)
{
  if (is_at (self, "account"))
    return _("Sign In");
  return is_at (self, "hear") ? _("Finish") : _("Next");
}

static void
update_buttons (BellSignInPage *self)
{
  gboolean busy = self->cancellable != NULL;

  /* An entry that loses its sensitivity together with the focus is never told so (GTK 4.8). */
  if (busy && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  gtk_button_set_label (self->submit, get_submit_label (self));
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
  update_progress (self);
  update_buttons (self);
  /* What should ring is right as it is, for most: Enter goes on. */
  gtk_widget_grab_focus (is_at (self, "rings") ? GTK_WIDGET (self->submit)
                                               : gtk_stack_get_visible_child (self->steps));
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
end_with (BellSignInPage *self,
          const GError *error,
          char *(*format) (const GError *error))
{
  g_autofree char *sentence = NULL;

  /* Of an earlier step, whose page was left: whatever runs now is another one's. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  g_clear_object (&self->cancellable);
  update_buttons (self);
  if (error == NULL)
    return TRUE;

  sentence = format (error);
  gtk_label_set_label (self->sentence, sentence);
  gtk_revealer_set_reveal_child (self->problem, TRUE);
  if (g_error_matches (error, OE_ERROR, OE_ERROR_APP_TOKEN) && is_at (self, "shop"))
    bell_sign_in_shop_focus_app_token (self->shop);
  else
    gtk_widget_grab_focus (gtk_stack_get_visible_child (self->steps));
  return FALSE;
}

static gboolean
end (BellSignInPage *self,
     const GError *error)
{
  return end_with (self, error, bell_format_error);
}

void
bell_sign_in_page_stop (BellSignInPage *self)
{
  g_return_if_fail (BELL_IS_SIGN_IN_PAGE (self));

  g_cancellable_cancel (self->quiet);
  g_clear_object (&self->quiet);
  bell_sign_in_hear_stop (self->hear);

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
  g_autofree char *note = NULL;

  if (!end (self, error))
    return;
  note = bell_format_app_token_end (bell_sign_in_get_app_token_days (BELL_SIGN_IN (source)));
  bell_sign_in_account_set_note (self->account, note);
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
  gboolean by_code = bell_sign_in_account_get_code (self->account) != NULL;

  if (!end_with (self, error, by_code ? bell_format_code_refused : bell_format_error))
    return;
  bell_sign_in_shop_clear (self->shop);
  bell_sign_in_account_clear (self->account);
  if (self->again != NULL)
    {
      g_signal_emit (self, signals[SIGNAL_SIGNED_IN], 0, shop);
      return;
    }
  g_set_object (&self->done, shop);
  bell_sign_in_rings_set_shop (self->rings, self->context, shop);
  go_to (self, "rings");
}

static void
check (BellSignInPage *self)
{
  g_autoptr (BellNetwork) network = bell_network_row_make_network (bell_sign_in_shop_get_network (self->shop));

  begin (self);
  bell_sign_in_check_async (self->sign_in, bell_sign_in_shop_get_address (self->shop),
                            bell_sign_in_shop_get_app_token (self->shop), network, self->cancellable, check_cb,
                            g_object_ref (self));
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

/* A one-time code, before the sign-in itself */

static void
send_code_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (BellSignInPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 wait;

  bell_sign_in_send_code_finish (BELL_SIGN_IN (source), result, &error);
  if (end_with (self, error, bell_format_code_error))
    {
      bell_sign_in_account_code_sent (self->account, CODE_WAIT_S);
      return;
    }
  wait = error != NULL ? oe_error_get_retry_after_ms (error) : -1;
  if (wait > 0)
    bell_sign_in_account_code_sent (self->account, (int) MIN (wait / 1000 + 1, 3600));
}

static void
on_send_code (BellSignInPage *self)
{
  if (self->cancellable != NULL || self->sign_in == NULL)
    return;
  begin (self);
  bell_sign_in_send_code_async (self->sign_in, bell_sign_in_account_get_provider (self->account),
                                bell_sign_in_account_get_login (self->account),
                                bell_sign_in_account_get_code_event (self->account), self->cancellable, send_code_cb,
                                g_object_ref (self));
}

/* Signing in again: what the form asks for is known, unless it asks for a code. */

static void
recall_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (BellSignInPage) self = user_data;
  g_autoptr (GPtrArray) providers = NULL;
  g_autoptr (GPtrArray) fields = NULL;

  if (!bell_sign_in_recall_finish (BELL_SIGN_IN (source), result, &providers, &fields) ||
      BELL_SIGN_IN (source) != self->sign_in)
    return;
  bell_sign_in_account_set_providers (self->account, providers);
  bell_sign_in_account_set_fields (self->account, fields);
}

/* Template callbacks */

static void
finish (BellSignInPage *self,
        guint signal)
{
  g_autoptr (BellShop) shop = g_steal_pointer (&self->done);

  bell_sign_in_hear_stop (self->hear);
  if (shop != NULL)
    g_signal_emit (self, signals[signal], 0, shop);
}

static void
on_nothing (BellSignInPage *self)
{
  finish (self, SIGNAL_NOTHING_HEARD);
}

static void
on_submit (BellSignInPage *self)
{
  if (self->cancellable != NULL || self->sign_in == NULL)
    return;
  if (is_at (self, "account"))
    submit (self);
  else if (is_at (self, "shop"))
    check (self);
  else if (is_at (self, "hear"))
    finish (self, SIGNAL_SIGNED_IN);
  else
    {
      bell_sign_in_hear_set_shop (self->hear, self->context, self->done);
      go_to (self, "hear");
    }
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
  /* Set up by a file, and nobody ever signed in: the shop knows how, and says so aloud. */
  const gboolean untried = again != NULL && *bell_shop_get_info (again)->provider == '\0';

  g_return_if_fail (BELL_IS_SIGN_IN_PAGE (self));

  bell_sign_in_page_stop (self);
  g_clear_object (&self->sign_in);
  self->sign_in = bell_sign_in_new (context, again);
  g_set_object (&self->context, context);
  g_set_object (&self->again, again);
  g_clear_object (&self->done);
  gtk_revealer_set_reveal_child (self->problem, FALSE);
  adw_window_title_set_subtitle (self->title, again != NULL ? bell_shop_get_name (again) : "");
  if (again != NULL)
    bell_sign_in_account_set_known (self->account, bell_shop_get_info (again));
  if (again != NULL && !untried)
    {
      self->quiet = g_cancellable_new ();
      bell_sign_in_recall_async (self->sign_in, bell_shop_get_info (again), self->quiet, recall_cb, g_object_ref (self));
    }
  bell_sign_in_account_set_locks (self->account, bell_context_get_settings (context),
                                  again != NULL ? bell_shop_get_id (again) : NULL);
  go_to (self, again != NULL ? "account" : "shop");
  if (untried)
    check (self);
}

/* GObject */

static void
bell_sign_in_page_dispose (GObject *object)
{
  BellSignInPage *self = BELL_SIGN_IN_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_cancellable_cancel (self->quiet);
  g_clear_object (&self->quiet);
  g_clear_object (&self->sign_in);
  g_clear_object (&self->context);
  g_clear_object (&self->again);
  g_clear_object (&self->done);
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
  g_type_ensure (BELL_TYPE_SIGN_IN_RINGS);
  g_type_ensure (BELL_TYPE_SIGN_IN_HEAR);
  signals[SIGNAL_NOTHING_HEARD] = g_signal_new ("nothing-heard", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                                NULL, NULL, G_TYPE_NONE, 1, BELL_TYPE_SHOP);
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
  gtk_widget_class_bind_template_child (widget_class, BellSignInPage, rings);
  gtk_widget_class_bind_template_child (widget_class, BellSignInPage, hear);
  gtk_widget_class_bind_template_child (widget_class, BellSignInPage, progress);
  gtk_widget_class_bind_template_child (widget_class, BellSignInPage, level);
  gtk_widget_class_bind_template_child (widget_class, BellSignInPage, step);
  gtk_widget_class_bind_template_child (widget_class, BellSignInPage, back);
  gtk_widget_class_bind_template_child (widget_class, BellSignInPage, cancel);
  gtk_widget_class_bind_template_child (widget_class, BellSignInPage, submit);
  gtk_widget_class_bind_template_child (widget_class, BellSignInPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_submit);
  gtk_widget_class_bind_template_callback (widget_class, on_provider);
  gtk_widget_class_bind_template_callback (widget_class, on_send_code);
  gtk_widget_class_bind_template_callback (widget_class, on_nothing);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
}

static void
bell_sign_in_page_init (BellSignInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
