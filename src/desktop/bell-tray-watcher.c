/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-tray-watcher.h"

#define NAME "org.kde.StatusNotifierWatcher"
#define PATH "/StatusNotifierWatcher"
#define CALL_MS 10000

struct _BellTrayWatcher
{
  GObject parent_instance;

  GDBusConnection *connection;
  char *item_path;
  guint name_watch;
  guint host_signals;

  /* Of the watcher that is there now */
  char *owner; /* (nullable) */
  GCancellable *cancellable;
  gboolean registering;
  gboolean by_path; /* the attempt under way names the path */
  gboolean registered;
  gboolean has_host;

  gboolean present;
};

typedef enum
{
  PROP_PRESENT = 1,
} BellTrayWatcherProperty;

static GParamSpec *properties[PROP_PRESENT + 1];

G_DEFINE_FINAL_TYPE (BellTrayWatcher, bell_tray_watcher, G_TYPE_OBJECT)

static void attempt (BellTrayWatcher *self, gboolean by_path);

static void
update_present (BellTrayWatcher *self)
{
  gboolean present = self->registered && self->has_host;

  if (present == self->present)
    return;
  self->present = present;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PRESENT]);
}

static void
got_host_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (BellTrayWatcher) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_autoptr (GVariant) value = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply != NULL)
    g_variant_get (reply, "(v)", &value);
  self->has_host = value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN)
                   && g_variant_get_boolean (value);
  update_present (self);
}

static void
ask_for_host (BellTrayWatcher *self)
{
  g_dbus_connection_call (self->connection, self->owner, PATH, "org.freedesktop.DBus.Properties", "Get",
                          g_variant_new ("(ss)", NAME, "IsStatusNotifierHostRegistered"), G_VARIANT_TYPE ("(v)"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, CALL_MS, self->cancellable, got_host_cb,
                          g_object_ref (self));
}

static void
registered_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (BellTrayWatcher) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->registering = FALSE;
  if (reply == NULL && !self->by_path)
    {
      attempt (self, TRUE);
      return;
    }
  if (reply == NULL)
    {
      g_message ("The tray does not take our icon: %s", error->message);
      return;
    }
  self->registered = TRUE;
  ask_for_host (self);
}

static void
attempt (BellTrayWatcher *self,
         gboolean by_path)
{
  const char *argument = by_path ? self->item_path : g_dbus_connection_get_unique_name (self->connection);

  self->registering = TRUE;
  self->by_path = by_path;
  g_dbus_connection_call (self->connection, self->owner, PATH, NAME, "RegisterStatusNotifierItem",
                          g_variant_new ("(s)", argument), NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, CALL_MS,
                          self->cancellable, registered_cb, g_object_ref (self));
}

static void
forget_owner (BellTrayWatcher *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->owner, g_free);
  self->registering = self->registered = self->has_host = FALSE;
}

static void
on_appeared (GDBusConnection *connection,
             const char *name,
             const char *owner,
             gpointer user_data)
{
  BellTrayWatcher *self = user_data;

  forget_owner (self);
  self->owner = g_strdup (owner);
  self->cancellable = g_cancellable_new ();
  update_present (self);
  attempt (self, FALSE);
}

static void
on_vanished (GDBusConnection *connection,
             const char *name,
             gpointer user_data)
{
  BellTrayWatcher *self = user_data;

  forget_owner (self);
  update_present (self);
}

/* A host came or went. One that comes is also the moment to ask again a watcher that refused. */
static void
on_host_signal (GDBusConnection *connection,
                const char *sender,
                const char *path,
                const char *interface,
                const char *signal,
                GVariant *parameters,
                gpointer user_data)
{
  BellTrayWatcher *self = user_data;

  if (g_strcmp0 (sender, self->owner) != 0 || self->registering)
    return;
  if (self->registered)
    ask_for_host (self);
  else if (g_str_equal (signal, "StatusNotifierHostRegistered"))
    attempt (self, FALSE);
}

/* GObject */

static void
bell_tray_watcher_get_property (GObject *object,
                                guint prop_id,
                                GValue *value,
                                GParamSpec *pspec)
{
  switch ((BellTrayWatcherProperty) prop_id)
    {
    case PROP_PRESENT:
      g_value_set_boolean (value, BELL_TRAY_WATCHER (object)->present);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bell_tray_watcher_dispose (GObject *object)
{
  bell_tray_watcher_stop (BELL_TRAY_WATCHER (object));
  G_OBJECT_CLASS (bell_tray_watcher_parent_class)->dispose (object);
}

static void
bell_tray_watcher_finalize (GObject *object)
{
  BellTrayWatcher *self = BELL_TRAY_WATCHER (object);

  g_clear_object (&self->connection);
  g_free (self->item_path);
  G_OBJECT_CLASS (bell_tray_watcher_parent_class)->finalize (object);
}

static void
bell_tray_watcher_class_init (BellTrayWatcherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bell_tray_watcher_get_property;
  object_class->dispose = bell_tray_watcher_dispose;
  object_class->finalize = bell_tray_watcher_finalize;

  properties[PROP_PRESENT] = g_param_spec_boolean ("present", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                     G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bell_tray_watcher_init (BellTrayWatcher *self)
{
}

BellTrayWatcher *
bell_tray_watcher_new (GDBusConnection *connection,
                       const char *item_path)
{
  BellTrayWatcher *self = g_object_new (BELL_TYPE_TRAY_WATCHER, NULL);

  self->connection = g_object_ref (connection);
  self->item_path = g_strdup (item_path);
  self->host_signals = g_dbus_connection_signal_subscribe (connection, NAME, NAME, NULL, PATH, NULL,
                                                           G_DBUS_SIGNAL_FLAGS_NONE, on_host_signal, self, NULL);
  self->name_watch = g_bus_watch_name_on_connection (connection, NAME, G_BUS_NAME_WATCHER_FLAGS_NONE, on_appeared,
                                                     on_vanished, self, NULL);
  return self;
}

gboolean
bell_tray_watcher_get_present (BellTrayWatcher *self)
{
  return self->present;
}

void
bell_tray_watcher_stop (BellTrayWatcher *self)
{
  g_clear_handle_id (&self->name_watch, g_bus_unwatch_name);
  if (self->host_signals != 0)
    g_dbus_connection_signal_unsubscribe (self->connection, self->host_signals);
  self->host_signals = 0;
  forget_owner (self);
}
