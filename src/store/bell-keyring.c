/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-secrets.h"

#include <libsecret/secret.h>

#define BELL_TYPE_KEYRING (bell_keyring_get_type ())
G_DECLARE_FINAL_TYPE (BellKeyring, bell_keyring, BELL, KEYRING, GObject)

struct _BellKeyring
{
  GObject parent_instance;

  char *profile;

  /* Owned */
  GDBusConnection *bus; /* (nullable) */
  guint watch_id;
  guint changed_id;
  char *owner; /* (nullable): of the service's name */
};

#define SERVICE_NAME "org.freedesktop.secrets"
#define SERVICE_PATH "/org/freedesktop/secrets"
#define SERVICE_INTERFACE "org.freedesktop.Secret.Service"

static const SecretSchema schema = {
  "io.github.shopbell.Shopbell",
  SECRET_SCHEMA_NONE,
  {
    { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "shop", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

static void secrets_iface_init (BellSecretsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BellKeyring, bell_keyring, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BELL_TYPE_SECRETS, secrets_iface_init))

static gboolean
is_absent (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND) ||
         (error->domain == G_IO_ERROR && error->code != G_IO_ERROR_CANCELLED &&
          !g_dbus_error_is_remote_error (error));
}

/* (transfer full) of error; what a caller can act on, else FAILED. */
static void
return_error (GTask *task,
              GError *error)
{
  BellSecretsError code = BELL_SECRETS_ERROR_FAILED;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, error);
      return;
    }
  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    code = BELL_SECRETS_ERROR_LOCKED;
  else if (is_absent (error))
    code = BELL_SECRETS_ERROR_ABSENT;
  g_dbus_error_strip_remote_error (error);
  g_task_return_new_error (task, BELL_SECRETS_ERROR, code, "%s", error->message);
  g_error_free (error);
}

/*
 * (transfer full) of error, of the search for what is locked. In a sandbox
 * libsecret has a file of its own, where nothing is, and the look-up alone
 * tells what is wrong: that there is no service then is no mistake.
 */
static void
return_search_error (GTask *task,
                     GError *error)
{
  if (!is_absent (error))
    {
      return_error (task, error);
      return;
    }
  g_task_return_pointer (task, NULL, NULL);
  g_error_free (error);
}

/* Load: the simple look-up says "nothing" both for "not stored" and for "locked", so look at the items. */

static void
secret_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *secret = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    return_error (task, error);
  else
    g_task_return_pointer (task, secret, (GDestroyNotify) secret_password_free);
}

typedef struct
{
  char *shop;
  gboolean may_prompt;
} Load;

static void
load_free (gpointer data)
{
  g_free (((Load *) data)->shop);
  g_free (data);
}

/* Whoever may be asked and leaves it locked did not want to be. */
static void
return_locked (GTask *task)
{
  Load *load = g_task_get_task_data (task);

  if (load->may_prompt)
    g_task_return_new_error (task, BELL_SECRETS_ERROR, BELL_SECRETS_ERROR_DISMISSED,
                             "The keyring's password was not given");
  else
    g_task_return_new_error (task, BELL_SECRETS_ERROR, BELL_SECRETS_ERROR_LOCKED, "The keyring is locked");
}

static void
collections_unlocked_cb (GObject *source,
                         GAsyncResult *result,
                         gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  int n = secret_service_unlock_finish (SECRET_SERVICE (source), result, NULL, &error);

  if (error != NULL)
    return_error (task, error);
  else if (n == 0)
    return_locked (task);
  else
    g_task_return_pointer (task, NULL, NULL);
}

/* A keyring that was never open since the daemon started does not even say what it holds. */
static void
collections_cb (GObject *source,
                GAsyncResult *result,
                gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Load *load = g_task_get_task_data (task);
  SecretService *service = SECRET_SERVICE (source);
  GError *error = NULL;
  GList *collections;
  GList *locked = NULL;

  if (!secret_service_load_collections_finish (service, result, &error))
    {
      return_error (task, error);
      return;
    }
  collections = secret_service_get_collections (service);
  for (GList *l = collections; l != NULL; l = l->next)
    if (secret_collection_get_locked (l->data))
      locked = g_list_prepend (locked, l->data);

  if (locked == NULL)
    g_task_return_pointer (task, NULL, NULL);
  else if (!load->may_prompt)
    return_locked (task);
  else
    secret_service_unlock (service, locked, g_task_get_cancellable (task), collections_unlocked_cb,
                           g_object_ref (task));
  g_list_free (locked);
  g_list_free_full (collections, g_object_unref);
}

static void
items_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GList *items = secret_service_search_finish (SECRET_SERVICE (source), result, &error);
  gboolean locked = FALSE;

  if (error != NULL)
    {
      return_search_error (task, error);
      return;
    }
  for (GList *l = items; l != NULL; l = l->next)
    locked = locked || secret_item_get_locked (l->data);

  if (locked)
    return_locked (task);
  else if (items != NULL)
    g_task_return_pointer (task, NULL, NULL);
  else
    secret_service_load_collections (SECRET_SERVICE (source), g_task_get_cancellable (task), collections_cb,
                                     g_object_ref (task));
  g_list_free_full (items, g_object_unref);
}

static void
service_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BellKeyring *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SecretService) service = secret_service_get_finish (result, &error);
  g_autoptr (GHashTable) attributes = NULL;
  SecretSearchFlags flags = SECRET_SEARCH_ALL;

  if (service == NULL)
    {
      return_search_error (task, error);
      return;
    }
  if (load->may_prompt)
    flags |= SECRET_SEARCH_UNLOCK;
  attributes = secret_attributes_build (&schema, "profile", self->profile, "shop", load->shop, NULL);
  secret_service_search (service, &schema, attributes, flags, g_task_get_cancellable (task), items_cb,
                         g_object_ref (task));
}

