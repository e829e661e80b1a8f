/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-sign-in-account.h"

#include "bell-locked.h"
#include "bell-send-code.h"

#include <glib/gi18n.h>

struct _BellSignInAccount
{
  AdwBin parent_instance;

  /* Template */
  GtkLabel *hint;
  GtkWidget *manual;
  GtkEditable *provider_name;
  GtkEditable *login_name;
  GtkEditable *password_name;
  AdwComboRow *providers;
  AdwComboRow *logins;
  GtkEditable *login;
  GtkEditable *password;
  GtkEditable *code;
  GtkEditable *code_event;
  BellSendCode *send;
  GtkLabel *note;

  /* Owned */
  GPtrArray *known_providers; /* (element-type OeProvider) */
  GPtrArray *login_fields;    /* (element-type OeField), borrowed from fields */
  GPtrArray *fields;          /* (nullable) (element-type OeField) */
  GHashTable *typed;          /* the login that was typed for each provider */
  char *typed_for;            /* (nullable): the provider whose login is in sight */
};

enum
{
  SIGNAL_SUBMIT,
  SIGNAL_PROVIDER,
  SIGNAL_SEND_CODE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellSignInAccount, bell_sign_in_account, ADW_TYPE_BIN)

static const OeField *
find_password (BellSignInAccount *self)
{
  for (guint i = 0; self->fields != NULL && i < self->fields->len; i++)
    {
      const OeField *field = g_ptr_array_index (self->fields, i);

      if (field->is_password)
        return field;
    }
  return NULL;
}

static const OeField *
get_login_field (BellSignInAccount *self)
{
  guint selected = adw_combo_row_get_selected (self->logins);

  if (self->login_fields->len == 0)
    return NULL;
  return g_ptr_array_index (self->login_fields, selected < self->login_fields->len ? selected : 0);
}

/* The choice of a combo row without its signal: it is us who choose. */
static void
fill (AdwComboRow *row,
      GPtrArray *titles,
      guint selected,
      gpointer handler,
      gpointer self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; i < titles->len; i++)
    gtk_string_list_append (list, g_ptr_array_index (titles, i));
  g_signal_handlers_block_by_func (row, handler, self);
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (row, titles->len > 0 ? selected : GTK_INVALID_LIST_POSITION);
  g_signal_handlers_unblock_by_func (row, handler, self);
  gtk_widget_set_visible (GTK_WIDGET (row), titles->len > 1);
}

/* Template callbacks */

static void
on_provider_selected (BellSignInAccount *self)
{
  g_signal_emit (self, signals[SIGNAL_PROVIDER], 0);
}

static void
on_login_selected (BellSignInAccount *self)
{
  const OeField *field = get_login_field (self);

  if (field != NULL)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->login), field->title);
}

static void
on_activated (BellSignInAccount *self)
{
  g_signal_emit (self, signals[SIGNAL_SUBMIT], 0);
}

static gboolean
is_missing (GtkEditable *row)
{
  return gtk_widget_get_visible (GTK_WIDGET (row)) && *gtk_editable_get_text (row) == '\0';
}

/* Enter goes to what is still missing. */
static void
on_login_activated (BellSignInAccount *self)
{
  if (is_missing (self->password))
    gtk_widget_grab_focus (GTK_WIDGET (self->password));
  else if (is_missing (self->code))
    gtk_widget_grab_focus (GTK_WIDGET (self->code));
  else
    on_activated (self);
}

/* One-time codes */

static void
on_login_changed (BellSignInAccount *self)
{
  bell_send_code_set_possible (self->send, *gtk_editable_get_text (self->login) != '\0');
}

void
bell_sign_in_account_code_sent (BellSignInAccount *self,
                                int wait)
{
  g_return_if_fail (BELL_IS_SIGN_IN_ACCOUNT (self));

  bell_send_code_wait (self->send, wait);
  gtk_widget_grab_focus (GTK_WIDGET (self->code));
}

