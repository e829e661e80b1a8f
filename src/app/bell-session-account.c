/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-session-private.h"

#include "bell-session-call.h"
#include "oe-client-users.h"

/* A keyring that takes longer must not keep the shop from being heard (design: invariant 3). */
#define SAVE_DEADLINE_MS 5000

/* Signing in: tokens, then the keyring (for at most 5 s), then the socket. */

static void
sign_in_carry_on (BellSession *self,
                  GTask *signed_in)
{
  g_autoptr (GTask) task = NULL;
  guint *timer;

  if (self->sign_in != signed_in)
    return;
  task = g_steal_pointer (&self->sign_in);
  timer = g_task_get_task_data (task);
  bell_clock_clear (self->clock, timer);

  if (self->closed)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The session was closed");
      return;
    }
  bell_session_apply (self, BELL_SESSION_INPUT_TOKENS, NULL);
  bell_session_socket_connect (self);
  g_task_return_boolean (task, TRUE);
}

static void
sign_in_save_overdue_cb (gpointer user_data)
{
  BellSession *self = g_task_get_source_object (user_data);

  *(guint *) g_task_get_task_data (user_data) = 0;
  g_message ("%s: the keyring does not answer; the sign-in is in memory only", self->info->name);
  sign_in_carry_on (self, user_data);
}

static void
sign_in_save_cb (GObject *source,
                 GAsyncResult *result,
                 gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BellSession *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  gboolean saved = bell_secrets_save_finish (BELL_SECRETS (source), result, &error);

  if (!saved)
    g_message ("%s: the sign-in is in memory only: %s", self->info->name, error->message);
  bell_session_set_tokens_saved (self, saved);
  sign_in_carry_on (self, task);
}

static void
sign_in_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BellSession *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (OeTokens) tokens = oe_client_sign_in_finish (OE_CLIENT (source), result, &error);

  if (tokens == NULL)
    {
      g_clear_object (&self->sign_in);
      bell_session_apply (self, BELL_SESSION_INPUT_SIGN_IN_FAILED, error);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  oe_keeper_set_tokens (self->keeper, tokens);
  *(guint *) g_task_get_task_data (task) =
    bell_clock_add (self->clock, SAVE_DEADLINE_MS, sign_in_save_overdue_cb, task);
  bell_session_save (self, tokens, sign_in_save_cb, g_object_ref (task));
}

void
bell_session_sign_in_async (BellSession *self,
                            const char *login,
                            const char *password,
                            const char *code,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, bell_session_sign_in_async);
  g_task_set_task_data (task, g_new0 (guint, 1), g_free);
  g_task_set_check_cancellable (task, FALSE);

  if (self->sign_in != NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, "Somebody is signing in already");
      return;
    }

  bell_session_socket_disconnect (self);
  bell_session_apply (self, BELL_SESSION_INPUT_SIGN_IN, NULL);
  self->sign_in = g_object_ref (task);
  oe_client_sign_in_async (self->client, self->info->provider, self->info->login_marker, login,
                           self->info->password_marker, password, code, cancellable, sign_in_cb,
                           g_object_ref (task));
}

gboolean
bell_session_sign_in_finish (BellSession *self,
                             GAsyncResult *result,
                             GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Signing out: the socket first, then here, then at the server (U31). */

static void
sign_out_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (oe_client_sign_out_finish (OE_CLIENT (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
bell_session_sign_out_async (BellSession *self,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  OeTokens *current = oe_keeper_get_tokens (self->keeper);
  g_autoptr (OeTokens) tokens = current != NULL ? oe_tokens_ref (current) : NULL;

  g_task_set_source_tag (task, bell_session_sign_out_async);
  bell_session_socket_disconnect (self);
  bell_session_forget_tokens (self);
  bell_session_apply (self, BELL_SESSION_INPUT_SIGN_OUT, NULL);

  if (tokens != NULL)
    oe_client_sign_out_async (self->client, tokens, NULL, sign_out_cb, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

gboolean
bell_session_sign_out_finish (BellSession *self,
                              GAsyncResult *result,
                              GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Signing out everywhere: at the server first, for it must know who asks. */

static void
everywhere_begin (OeClient *client,
                  const char *access_token,
                  gpointer data,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  oe_client_sign_out_everywhere_async (client, data, access_token, cancellable, callback, user_data);
}

static gpointer
everywhere_finish (OeClient *client,
                   GAsyncResult *result,
                   gpointer data,
                   GError **error)
{
  return GINT_TO_POINTER (oe_client_sign_out_everywhere_finish (client, result, error));
}

static const BellCall everywhere = { everywhere_begin, everywhere_finish, NULL };

static void
everywhere_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BellSession *self = BELL_SESSION (source);
  GError *error = NULL;

  if (bell_session_call_finish (self, result, &error) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  bell_session_socket_disconnect (self);
  bell_session_forget_tokens (self);
  bell_session_apply (self, BELL_SESSION_INPUT_SIGN_OUT, NULL);
  g_task_return_boolean (task, TRUE);
}

void
bell_session_sign_out_everywhere_async (BellSession *self,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, bell_session_sign_out_everywhere_async);
  bell_session_call_async (self, &everywhere, g_strdup (self->info->provider), g_free, self->cancellable,
                           everywhere_cb, g_steal_pointer (&task));
}

gboolean
bell_session_sign_out_everywhere_finish (BellSession *self,
                                         GAsyncResult *result,
                                         GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The app token */

static void
app_token_saved_cb (GObject *source,
                    GAsyncResult *result,
                    gpointer user_data)
{
  g_autoptr (BellSession) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!bell_secrets_save_finish (BELL_SECRETS (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_message ("%s: the app token is in memory only: %s", self->info->name, error->message);
      bell_session_set_tokens_saved (self, FALSE);
    }
}

void
bell_session_set_app_token (BellSession *self,
                            const char *app_token)
{
  g_return_if_fail (BELL_IS_SESSION (self));

  oe_client_set_app_token (self->client, app_token);
  bell_session_save (self, oe_keeper_get_tokens (self->keeper), app_token_saved_cb, g_object_ref (self));
  bell_session_retry_now (self);
}
