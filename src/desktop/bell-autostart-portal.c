/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-autostart.h"

#define DESKTOP "org.freedesktop.portal.Desktop"
#define DESKTOP_PATH "/org/freedesktop/portal/desktop"
#define BACKGROUND "org.freedesktop.portal.Background"
#define REQUEST "org.freedesktop.portal.Request"
#define CALL_MS 10000
#define ANSWER_MS 120000 /* some desktops ask the person in front of them */
#define MAX_STATUS 96
#define MAX_EARLY 16 /* answers before the reply that tells which of them is ours */

#define BELL_TYPE_AUTOSTART_PORTAL (bell_autostart_portal_get_type ())
G_DECLARE_FINAL_TYPE (BellAutostartPortal, bell_autostart_portal, BELL, AUTOSTART_PORTAL, GObject)

struct _BellAutostartPortal
{
  GObject parent_instance;

  BellBus *bus;
  BellClock *clock;
  GStrv command;
  char *reason;
  BellAutostartState state;
  gboolean background;

  /* The request under way */
  gboolean waits_for_bus; /* asked before there was one */
  gboolean wanted;
  GCancellable *cancellable;
  GDBusConnection *connection; /* (nullable) */
  guint response;              /* subscription */
  char *handle;
  GHashTable *early; /* handle → answer; NULL once the portal named the handle */
  guint deadline;
  guint n_requests;

  char *status; /* (nullable): the last that was told */
  gboolean no_status; /* this portal takes none */
};

typedef enum
{
  PROP_STATE = 1,
  PROP_BACKGROUND,
} BellAutostartPortalProperty;

static void autostart_iface_init (BellAutostartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BellAutostartPortal, bell_autostart_portal, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BELL_TYPE_AUTOSTART, autostart_iface_init))

static void
set_state (BellAutostartPortal *self,
           BellAutostartState state,
           gboolean background)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (state != self->state)
    g_object_notify (G_OBJECT (self), "state");
  if (background != self->background)
    g_object_notify (G_OBJECT (self), "background");
  self->state = state;
  self->background = background;
  g_object_thaw_notify (G_OBJECT (self));
}

/* Asking */

static void
end_request (BellAutostartPortal *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->response != 0)
    g_dbus_connection_signal_unsubscribe (self->connection, self->response);
  self->response = 0;
  bell_clock_clear (self->clock, &self->deadline);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->handle, g_free);
  g_clear_pointer (&self->early, g_hash_table_unref);
  self->waits_for_bus = FALSE;
}

static void
take_answer (BellAutostartPortal *self,
             GVariant *answer)
{
  g_autoptr (GVariant) results = NULL;
  gboolean background = FALSE, autostart = FALSE;
  BellAutostartState state;
  guint response;

  g_variant_get (answer, "(u@a{sv})", &response, &results);
  g_variant_lookup (results, "background", "b", &background);
  g_variant_lookup (results, "autostart", "b", &autostart);
  if (response != 0)
    state = BELL_AUTOSTART_REFUSED;
  else if (self->wanted)
    state = autostart ? BELL_AUTOSTART_ON : BELL_AUTOSTART_REFUSED;
  else
    state = BELL_AUTOSTART_OFF;
  end_request (self);
  set_state (self, state, response == 0 && background);
}

/* Portals of old choose a handle of their own, and may answer before we can know it: so all are listened to. */
static void
on_response (GDBusConnection *connection,
             const char *sender,
             const char *path,
             const char *interface,
             const char *signal,
             GVariant *parameters,
             gpointer user_data)
{
  BellAutostartPortal *self = user_data;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    return;
  if (g_strcmp0 (path, self->handle) == 0)
    take_answer (self, parameters);
  else if (self->early != NULL && g_hash_table_size (self->early) < MAX_EARLY)
    g_hash_table_replace (self->early, g_strdup (path), g_variant_ref (parameters));
}