static void
on_send_clicked (BellSignInAccount *self)
{
  g_signal_emit (self, signals[SIGNAL_SEND_CODE], 0);
}

/* What is asked for */

void
bell_sign_in_account_set_providers (BellSignInAccount *self,
                                    GPtrArray *providers)
{
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();
  const OeProvider *chosen = bell_sign_in_account_get_chosen (self);
  g_autofree char *before = chosen != NULL ? g_strdup (chosen->identifier) : NULL;
  guint place = 0;

  g_return_if_fail (BELL_IS_SIGN_IN_ACCOUNT (self));

  g_clear_pointer (&self->known_providers, g_ptr_array_unref);
  self->known_providers = g_ptr_array_ref (providers);
  for (guint i = 0; i < providers->len; i++)
    {
      const OeProvider *provider = g_ptr_array_index (providers, i);

      g_ptr_array_add (titles, provider->title);
      if (g_strcmp0 (provider->identifier, before) == 0)
        place = i;
    }
  fill (self->providers, titles, place, on_provider_selected, self);
  gtk_widget_set_visible (GTK_WIDGET (self->provider_name), providers->len == 0);
}

/* Each provider keeps the login that was typed for it. */
static void
swap_login (BellSignInAccount *self,
            const char *provider)
{
  const char *typed;

  if (provider == NULL || g_strcmp0 (provider, self->typed_for) == 0)
    return;
  if (self->typed_for != NULL)
    {
      g_hash_table_insert (self->typed, g_steal_pointer (&self->typed_for),
                           g_strdup (gtk_editable_get_text (self->login)));
      typed = g_hash_table_lookup (self->typed, provider);
      gtk_editable_set_text (self->login, typed != NULL ? typed : "");
    }
  self->typed_for = g_strdup (provider);
}

void
bell_sign_in_account_set_note (BellSignInAccount *self,
                               const char *note)
{
  g_return_if_fail (BELL_IS_SIGN_IN_ACCOUNT (self));

  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
}

void
bell_sign_in_account_set_fields (BellSignInAccount *self,
                                 GPtrArray *fields)
{
  const OeProvider *provider = bell_sign_in_account_get_chosen (self);
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();
  const OeField *password;
  gboolean by_code, manual;

  g_return_if_fail (BELL_IS_SIGN_IN_ACCOUNT (self));

  swap_login (self, provider != NULL ? provider->identifier : NULL);
  g_ptr_array_set_size (self->login_fields, 0);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  self->fields = g_ptr_array_ref (fields);
  for (guint i = 0; i < fields->len; i++)
    {
      OeField *field = g_ptr_array_index (fields, i);

      if (field->is_login && !field->is_password)
        {
          g_ptr_array_add (self->login_fields, field);
          g_ptr_array_add (titles, field->title);
        }
    }
  fill (self->logins, titles, 0, on_login_selected, self);

  password = find_password (self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->login), _("Login"));
  on_login_selected (self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->password),
                                 password != NULL ? password->title : _("Password"));
  gtk_widget_set_visible (GTK_WIDGET (self->login_name), self->login_fields->len == 0);
  /* A form with a login alone is enough where a code takes the place of the password. */
  by_code = provider != NULL && provider->is_check_code;
  manual = provider == NULL || self->login_fields->len == 0 || (password == NULL && !by_code);
  gtk_widget_set_visible (GTK_WIDGET (self->password_name), password == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->password), password != NULL || manual);
  gtk_widget_set_visible (self->manual, manual);
  gtk_widget_set_visible (GTK_WIDGET (self->code), by_code);
  gtk_widget_set_visible (GTK_WIDGET (self->code_event), by_code);
  gtk_label_set_label (self->hint, gtk_widget_get_visible (self->manual)
                                     ? _("This shop does not tell how to sign in. Its owner knows these names.")
                                     : _("An account of the shop that may receive its events."));
}

