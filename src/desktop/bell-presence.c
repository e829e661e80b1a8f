/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-presence.h"

/* A change of network comes as a handful of signals. */
#define DEBOUNCE_MS 500

struct _BellPresence
{
  GObject parent_instance;

  GNetworkMonitor *monitor;
  BellClock *clock;
  gboolean network;
  guint timer;
  GCancellable *cancellable;
  GDBusConnection *bus; /* (nullable) */
  guint subscription;
};

typedef enum
{
  PROP_NETWORK = 1,
} BellPresenceProperty;

enum
{
  SIGNAL_CHANGED,
  SIGNAL_WOKE,
  N_SIGNALS
};

static GParamSpec *properties[PROP_NETWORK + 1];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellPresence, bell_presence, G_TYPE_OBJECT)

static void
settled_cb (gpointer user_data)
{
  BellPresence *self = user_data;
  gboolean network = g_network_monitor_get_network_available (self->monitor);

  self->timer = 0;
  g_object_ref (self);
  if (network != self->network)
    {
      self->network = network;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NETWORK]);
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  g_object_unref (self);
}

static void
on_network_changed (GNetworkMonitor *monitor,
                    gboolean available,
                    BellPresence *self)
{
  bell_clock_clear (self->clock, &self->timer);
  self->timer = bell_clock_add (self->clock, DEBOUNCE_MS, settled_cb, self);
}

/* Sleep */

static void
on_prepare_for_sleep (GDBusConnection *bus,
                      const char *sender,
                      const char *path,
                      const char *interface,
                      const char *name,
                      GVariant *parameters,
                      gpointer user_data)
{
  BellPresence *self = user_data;
  gboolean begins;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;
  g_variant_get (parameters, "(b)", &begins);
  if (begins)
    return;
  g_object_ref (self);
  g_signal_emit (self, signals[SIGNAL_WOKE], 0);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  g_object_unref (self);
}

static void
bus_cb (GObject *source,
        GAsyncResult *result,
        gpointer user_data)
{
  GWeakRef *weak = user_data;
  g_autoptr (BellPresence) self = g_weak_ref_get (weak);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_dbus_connection_new_for_address_finish (result, &error);

  g_weak_ref_clear (weak);
  g_free (weak);
  if (bus == NULL)
    {
      g_debug ("Sleep is not told of: %s", error->message);
      return;
    }
  g_dbus_connection_set_exit_on_close (bus, FALSE);
  if (self == NULL)
    return;
  self->bus = g_steal_pointer (&bus);
  self->subscription = g_dbus_connection_signal_subscribe (
    self->bus, "org.freedesktop.login1", "org.freedesktop.login1.Manager", "PrepareForSleep",
    "/org/freedesktop/login1", NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_prepare_for_sleep, self, NULL);
}

void
bell_presence_watch_sleep (BellPresence *self,
                           const char *address)
{
  g_autofree char *system = NULL;
  g_autoptr (GError) error = NULL;
  GWeakRef *weak;

  g_return_if_fail (BELL_IS_PRESENCE (self));
  g_return_if_fail (self->bus == NULL);

  if (address == NULL)
    address = system = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SYSTEM, NULL, &error); /* reads the environment only */
  if (address == NULL)
    {
      g_debug ("Sleep is not told of: %s", error->message);
      return;
    }
  /* Whoever is done with the presence does not wait for a bus that does not answer. */
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  g_dbus_connection_new_for_address (address,
                                     G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                       G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                     NULL, self->cancellable, bus_cb, weak);
}

static void
bell_presence_get_property (GObject *object,
                            guint prop_id,
                            GValue *value,
                            GParamSpec *pspec)
{
  switch ((BellPresenceProperty) prop_id)
    {
    case PROP_NETWORK:
      g_value_set_boolean (value, BELL_PRESENCE (object)->network);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bell_presence_dispose (GObject *object)
{
  BellPresence *self = BELL_PRESENCE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  self->subscription = 0;
  g_clear_object (&self->bus);
  if (self->clock != NULL)
    bell_clock_clear (self->clock, &self->timer);
  g_clear_object (&self->clock);
  g_clear_object (&self->monitor);
  G_OBJECT_CLASS (bell_presence_parent_class)->dispose (object);
}

static void
bell_presence_finalize (GObject *object)
{
  g_clear_object (&BELL_PRESENCE (object)->cancellable);
  G_OBJECT_CLASS (bell_presence_parent_class)->finalize (object);
}

static void
bell_presence_class_init (BellPresenceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bell_presence_get_property;
  object_class->dispose = bell_presence_dispose;
  object_class->finalize = bell_presence_finalize;

  properties[PROP_NETWORK] = g_param_spec_boolean ("network", NULL, NULL, TRUE,
                                                   G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                     G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_WOKE] = g_signal_new ("woke", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);
}

static void
bell_presence_init (BellPresence *self)
{
  self->cancellable = g_cancellable_new ();
}

BellPresence *
bell_presence_new (GNetworkMonitor *monitor,
                   BellClock *clock)
{
  BellPresence *self = g_object_new (BELL_TYPE_PRESENCE, NULL);

  self->monitor = g_object_ref (monitor != NULL ? monitor : g_network_monitor_get_default ());
  self->clock = g_object_ref (clock);
  self->network = g_network_monitor_get_network_available (self->monitor);
  g_signal_connect_object (self->monitor, "network-changed", G_CALLBACK (on_network_changed), self, 0);
  return self;
}

gboolean
bell_presence_get_network (BellPresence *self)
{
  return self->network;
}