static void
take_handle (BellAutostartPortal *self,
             const char *handle)
{
  g_autoptr (GHashTable) early = g_steal_pointer (&self->early);
  GVariant *answer = g_hash_table_lookup (early, handle);

  g_free (self->handle);
  self->handle = g_strdup (handle);
  if (answer != NULL)
    take_answer (self, answer);
}

static void
deadline_cb (gpointer user_data)
{
  BellAutostartPortal *self = user_data;

  self->deadline = 0;
  if (self->handle != NULL)
    g_dbus_connection_call (self->connection, DESKTOP, self->handle, REQUEST, "Close", NULL, NULL,
                            G_DBUS_CALL_FLAGS_NO_AUTO_START, CALL_MS, NULL, NULL, NULL);
  end_request (self);
  set_state (self, BELL_AUTOSTART_FAILED, self->background);
}

static gboolean
is_absence (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_INTERFACE)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT);
}

static void
called_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (BellAutostartPortal) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_autofree char *name = NULL;
  const char *handle;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply != NULL)
    {
      g_variant_get (reply, "(&o)", &handle);
      take_handle (self, handle);
      return;
    }
  g_message ("The desktop was not asked about running in the background: %s", error->message);
  name = g_dbus_error_get_remote_error (error);
  end_request (self);
  if (is_absence (error)) /* then nothing ends us either */
    set_state (self, BELL_AUTOSTART_ABSENT, TRUE);
  else if (g_strcmp0 (name, "org.freedesktop.portal.Error.NotAllowed") == 0)
    set_state (self, BELL_AUTOSTART_REFUSED, FALSE);
  else
    set_state (self, BELL_AUTOSTART_FAILED, self->background);
}

static void
request (BellAutostartPortal *self)
{
  GDBusConnection *connection = bell_bus_get_connection (self->bus);
  g_autofree char *token = g_strdup_printf ("shopbell%u", ++self->n_requests);
  g_autofree char *sender = g_strdelimit (g_strdup (g_dbus_connection_get_unique_name (connection) + 1), ".", '_');
  GVariantBuilder options;

  self->waits_for_bus = FALSE;
  self->connection = g_object_ref (connection);
  self->cancellable = g_cancellable_new ();
  self->handle = g_strdup_printf (DESKTOP_PATH "/request/%s/%s", sender, token);
  self->early = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_variant_unref);
  self->response = g_dbus_connection_signal_subscribe (connection, DESKTOP, REQUEST, "Response", NULL, NULL,
                                                       G_DBUS_SIGNAL_FLAGS_NONE, on_response, self, NULL);

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_variant_builder_add (&options, "{sv}", "reason", g_variant_new_string (self->reason));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (self->wanted));
  g_variant_builder_add (&options, "{sv}", "commandline", g_variant_new_strv ((const char *const *) self->command, -1));
  g_variant_builder_add (&options, "{sv}", "dbus-activatable", g_variant_new_boolean (FALSE));
  g_dbus_connection_call (connection, DESKTOP, DESKTOP_PATH, BACKGROUND, "RequestBackground",
                          g_variant_new ("(sa{sv})", "", &options), G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE,
                          CALL_MS, self->cancellable, called_cb, g_object_ref (self));
}

static void
ask (BellAutostart *autostart,
     gboolean wanted)
{
  BellAutostartPortal *self = BELL_AUTOSTART_PORTAL (autostart);

  end_request (self);
  self->wanted = wanted;
  self->deadline = bell_clock_add (self->clock, ANSWER_MS, deadline_cb, self); /* for the bus, too */
  set_state (self, BELL_AUTOSTART_ASKING, self->background);
  if (bell_bus_get_connection (self->bus) != NULL)
    request (self);
  else
    self->waits_for_bus = TRUE;
}

/* The status */

static void
told_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (BellAutostartPortal) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  /* Version 1 of the portal, or none: it will not learn it while we run. */
  if (reply == NULL && is_absence (error))
    self->no_status = TRUE;
}

