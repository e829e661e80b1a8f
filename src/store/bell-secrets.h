/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define BELL_SECRETS_ERROR (bell_secrets_error_quark ())
typedef enum
{
  BELL_SECRETS_ERROR_LOCKED,    /* the keyring is locked */
  BELL_SECRETS_ERROR_DISMISSED, /* it stayed so: whoever was asked for its password did not give it */
  BELL_SECRETS_ERROR_FORGOTTEN, /* it works, and has nothing of a sign-in that was kept: it may be another one */
  BELL_SECRETS_ERROR_ABSENT,    /* there is no keyring on this computer */
  BELL_SECRETS_ERROR_FAILED,
} BellSecretsError;
GQuark bell_secrets_error_quark (void);

/**
 * BellSecrets:
 *
 * Where one secret text per shop is kept. Implementations: #BellKeyring
 * (libsecret) and #BellMemorySecrets (gone with the process).
 *
 * Signal "changed": what failed before may do now: a keyring came, was replaced or unlocked.
 */
#define BELL_TYPE_SECRETS (bell_secrets_get_type ())
G_DECLARE_INTERFACE (BellSecrets, bell_secrets, BELL, SECRETS, GObject)
struct _BellSecretsInterface
{
  GTypeInterface parent_iface;

  void (*load_async) (BellSecrets *self, const char *shop, gboolean may_prompt, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data);
  char *(*load_finish) (BellSecrets *self, GAsyncResult *result, GError **error);
  void (*save_async) (BellSecrets *self, const char *shop, const char *label, const char *secret,
                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  gboolean (*save_finish) (BellSecrets *self, GAsyncResult *result, GError **error);
  void (*clear_async) (BellSecrets *self, const char *shop, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data);
  gboolean (*clear_finish) (BellSecrets *self, GAsyncResult *result, GError **error);
};

/* NULL without error: nothing is stored. may_prompt: unlock a locked keyring by its prompt, else LOCKED. */
void bell_secrets_load_async (BellSecrets *self, const char *shop, gboolean may_prompt, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
char *bell_secrets_load_finish (BellSecrets *self, GAsyncResult *result, GError **error);
void bell_secrets_save_async (BellSecrets *self, const char *shop, const char *label, const char *secret,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean bell_secrets_save_finish (BellSecrets *self, GAsyncResult *result, GError **error);
void bell_secrets_clear_async (BellSecrets *self, const char *shop, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
gboolean bell_secrets_clear_finish (BellSecrets *self, GAsyncResult *result, GError **error);

/* profile: keeps the secrets of --profile NAME apart; "" is the usual one. */
BellSecrets *bell_keyring_new (const char *profile);
BellSecrets *bell_memory_secrets_new (void);

G_END_DECLS
