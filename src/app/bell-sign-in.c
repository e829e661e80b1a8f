/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-sign-in.h"

#include "bell-app-token.h"
#include "bell-format-provision.h"
#include "bell-language.h"
#include "bell-new-shop.h"
#include "oe-address.h"
#include "oe-client-users.h"

struct _BellSignIn
{
  GObject parent_instance;

  BellContext *context;
  BellShop *again;      /* (nullable) */
  OeClient *client;     /* of the last check that succeeded */
  char *fingerprint;
};

G_DEFINE_FINAL_TYPE (BellSignIn, bell_sign_in, G_TYPE_OBJECT)

static void
bell_sign_in_finalize (GObject *object)
{
  BellSignIn *self = BELL_SIGN_IN (object);

  g_clear_object (&self->context);
  g_clear_object (&self->again);
  g_clear_object (&self->client);
  g_free (self->fingerprint);
  G_OBJECT_CLASS (bell_sign_in_parent_class)->finalize (object);
}

static void
bell_sign_in_class_init (BellSignInClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bell_sign_in_finalize;
}

static void
bell_sign_in_init (BellSignIn *self)
{
}

BellSignIn *
bell_sign_in_new (BellContext *context,
                  BellShop *again)
{
  BellSignIn *self = g_object_new (BELL_TYPE_SIGN_IN, NULL);

  self->context = g_object_ref (context);
  g_set_object (&self->again, again);
  if (again != NULL)
    self->fingerprint = g_strdup (bell_shop_get_info (again)->fingerprint);
  else
    self->fingerprint = oe_client_new_fingerprint ();
  return self;
}

/* A project may hide its lists from guests; then people type what they know. */
static gboolean
is_hidden (const GError *error)
{
  return g_error_matches (error, OE_ERROR, OE_ERROR_FORBIDDEN) ||
         g_error_matches (error, OE_ERROR, OE_ERROR_UNAUTHORIZED) ||
         g_error_matches (error, OE_ERROR, OE_ERROR_NOT_FOUND);
}

/* Step 1: is there a OneEntry, does it take the app token, which providers has it? */

static void
check_succeeded (GTask *task,
                 OeClient *client,
                 GPtrArray *providers)
{
  BellSignIn *self = g_task_get_source_object (task);

  g_set_object (&self->client, client);
  g_task_return_pointer (task, g_ptr_array_ref (providers), (GDestroyNotify) g_ptr_array_unref);
}