static void
tell_status (BellAutostartPortal *self)
{
  GDBusConnection *connection = bell_bus_get_connection (self->bus);
  GVariantBuilder options;

  if (connection == NULL || self->status == NULL || self->no_status)
    return;
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "message", g_variant_new_string (self->status));
  g_dbus_connection_call (connection, DESKTOP, DESKTOP_PATH, BACKGROUND, "SetStatus",
                          g_variant_new ("(a{sv})", &options), NULL, G_DBUS_CALL_FLAGS_NONE, CALL_MS, NULL, told_cb,
                          g_object_ref (self));
}

static void
set_status (BellAutostart *autostart,
            const char *text)
{
  BellAutostartPortal *self = BELL_AUTOSTART_PORTAL (autostart);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *status = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_STATUS));

  if (g_strcmp0 (status, self->status) == 0)
    return;
  g_free (self->status);
  self->status = g_steal_pointer (&status);
  tell_status (self);
}

static void
on_connection (BellAutostartPortal *self)
{
  if (bell_bus_get_connection (self->bus) != NULL)
    {
      if (self->waits_for_bus)
        request (self);
      tell_status (self);
    }
  else if (self->state == BELL_AUTOSTART_ASKING)
    {
      end_request (self);
      set_state (self, BELL_AUTOSTART_FAILED, self->background);
    }
}

static void
stop (BellAutostart *autostart)
{
  BellAutostartPortal *self = BELL_AUTOSTART_PORTAL (autostart);

  g_signal_handlers_disconnect_by_func (self->bus, on_connection, self);
  end_request (self);
  self->no_status = TRUE;
}

static void
autostart_iface_init (BellAutostartInterface *iface)
{
  iface->ask = ask;
  iface->set_status = set_status;
  iface->stop = stop;
}

/* GObject */

static void
bell_autostart_portal_get_property (GObject *object,
                                    guint prop_id,
                                    GValue *value,
                                    GParamSpec *pspec)
{
  BellAutostartPortal *self = BELL_AUTOSTART_PORTAL (object);

  switch ((BellAutostartPortalProperty) prop_id)
    {
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    case PROP_BACKGROUND:
      g_value_set_boolean (value, self->background);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bell_autostart_portal_dispose (GObject *object)
{
  BellAutostartPortal *self = BELL_AUTOSTART_PORTAL (object);

  if (self->bus != NULL)
    stop (BELL_AUTOSTART (self));
  g_clear_object (&self->bus);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (bell_autostart_portal_parent_class)->dispose (object);
}

static void
bell_autostart_portal_finalize (GObject *object)
{
  BellAutostartPortal *self = BELL_AUTOSTART_PORTAL (object);

  g_strfreev (self->command);
  g_free (self->reason);
  g_free (self->status);
  G_OBJECT_CLASS (bell_autostart_portal_parent_class)->finalize (object);
}

static void
bell_autostart_portal_class_init (BellAutostartPortalClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bell_autostart_portal_get_property;
  object_class->dispose = bell_autostart_portal_dispose;
  object_class->finalize = bell_autostart_portal_finalize;
  g_object_class_override_property (object_class, PROP_STATE, "state");
  g_object_class_override_property (object_class, PROP_BACKGROUND, "background");
}

static void
bell_autostart_portal_init (BellAutostartPortal *self)
{
  self->background = TRUE;
}

BellAutostart *
bell_autostart_portal_new (BellBus *bus,
                           const char *const *command,
                           const char *reason,
                           BellClock *clock)
{
  BellAutostartPortal *self = g_object_new (BELL_TYPE_AUTOSTART_PORTAL, NULL);

  self->bus = g_object_ref (bus);
  self->clock = g_object_ref (clock);
  self->command = g_strdupv ((char **) command);
  self->reason = g_strdup (reason);
  g_signal_connect_object (bus, "notify::connection", G_CALLBACK (on_connection), self, G_CONNECT_SWAPPED);
  return BELL_AUTOSTART (self);
}
