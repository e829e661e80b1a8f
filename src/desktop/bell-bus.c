/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-bus.h"

struct _BellBus
{
  GObject parent_instance;

  GDBusConnection *connection;
  GCancellable *cancellable;
};

typedef enum
{
  PROP_CONNECTION = 1,
} BellBusProperty;

static GParamSpec *properties[PROP_CONNECTION + 1];

G_DEFINE_FINAL_TYPE (BellBus, bell_bus, G_TYPE_OBJECT)

static void
on_closed (GDBusConnection *connection,
           gboolean remote_vanished,
           GError *error,
           BellBus *self)
{
  g_message ("The session bus is gone%s%s", error != NULL ? ": " : "", error != NULL ? error->message : "");
  if (self->connection != connection)
    return;
  g_clear_object (&self->connection);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTION]);
}

static void
opened_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (BellBus) self = user_data;
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection = g_dbus_connection_new_for_address_finish (result, &error);

  if (connection == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_message ("There is no session bus: %s", error->message);
      return;
    }
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_dbus_connection_close (connection, NULL, NULL, NULL);
      g_object_unref (connection);
      return;
    }
  self->connection = connection;
  g_dbus_connection_set_exit_on_close (connection, FALSE);
  g_signal_connect_object (connection, "closed", G_CALLBACK (on_closed), self, 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTION]);
}

static void
bell_bus_get_property (GObject *object,
                       guint prop_id,
                       GValue *value,
                       GParamSpec *pspec)
{
  switch ((BellBusProperty) prop_id)
    {
    case PROP_CONNECTION:
      g_value_set_object (value, BELL_BUS (object)->connection);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bell_bus_dispose (GObject *object)
{
  bell_bus_stop (BELL_BUS (object));
  G_OBJECT_CLASS (bell_bus_parent_class)->dispose (object);
}

static void
bell_bus_finalize (GObject *object)
{
  g_object_unref (BELL_BUS (object)->cancellable);
  G_OBJECT_CLASS (bell_bus_parent_class)->finalize (object);
}

static void
bell_bus_class_init (BellBusClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bell_bus_get_property;
  object_class->dispose = bell_bus_dispose;
  object_class->finalize = bell_bus_finalize;

  properties[PROP_CONNECTION] = g_param_spec_object ("connection", NULL, NULL, G_TYPE_DBUS_CONNECTION,
                                                     G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                       G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bell_bus_init (BellBus *self)
{
  self->cancellable = g_cancellable_new ();
}

BellBus *
bell_bus_new (const char *address)
{
  BellBus *self = g_object_new (BELL_TYPE_BUS, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *session = NULL;

  if (address == NULL)
    {
      session = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, &error);
      address = session;
    }
  if (address == NULL)
    {
      g_message ("There is no session bus: %s", error->message);
      return self;
    }
  g_dbus_connection_new_for_address (address,
                                     G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                       G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                     NULL, self->cancellable, opened_cb, g_object_ref (self));
  return self;
}

GDBusConnection *
bell_bus_get_connection (BellBus *self)
{
  g_return_val_if_fail (BELL_IS_BUS (self), NULL);
  return self->connection;
}

void
bell_bus_stop (BellBus *self)
{
  g_autoptr (GDBusConnection) connection = g_steal_pointer (&self->connection);

  g_cancellable_cancel (self->cancellable);
  if (connection == NULL)
    return;
  g_signal_handlers_disconnect_by_func (connection, on_closed, self);
  g_dbus_connection_close (connection, NULL, NULL, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTION]);
}