static void
list_providers_cb (GObject *source,
                   GAsyncResult *result,
                   gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) providers = oe_client_list_providers_finish (OE_CLIENT (source), result, &error);

  if (providers == NULL && !is_hidden (error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (providers == NULL)
    providers = g_ptr_array_new ();

  /* OAuth needs a browser and a redirect that the shop registers: not offered. */
  for (guint i = providers->len; i > 0; i--)
    if (g_strcmp0 (((OeProvider *) g_ptr_array_index (providers, i - 1))->type, "oauth") == 0)
      g_ptr_array_remove_index (providers, i - 1);
  check_succeeded (task, OE_CLIENT (source), providers);
}

/* Forms and providers in the language of whoever signs in, where the project has it. */
static void
speak (OeClient *client)
{
  const char *language = bell_language_choose (oe_client_get_locales (client), g_get_language_names ());

  if (language != NULL)
    oe_client_set_lang_code (client, language);
}

static void
check_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  /* The list of locales may be hidden too: a OneEntry that says so is one. */
  if (!oe_client_check_finish (OE_CLIENT (source), result, &error) && !is_hidden (error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  speak (OE_CLIENT (source));
  oe_client_list_providers_async (OE_CLIENT (source), g_task_get_cancellable (task), list_providers_cb,
                                  g_object_ref (task));
}

static gboolean
may_add (BellSignIn *self,
         GError **error)
{
  const char *lock = bell_settings_get_lock (bell_context_get_settings (self->context), NULL, BELL_LOCK_SHOPS);
  g_autofree char *why = bell_format_locked (lock);

  if (lock == NULL)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, why);
  return FALSE;
}

/* Pasted from a mail it may have line breaks; no token has white space. */
static char *
clean_app_token (const char *typed)
{
  GString *token = g_string_new (NULL);

  for (const char *p = typed != NULL ? typed : ""; *p != '\0'; p++)
    if (!g_ascii_isspace (*p))
      g_string_append_c (token, *p);
  return g_string_free (token, FALSE);
}

static OeClient *
make_client (BellSignIn *self,
             const char *typed,
             const char *app_token,
             BellNetwork *network,
             GError **error)
{
  g_autofree char *url = NULL;
  g_autofree char *token = NULL;

  if (self->again != NULL)
    return g_object_ref (bell_shop_get_client (self->again));

  url = oe_address_normalize (typed, error);
  if (url == NULL)
    return NULL;
  token = clean_app_token (app_token);
  return bell_context_new_client (self->context, url, *token != '\0' ? token : NULL, network, self->fingerprint);
}

void
bell_sign_in_check_async (BellSignIn *self,
                          const char *url,
                          const char *app_token,
                          BellNetwork *network,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (OeClient) client = NULL;

  g_task_set_source_tag (task, bell_sign_in_check_async);
  if (self->again == NULL && !may_add (self, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  client = make_client (self, url, app_token, network, &error);
  if (client == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    oe_client_check_async (client, cancellable, check_cb, g_steal_pointer (&task));
}

GPtrArray *
bell_sign_in_check_finish (BellSignIn *self,
                           GAsyncResult *result,
                           GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Step 2: the fields of the provider's form. */

static void
get_fields_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) fields = oe_client_get_fields_finish (OE_CLIENT (source), result, &error);

  if (fields == NULL && !is_hidden (error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, fields != NULL ? g_steal_pointer (&fields) : g_ptr_array_new (),
                           (GDestroyNotify) g_ptr_array_unref);
}

void
bell_sign_in_choose_async (BellSignIn *self,
                           const OeProvider *provider,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (self->client != NULL);

  g_task_set_source_tag (task, bell_sign_in_choose_async);
  if (provider->form_identifier == NULL)
    g_task_return_pointer (task, g_ptr_array_new (), (GDestroyNotify) g_ptr_array_unref);
  else
    oe_client_get_fields_async (self->client, provider->form_identifier, cancellable, get_fields_cb,
                                g_steal_pointer (&task));
}

GPtrArray *
bell_sign_in_choose_finish (BellSignIn *self,
                            GAsyncResult *result,
                            GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Step 3: the sign-in itself, in the session that will keep it. */

typedef struct
{
  BellShop *shop;
  char *provider;
  char *login;
  char *login_marker;
  char *password_marker;
} Submit;

static void
submit_free (gpointer data)
{
  Submit *submit = data;

  g_clear_object (&submit->shop);
  g_free (submit->provider);
  g_free (submit->login);
  g_free (submit->login_marker);
  g_free (submit->password_marker);
  g_free (submit);
}

static void
session_sign_in_cb (GObject *source,
                    GAsyncResult *result,
                    gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BellSignIn *self = g_task_get_source_object (task);
  Submit *submit = g_task_get_task_data (task);
  BellSession *session = BELL_SESSION (source);
  g_autoptr (GError) error = NULL;

  if (!bell_session_sign_in_finish (session, result, &error))
    {
      if (submit->shop != self->again)
        bell_session_close (session);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  bell_shop_set_account (submit->shop, submit->provider, submit->login, submit->login_marker,
                         submit->password_marker);
  bell_shop_set_paused (submit->shop, FALSE);
  bell_shop_set_language (submit->shop, oe_client_get_lang_code (bell_shop_get_client (submit->shop)));
  bell_context_adopt_shop (self->context, submit->shop);
  g_task_return_pointer (task, g_object_ref (submit->shop), g_object_unref);
}

static BellShop *
make_shop (BellSignIn *self,
           Submit *submit,
           GError **error)
{
  const BellNewShop account = { submit->provider, submit->login, submit->login_marker, submit->password_marker,
                                self->fingerprint };

  if (self->again == NULL)
    return bell_new_shop_make (self->context, self->client, &account, error);
  bell_session_set_account (bell_shop_get_session (self->again), submit->provider, submit->login_marker,
                            submit->password_marker);
  return g_object_ref (self->again);
}

/* What somebody above the user locked stands against what was typed. (transfer full) */
static char *
choose_text (BellSignIn *self,
             const char *key,
             const char *typed)
{
  const BellShopInfo *info = self->again != NULL ? bell_shop_get_info (self->again) : NULL;
  BellSettings *settings = bell_context_get_settings (self->context);

  if (info == NULL || bell_settings_get_lock (settings, info->id, key) == NULL)
    return g_strdup (typed);
  return g_strdup (*bell_shop_info_text ((BellShopInfo *) info, key));
}

void
bell_sign_in_submit_async (BellSignIn *self,
                           const char *provider,
                           const char *login_marker,
                           const char *login,
                           const char *password_marker,
                           const char *password,
                           const char *code,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  Submit *submit = g_new0 (Submit, 1);

  g_return_if_fail (self->client != NULL || self->again != NULL);

  g_task_set_source_tag (task, bell_sign_in_submit_async);
  g_task_set_task_data (task, submit, submit_free);
  submit->provider = choose_text (self, "provider", provider);
  submit->login = choose_text (self, "login", login);
  submit->login_marker = choose_text (self, "login-marker", login_marker);
  submit->password_marker = choose_text (self, "password-marker", password_marker);
  submit->shop = make_shop (self, submit, &error);
  if (submit->shop == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  bell_session_sign_in_async (bell_shop_get_session (submit->shop), submit->login, password, code, cancellable,
                              session_sign_in_cb, g_steal_pointer (&task));
}

BellShop *
bell_sign_in_submit_finish (BellSignIn *self,
                            GAsyncResult *result,
                            GError **error)
{
  g_autoptr (BellShop) shop = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  /* The context holds it from here on. */
  shop = g_task_propagate_pointer (G_TASK (result), error);
  return shop;
}

int
bell_sign_in_get_app_token_days (BellSignIn *self)
{
  return self->client != NULL ? bell_app_token_get_days (self->client) : -1;
}

/* One-time codes */

static void
send_code_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (oe_client_send_code_finish (OE_CLIENT (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
bell_sign_in_send_code_async (BellSignIn *self,
                              const char *provider,
                              const char *login,
                              const char *event,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (self->client != NULL);

  g_task_set_source_tag (task, bell_sign_in_send_code_async);
  oe_client_send_code_async (self->client, provider, login, event, cancellable, send_code_cb, task);
}

gboolean
bell_sign_in_send_code_finish (BellSignIn *self,
                               GAsyncResult *result,
                               GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
