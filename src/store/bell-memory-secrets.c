/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-secrets.h"

#define BELL_TYPE_MEMORY_SECRETS (bell_memory_secrets_get_type ())
G_DECLARE_FINAL_TYPE (BellMemorySecrets, bell_memory_secrets, BELL, MEMORY_SECRETS, GObject)

struct _BellMemorySecrets
{
  GObject parent_instance;

  GHashTable *secrets; /* shop → text */
};

static void secrets_iface_init (BellSecretsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BellMemorySecrets, bell_memory_secrets, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BELL_TYPE_SECRETS, secrets_iface_init))

static void
load_async (BellSecrets *secrets,
            const char *shop,
            gboolean may_prompt,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  BellMemorySecrets *self = BELL_MEMORY_SECRETS (secrets);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_return_pointer (task, g_strdup (g_hash_table_lookup (self->secrets, shop)), g_free);
}

static char *
load_finish (BellSecrets *secrets,
             GAsyncResult *result,
             GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
save_async (BellSecrets *secrets,
            const char *shop,
            const char *label,
            const char *secret,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  BellMemorySecrets *self = BELL_MEMORY_SECRETS (secrets);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_hash_table_replace (self->secrets, g_strdup (shop), g_strdup (secret));
  g_task_return_boolean (task, TRUE);
}

static void
clear_async (BellSecrets *secrets,
             const char *shop,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  BellMemorySecrets *self = BELL_MEMORY_SECRETS (secrets);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_hash_table_remove (self->secrets, shop);
  g_task_return_boolean (task, TRUE);
}

static gboolean
finish_boolean (BellSecrets *secrets,
                GAsyncResult *result,
                GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
secrets_iface_init (BellSecretsInterface *iface)
{
  iface->load_async = load_async;
  iface->load_finish = load_finish;
  iface->save_async = save_async;
  iface->save_finish = finish_boolean;
  iface->clear_async = clear_async;
  iface->clear_finish = finish_boolean;
}

static void
bell_memory_secrets_finalize (GObject *object)
{
  g_hash_table_unref (BELL_MEMORY_SECRETS (object)->secrets);
  G_OBJECT_CLASS (bell_memory_secrets_parent_class)->finalize (object);
}

static void
bell_memory_secrets_class_init (BellMemorySecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bell_memory_secrets_finalize;
}

static void
bell_memory_secrets_init (BellMemorySecrets *self)
{
  self->secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

BellSecrets *
bell_memory_secrets_new (void)
{
  return g_object_new (BELL_TYPE_MEMORY_SECRETS, NULL);
}
