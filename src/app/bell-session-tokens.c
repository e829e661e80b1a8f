/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-session-private.h"

#include "bell-vault.h"

void
bell_session_save (BellSession *self,
                   OeTokens *tokens,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  BellNetwork *network = oe_client_get_network (self->client);
  const char *password = network != NULL ? bell_network_get_certificate_password (network) : NULL;
  const char *proxy_password = network != NULL ? bell_network_get_proxy_password (network) : NULL;
  g_autofree char *text = bell_vault_to_text (oe_client_get_app_token (self->client), password, proxy_password, tokens);

  bell_secrets_save_async (self->secrets, self->info->id, self->info->name, text, self->cancellable,
                           callback, user_data);
}

/* The keeper's question: a new refresh token is stored before the new access token is used. */
typedef struct
{
  OeKeeper *keeper;
  BellSession *session;
  guint serial;
} KeeperSave;

static void
keeper_save_cb (GObject *source,
                GAsyncResult *result,
                gpointer user_data)
{
  KeeperSave *save = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = bell_secrets_save_finish (BELL_SECRETS (source), result, &error);

  if (!saved && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("%s: the sign-in could not be stored: %s", save->session->info->name, error->message);
  oe_keeper_saved (save->keeper, save->serial, saved);
  g_object_unref (save->keeper);
  g_object_unref (save->session);
  g_free (save);
}

void
bell_session_on_keeper_save (OeKeeper *keeper,
                OeTokens *tokens,
                guint serial,
                gpointer user_data)
{
  BellSession *self = user_data;
  KeeperSave *save = g_new0 (KeeperSave, 1);

  save->keeper = g_object_ref (keeper);
  save->session = g_object_ref (self);
  save->serial = serial;
  bell_session_save (self, tokens, keeper_save_cb, save);
}

void
bell_session_on_keeper_saved_changed (OeKeeper *keeper,
                         GParamSpec *pspec,
                         BellSession *self)
{
  bell_session_set_tokens_saved (self, oe_keeper_get_tokens_saved (keeper));
}

static void
store_cb (GObject *source,
                        GAsyncResult *result,
                        gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!bell_secrets_save_finish (BELL_SECRETS (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("The keyring still has what was there before: %s", error->message);
}

typedef struct
{
  BellSession *session;
  OeTokens *tokens;
} StoreAgain;

static void
stored_again_cb (GObject *source,
                 GAsyncResult *result,
                 gpointer user_data)
{
  g_autofree StoreAgain *again = user_data;
  g_autoptr (BellSession) self = again->session;
  g_autoptr (OeTokens) tokens = again->tokens;
  g_autoptr (GError) error = NULL;

  self->storing_again = FALSE;
  if (bell_secrets_save_finish (BELL_SECRETS (source), result, &error) && tokens == oe_keeper_get_tokens (self->keeper))
    bell_session_set_tokens_saved (self, TRUE);
}

void
bell_session_on_secrets_changed (BellSession *self)
{
  gboolean was_unreadable = self->state == BELL_SESSION_SIGNED_OUT && self->error != NULL &&
                            self->error->domain == BELL_SECRETS_ERROR;

  if (self->closed)
    return;
  if (self->state == BELL_SESSION_LOCKED || was_unreadable)
    bell_session_start (self, FALSE);
  else if (!self->tokens_saved && !self->storing_again && oe_keeper_get_tokens (self->keeper) != NULL)
    {
      StoreAgain *again = g_new0 (StoreAgain, 1);

      self->storing_again = TRUE;
      again->session = g_object_ref (self);
      again->tokens = oe_tokens_ref (oe_keeper_get_tokens (self->keeper));
      bell_session_save (self, again->tokens, stored_again_cb, again);
    }
}

void
bell_session_store (BellSession *self)
{
  bell_session_save (self, oe_keeper_get_tokens (self->keeper), store_cb, NULL);
}

void
bell_session_forget_tokens (BellSession *self)
{
  oe_keeper_set_tokens (self->keeper, NULL);
  g_clear_pointer (&self->given_token, g_free);
  g_clear_pointer (&self->refused_token, g_free);
  bell_session_store (self);
}
