/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-daemon.h"

#define NAME "org.freedesktop.Notifications"
#define PATH "/org/freedesktop/Notifications"

struct _BellFakeDaemon
{
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  char *address;
  GDBusConnection *connection;
  GMutex lock;
  GCond changed;
  gboolean ready;
  BellDaemonMood mood;
  char *capabilities;
  gboolean unicast;
  char *sender; /* of the last bubble */
  GQueue kept;  /* ids, oldest first */
  GVariant *last;
  guint last_id;
  guint notified;
  guint closed;
};

static const char xml[] =
  "<node><interface name='" NAME "'>"
  "<method name='GetCapabilities'><arg type='as' direction='out'/></method>"
  "<method name='GetServerInformation'><arg type='s' direction='out'/><arg type='s' direction='out'/>"
  "<arg type='s' direction='out'/><arg type='s' direction='out'/></method>"
  "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='as' direction='in'/>"
  "<arg type='a{sv}' direction='in'/><arg type='i' direction='in'/><arg type='u' direction='out'/></method>"
  "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
  "</interface></node>";

static void
emit (BellFakeDaemon *daemon,
      const char *signal,
      GVariant *arguments)
{
  g_autofree char *to = NULL;

  g_mutex_lock (&daemon->lock);
  to = daemon->unicast ? g_strdup (daemon->sender) : NULL;
  g_mutex_unlock (&daemon->lock);
  g_dbus_connection_emit_signal (daemon->connection, to, PATH, NAME, signal, arguments, NULL);
}

static void
emit_closed (BellFakeDaemon *daemon,
             guint id,
             guint reason)
{
  emit (daemon, "NotificationClosed", g_variant_new ("(uu)", id, reason));
}

/* With the lock held: the texts and the buttons are those of the last bubble. */
static gboolean
is_twin (BellFakeDaemon *daemon,
         GVariant *parameters)
{
  for (guint i = 3; daemon->last != NULL && i <= 5; i++)
    {
      g_autoptr (GVariant) before = g_variant_get_child_value (daemon->last, i);
      g_autoptr (GVariant) now = g_variant_get_child_value (parameters, i);

      if (!g_variant_equal (before, now))
        return FALSE;
    }
  return daemon->last != NULL;
}

/* With the lock held. Gives the id that had to go, 0: none. */
static guint
keep_three (BellFakeDaemon *daemon,
            guint id)
{
  if (g_queue_find (&daemon->kept, GUINT_TO_POINTER (id)) == NULL)
    g_queue_push_tail (&daemon->kept, GUINT_TO_POINTER (id));
  return g_queue_get_length (&daemon->kept) > 3 ? GPOINTER_TO_UINT (g_queue_pop_head (&daemon->kept)) : 0;
}

static void
notify (BellFakeDaemon *daemon,
        GVariant *parameters,
        GDBusMethodInvocation *invocation)
{
  guint replaces, id, gone = 0;
  BellDaemonMood mood;

  g_mutex_lock (&daemon->lock);
  mood = daemon->mood;
  if (mood == BELL_DAEMON_NO_TWINS)
    mood = is_twin (daemon, parameters) ? BELL_DAEMON_REFUSES : BELL_DAEMON_GOOD;
  g_free (daemon->sender);
  daemon->sender = g_strdup (g_dbus_method_invocation_get_sender (invocation));
  daemon->notified++;
  g_clear_pointer (&daemon->last, g_variant_unref);
  daemon->last = g_variant_ref (parameters);
  g_variant_get_child (parameters, 1, "u", &replaces);
  id = replaces != 0 ? replaces : daemon->notified + 100;
  daemon->last_id = id;
  if (mood == BELL_DAEMON_KEEPS_THREE)
    gone = keep_three (daemon, id);
  g_mutex_unlock (&daemon->lock);

  switch (mood)
    {
    case BELL_DAEMON_SILENT:
      g_object_unref (invocation);
      break;
    case BELL_DAEMON_REFUSES:
      g_dbus_method_invocation_return_dbus_error (invocation, NAME ".Error.ExcessNotificationGeneration", "Too many");
      break;
    case BELL_DAEMON_ZERO:
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", 0));
      break;
    case BELL_DAEMON_GOOD:
    case BELL_DAEMON_CLOSES:
    case BELL_DAEMON_KEEPS_THREE:
    case BELL_DAEMON_NO_TWINS:
    default:
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", id));
      if (mood == BELL_DAEMON_CLOSES)
        emit_closed (daemon, id, 1);
      if (gone != 0)
        emit_closed (daemon, gone, 1);
      break;
    }
}

static void
on_call (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  BellFakeDaemon *daemon = user_data;

  if (g_strcmp0 (method, "Notify") == 0)
    notify (daemon, parameters, invocation);
  else if (g_strcmp0 (method, "GetCapabilities") == 0)
    {
      g_auto (GStrv) list = NULL;

      g_mutex_lock (&daemon->lock);
      list = g_strsplit (daemon->capabilities, ",", -1);
      g_mutex_unlock (&daemon->lock);
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(^as)", list));
    }
  else if (g_strcmp0 (method, "CloseNotification") == 0)
    {
      guint id;

      g_variant_get (parameters, "(u)", &id);
      g_mutex_lock (&daemon->lock);
      daemon->closed++;
      g_mutex_unlock (&daemon->lock);
      g_dbus_method_invocation_return_value (invocation, NULL);
      emit_closed (daemon, id, 3);
    }
  else
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(ssss)", "fake", "tests", "1", "1.2"));
}