static void
lookup_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *secret = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    return_error (task, error);
  else if (secret != NULL)
    g_task_return_pointer (task, secret, (GDestroyNotify) secret_password_free);
  else
    secret_service_get (SECRET_SERVICE_NONE, g_task_get_cancellable (task), service_cb, g_object_ref (task));
}

/* With a prompt allowed the items are unlocked first; the look-up then finds them. */
static void
unlocked_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GTask *load_task = g_task_get_task_data (task);
  BellKeyring *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (load_task);
  g_autoptr (GError) error = NULL;

  g_task_propagate_pointer (G_TASK (result), &error);
  if (error != NULL)
    g_task_return_error (load_task, g_steal_pointer (&error));
  else
    secret_password_lookup (&schema, g_task_get_cancellable (load_task), secret_cb, g_object_ref (load_task),
                            "profile", self->profile, "shop", load->shop, NULL);
}

static void
load_async (BellSecrets *secrets,
            const char *shop,
            gboolean may_prompt,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  BellKeyring *self = BELL_KEYRING (secrets);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Load *load = g_new0 (Load, 1);

  load->shop = g_strdup (shop);
  load->may_prompt = may_prompt;
  g_task_set_task_data (task, load, load_free);

  if (may_prompt)
    {
      GTask *bridge = g_task_new (self, cancellable, NULL, NULL);
      g_autoptr (GTask) unlock = NULL;
      Load *copy = g_new0 (Load, 1);

      g_task_set_task_data (bridge, g_object_ref (task), g_object_unref);
      unlock = g_task_new (self, cancellable, unlocked_cb, bridge);
      copy->shop = g_strdup (shop);
      copy->may_prompt = TRUE;
      g_task_set_task_data (unlock, copy, load_free);
      secret_service_get (SECRET_SERVICE_NONE, cancellable, service_cb, g_steal_pointer (&unlock));
      return;
    }
  secret_password_lookup (&schema, cancellable, lookup_cb, g_object_ref (task), "profile", self->profile, "shop",
                          shop, NULL);
}

static char *
load_finish (BellSecrets *secrets,
             GAsyncResult *result,
             GError **error)
{
  char *secret = g_task_propagate_pointer (G_TASK (result), error);
  char *copy = g_strdup (secret);

  if (secret != NULL)
    secret_password_free (secret);
  return copy;
}

static void
store_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_error (task, error);
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
  BellKeyring *self = BELL_KEYRING (secrets);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *title = g_strconcat ("Shopbell: ", label, NULL);

  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, title, secret, cancellable, store_cb, task, "profile",
                         self->profile, "shop", shop, NULL);
}

static void
clear_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  /* FALSE without an error: there was nothing. */
  secret_password_clear_finish (result, &error);
  if (error != NULL)
    return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
clear_async (BellSecrets *secrets,
             const char *shop,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  BellKeyring *self = BELL_KEYRING (secrets);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  secret_password_clear (&schema, cancellable, clear_cb, task, "profile", self->profile, "shop", shop, NULL);
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

/* What changes outside */

static void
on_owner (GDBusConnection *bus,
          const char *name,
          const char *owner,
          gpointer user_data)
{
  BellKeyring *self = user_data;
  g_autofree char *old = g_steal_pointer (&self->owner);

  self->owner = g_strdup (owner);
  if (g_strcmp0 (old, owner) == 0)
    return;
  /* Its sessions and items were another's. */
  secret_service_disconnect ();
  g_signal_emit_by_name (self, "changed");
}

static void
on_no_owner (GDBusConnection *bus,
             const char *name,
             gpointer user_data)
{
  BellKeyring *self = user_data;

  if (self->owner != NULL)
    secret_service_disconnect ();
  g_clear_pointer (&self->owner, g_free);
}

static void
on_collection_changed (GDBusConnection *bus,
                       const char *sender,
                       const char *path,
                       const char *interface,
                       const char *signal,
                       GVariant *parameters,
                       gpointer user_data)
{
  g_signal_emit_by_name (user_data, "changed");
}

static void
bus_cb (GObject *source,
        GAsyncResult *result,
        gpointer user_data)
{
  g_autoptr (BellKeyring) self = user_data;

  self->bus = g_bus_get_finish (result, NULL);
  if (self->bus == NULL)
    return;
  self->watch_id = g_bus_watch_name_on_connection (self->bus, SERVICE_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE, on_owner,
                                                   on_no_owner, self, NULL);
  self->changed_id = g_dbus_connection_signal_subscribe (self->bus, SERVICE_NAME, SERVICE_INTERFACE,
                                                         "CollectionChanged", SERVICE_PATH, NULL,
                                                         G_DBUS_SIGNAL_FLAGS_NONE, on_collection_changed, self, NULL);
}

static void
bell_keyring_finalize (GObject *object)
{
  BellKeyring *self = BELL_KEYRING (object);

  if (self->watch_id != 0)
    g_bus_unwatch_name (self->watch_id);
  if (self->changed_id != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->changed_id);
  g_clear_object (&self->bus);
  g_free (self->owner);
  g_free (self->profile);
  G_OBJECT_CLASS (bell_keyring_parent_class)->finalize (object);
}

static void
bell_keyring_class_init (BellKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bell_keyring_finalize;
}

static void
bell_keyring_init (BellKeyring *self)
{
}

BellSecrets *
bell_keyring_new (const char *profile)
{
  BellKeyring *self = g_object_new (BELL_TYPE_KEYRING, NULL);

  self->profile = g_strdup (profile);
  g_bus_get (G_BUS_TYPE_SESSION, NULL, bus_cb, g_object_ref (self));
  return BELL_SECRETS (self);
}
