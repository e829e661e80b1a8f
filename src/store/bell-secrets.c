/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-secrets.h"

G_DEFINE_QUARK (bell-secrets-error-quark, bell_secrets_error)
G_DEFINE_INTERFACE (BellSecrets, bell_secrets, G_TYPE_OBJECT)

static void
bell_secrets_default_init (BellSecretsInterface *iface)
{
  g_signal_new ("changed", BELL_TYPE_SECRETS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

void
bell_secrets_load_async (BellSecrets *self,
                         const char *shop,
                         gboolean may_prompt,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (BELL_IS_SECRETS (self));
  BELL_SECRETS_GET_IFACE (self)->load_async (self, shop, may_prompt, cancellable, callback, user_data);
}

char *
bell_secrets_load_finish (BellSecrets *self,
                          GAsyncResult *result,
                          GError **error)
{
  g_return_val_if_fail (BELL_IS_SECRETS (self), NULL);
  return BELL_SECRETS_GET_IFACE (self)->load_finish (self, result, error);
}

void
bell_secrets_save_async (BellSecrets *self,
                         const char *shop,
                         const char *label,
                         const char *secret,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (BELL_IS_SECRETS (self));
  BELL_SECRETS_GET_IFACE (self)->save_async (self, shop, label, secret, cancellable, callback, user_data);
}

gboolean
bell_secrets_save_finish (BellSecrets *self,
                          GAsyncResult *result,
                          GError **error)
{
  g_return_val_if_fail (BELL_IS_SECRETS (self), FALSE);
  return BELL_SECRETS_GET_IFACE (self)->save_finish (self, result, error);
}

void
bell_secrets_clear_async (BellSecrets *self,
                          const char *shop,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (BELL_IS_SECRETS (self));
  BELL_SECRETS_GET_IFACE (self)->clear_async (self, shop, cancellable, callback, user_data);
}

gboolean
bell_secrets_clear_finish (BellSecrets *self,
                           GAsyncResult *result,
                           GError **error)
{
  g_return_val_if_fail (BELL_IS_SECRETS (self), FALSE);
  return BELL_SECRETS_GET_IFACE (self)->clear_finish (self, result, error);
}