void
bell_sign_in_account_set_known (BellSignInAccount *self,
                                const BellShopInfo *info)
{
  g_autofree char *hint = NULL;

  g_return_if_fail (BELL_IS_SIGN_IN_ACCOUNT (self));

  bell_sign_in_account_clear (self);
  if (*info->provider != '\0')
    gtk_editable_set_text (self->provider_name, info->provider);
  if (*info->login_marker != '\0')
    gtk_editable_set_text (self->login_name, info->login_marker);
  if (*info->password_marker != '\0')
    gtk_editable_set_text (self->password_name, info->password_marker);
  gtk_editable_set_text (self->login, info->login);
  gtk_widget_set_visible (self->manual, *info->provider == '\0');
  /* TRANSLATORS: %s is the name of a shop */
  hint = g_strdup_printf (_("Sign in to %s again."), info->name);
  gtk_label_set_label (self->hint, hint);
}

void
bell_sign_in_account_set_locks (BellSignInAccount *self,
                                BellSettings *settings,
                                const char *shop)
{
  const struct
  {
    GtkWidget *widget;
    const char *key;
  } entries[] = {
    { GTK_WIDGET (self->login), "login" },
    { GTK_WIDGET (self->provider_name), "provider" },
    { GTK_WIDGET (self->providers), "provider" },
    { GTK_WIDGET (self->login_name), "login-marker" },
    { GTK_WIDGET (self->logins), "login-marker" },
    { GTK_WIDGET (self->password_name), "password-marker" },
  };

  g_return_if_fail (BELL_IS_SIGN_IN_ACCOUNT (self));

  /* One form for all shops: what was locked for the last one is free again. */
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      gtk_widget_set_sensitive (entries[i].widget, TRUE);
      gtk_widget_set_tooltip_text (entries[i].widget, NULL);
      if (shop != NULL)
        bell_locked_show (entries[i].widget, NULL, bell_settings_get_lock (settings, shop, entries[i].key));
    }
}

void
bell_sign_in_account_clear (BellSignInAccount *self)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  g_return_if_fail (BELL_IS_SIGN_IN_ACCOUNT (self));

  bell_sign_in_account_set_providers (self, none);
  bell_sign_in_account_set_fields (self, none);
  gtk_editable_set_text (self->provider_name, "email");
  gtk_editable_set_text (self->login_name, "login");
  gtk_editable_set_text (self->password_name, "password");
  gtk_editable_set_text (self->login, "");
  gtk_editable_set_text (self->password, "");
  gtk_editable_set_text (self->code, "");
  bell_sign_in_account_set_note (self, NULL);
  g_hash_table_remove_all (self->typed);
  g_clear_pointer (&self->typed_for, g_free);
}

/* What was answered */

const OeProvider *
bell_sign_in_account_get_chosen (BellSignInAccount *self)
{
  guint selected = adw_combo_row_get_selected (self->providers);

  if (self->known_providers->len == 0)
    return NULL;
  return g_ptr_array_index (self->known_providers, selected < self->known_providers->len ? selected : 0);
}

const char *
bell_sign_in_account_get_provider (BellSignInAccount *self)
{
  const OeProvider *provider = bell_sign_in_account_get_chosen (self);

  return provider != NULL ? provider->identifier : gtk_editable_get_text (self->provider_name);
}

const char *
bell_sign_in_account_get_login_marker (BellSignInAccount *self)
{
  const OeField *field = get_login_field (self);

  return field != NULL ? field->marker : gtk_editable_get_text (self->login_name);
}

const char *
bell_sign_in_account_get_login (BellSignInAccount *self)
{
  return gtk_editable_get_text (self->login);
}

const char *
bell_sign_in_account_get_password_marker (BellSignInAccount *self)
{
  const OeField *field = find_password (self);

  return field != NULL ? field->marker : gtk_editable_get_text (self->password_name);
}