static void
on_owned (GDBusConnection *connection,
          const char *name,
          gpointer user_data)
{
  BellFakeDaemon *daemon = user_data;

  g_mutex_lock (&daemon->lock);
  daemon->ready = TRUE;
  g_cond_signal (&daemon->changed);
  g_mutex_unlock (&daemon->lock);
}

static gpointer
daemon_main (gpointer data)
{
  static const GDBusInterfaceVTable vtable = { on_call, NULL, NULL, { NULL } };
  BellFakeDaemon *daemon = data;
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (xml, NULL);
  guint object, name;

  g_main_context_push_thread_default (daemon->context);
  daemon->connection = g_dbus_connection_new_for_address_sync (
    daemon->address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL, NULL, NULL);
  g_assert_nonnull (daemon->connection);
  object = g_dbus_connection_register_object (daemon->connection, PATH, info->interfaces[0], &vtable, daemon, NULL,
                                              NULL);
  name = g_bus_own_name_on_connection (daemon->connection, NAME,
                                       G_BUS_NAME_OWNER_FLAGS_REPLACE | G_BUS_NAME_OWNER_FLAGS_ALLOW_REPLACEMENT,
                                       on_owned, NULL, daemon, NULL);
  g_main_loop_run (daemon->loop);
  g_bus_unown_name (name);
  g_dbus_connection_unregister_object (daemon->connection, object);
  g_dbus_connection_close_sync (daemon->connection, NULL, NULL);
  g_clear_object (&daemon->connection);
  while (g_main_context_iteration (daemon->context, FALSE))
    ;
  g_main_context_pop_thread_default (daemon->context);
  return NULL;
}

BellFakeDaemon *
bell_fake_daemon_start (const char *bus_address,
                        const char *capabilities)
{
  BellFakeDaemon *daemon = g_new0 (BellFakeDaemon, 1);

  g_mutex_init (&daemon->lock);
  g_cond_init (&daemon->changed);
  daemon->context = g_main_context_new ();
  daemon->loop = g_main_loop_new (daemon->context, FALSE);
  daemon->address = g_strdup (bus_address);
  daemon->capabilities = g_strdup (capabilities);
  daemon->thread = g_thread_new ("fake-daemon", daemon_main, daemon);
  g_mutex_lock (&daemon->lock);
  while (!daemon->ready)
    if (!g_cond_wait_until (&daemon->changed, &daemon->lock, g_get_monotonic_time () + 60 * G_USEC_PER_SEC))
      g_error ("The fake daemon did not get its name");
  g_mutex_unlock (&daemon->lock);
  return daemon;
}

void
bell_fake_daemon_stop (BellFakeDaemon *daemon)
{
  g_main_loop_quit (daemon->loop);
  g_thread_join (daemon->thread);
  g_main_loop_unref (daemon->loop);
  g_main_context_unref (daemon->context);
  g_clear_pointer (&daemon->last, g_variant_unref);
  g_mutex_clear (&daemon->lock);
  g_cond_clear (&daemon->changed);
  g_queue_clear (&daemon->kept);
  g_free (daemon->sender);
  g_free (daemon->address);
  g_free (daemon->capabilities);
  g_free (daemon);
}

void
bell_fake_daemon_set_mood (BellFakeDaemon *daemon,
                           BellDaemonMood mood)
{
  g_mutex_lock (&daemon->lock);
  daemon->mood = mood;
  g_mutex_unlock (&daemon->lock);
}

void
bell_fake_daemon_set_capabilities (BellFakeDaemon *daemon,
                                   const char *capabilities)
{
  g_mutex_lock (&daemon->lock);
  g_free (daemon->capabilities);
  daemon->capabilities = g_strdup (capabilities);
  g_mutex_unlock (&daemon->lock);
}

void
bell_fake_daemon_set_unicast (BellFakeDaemon *daemon,
                              gboolean unicast)
{
  g_mutex_lock (&daemon->lock);
  daemon->unicast = unicast;
  g_mutex_unlock (&daemon->lock);
}

void
bell_fake_daemon_expire (BellFakeDaemon *daemon,
                         guint id)
{
  emit_closed (daemon, id, 1);
}

void
bell_fake_daemon_click (BellFakeDaemon *daemon,
                        guint id,
                        const char *action,
                        const char *token)
{
  if (token != NULL)
    emit (daemon, "ActivationToken", g_variant_new ("(us)", id, token));
  emit (daemon, "ActionInvoked", g_variant_new ("(us)", id, action));
}

guint
bell_fake_daemon_get_n_notified (BellFakeDaemon *daemon)
{
  guint n;

  g_mutex_lock (&daemon->lock);
  n = daemon->notified;
  g_mutex_unlock (&daemon->lock);
  return n;
}

guint
bell_fake_daemon_get_n_closed (BellFakeDaemon *daemon)
{
  guint n;

  g_mutex_lock (&daemon->lock);
  n = daemon->closed;
  g_mutex_unlock (&daemon->lock);
  return n;
}

GVariant *
bell_fake_daemon_get_last (BellFakeDaemon *daemon)
{
  GVariant *last;

  g_mutex_lock (&daemon->lock);
  last = daemon->last != NULL ? g_variant_ref (daemon->last) : NULL;
  g_mutex_unlock (&daemon->lock);
  return last;
}

guint
bell_fake_daemon_get_last_id (BellFakeDaemon *daemon)
{
  guint id;

  g_mutex_lock (&daemon->lock);
  id = daemon->last_id;
  g_mutex_unlock (&daemon->lock);
  return id;
}