const char *
bell_sign_in_account_get_password (BellSignInAccount *self)
{
  const char *password = gtk_editable_get_text (self->password);

  if (!gtk_widget_get_visible (GTK_WIDGET (self->password)))
    return NULL;
  return *password == '\0' && bell_sign_in_account_get_code (self) != NULL ? NULL : password;
}

const char *
bell_sign_in_account_get_code (BellSignInAccount *self)
{
  const char *code = gtk_editable_get_text (self->code);

  /* A stale one would switch the provider to the way of codes. */
  if (!gtk_widget_get_visible (GTK_WIDGET (self->code)))
    return NULL;
  return *code != '\0' ? code : NULL;
}

const char *
bell_sign_in_account_get_code_event (BellSignInAccount *self)
{
  return gtk_editable_get_text (self->code_event);
}

/* GObject */

static gboolean
bell_sign_in_account_grab_focus (GtkWidget *widget)
{
  BellSignInAccount *self = BELL_SIGN_IN_ACCOUNT (widget);
  gboolean known = *gtk_editable_get_text (self->login) != '\0';

  if (!known)
    return gtk_widget_grab_focus (GTK_WIDGET (self->login));
  return gtk_widget_grab_focus (GTK_WIDGET (is_missing (self->password) || !gtk_widget_get_visible (GTK_WIDGET (self->code))
                                              ? self->password
                                              : self->code));
}

static void
bell_sign_in_account_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), BELL_TYPE_SIGN_IN_ACCOUNT);
  G_OBJECT_CLASS (bell_sign_in_account_parent_class)->dispose (object);
}

static void
bell_sign_in_account_finalize (GObject *object)
{
  BellSignInAccount *self = BELL_SIGN_IN_ACCOUNT (object);

  g_ptr_array_unref (self->login_fields);
  g_ptr_array_unref (self->known_providers);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_hash_table_unref (self->typed);
  g_free (self->typed_for);
  G_OBJECT_CLASS (bell_sign_in_account_parent_class)->finalize (object);
}

static void
bell_sign_in_account_class_init (BellSignInAccountClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_sign_in_account_dispose;
  G_OBJECT_CLASS (klass)->finalize = bell_sign_in_account_finalize;
  widget_class->grab_focus = bell_sign_in_account_grab_focus;

  signals[SIGNAL_SUBMIT] = g_signal_new ("submit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
  signals[SIGNAL_PROVIDER] = g_signal_new ("provider", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 0);

  signals[SIGNAL_SEND_CODE] = g_signal_new ("send-code", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 0);

  g_type_ensure (BELL_TYPE_SEND_CODE);
  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-sign-in-account.ui");
  gtk_widget_class_bind_template_child (widget_class, BellSignInAccount, hint);
  gtk_widget_class_bind_template_child (widget_class, BellSignInAccount, manual);
  gtk_widget_class_bind_template_child (widget_class, BellSignInAccount, provider_name);
  gtk_widget_class_bind_template_child (widget_class, BellSignInAccount, login_name);
  gtk_widget_class_bind_template_child (widget_class, BellSignInAccount, password_name);
  gtk_widget_class_bind_template_child (widget_class, BellSignInAccount, providers);
  gtk_widget_class_bind_template_child (widget_class, BellSignInAccount, logins);
  gtk_widget_class_bind_template_child (widget_class, BellSignInAccount, login);
  gtk_widget_class_bind_template_child (widget_class, BellSignInAccount, password);
  gtk_widget_class_bind_template_child (widget_class, BellSignInAccount, code);
  gtk_widget_class_bind_template_child (widget_class, BellSignInAccount, code_event);
  gtk_widget_class_bind_template_child (widget_class, BellSignInAccount, send);
  gtk_widget_class_bind_template_child (widget_class, BellSignInAccount, note);
  gtk_widget_class_bind_template_callback (widget_class, on_send_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_login_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_provider_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_login_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_login_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
}

static void
bell_sign_in_account_init (BellSignInAccount *self)
{
  self->known_providers = g_ptr_array_new ();
  self->login_fields = g_ptr_array_new ();
  self->typed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}
