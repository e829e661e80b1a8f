/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-tray.h"

#include "bell-test.h"

#define NAME "org.kde.StatusNotifierWatcher"
#define PATH "/StatusNotifierWatcher"
#define ITEM "org.kde.StatusNotifierItem"
#define ITEM_PATH "/StatusNotifierItem"
#define MENU "com.canonical.dbusmenu"
#define CALL_MS 20000

struct _BellFakeTray
{
  GDBusConnection *connection;
  guint object;
  guint signals;
  guint name;
  gboolean owned;
  BellFakeTrayMood mood;
  gboolean has_host;
  guint asked;
  char *argument;
  char *item;
  GHashTable *heard; /* signal → guint */
};

static const char xml[] =
  "<node><interface name='" NAME "'>"
  "<method name='RegisterStatusNotifierItem'><arg type='s' direction='in'/></method>"
  "<property name='IsStatusNotifierHostRegistered' type='b' access='read'/>"
  "<signal name='StatusNotifierHostRegistered'/><signal name='StatusNotifierHostUnregistered'/>"
  "</interface></node>";

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
  BellFakeTray *tray = user_data;

  g_free (tray->argument);
  g_variant_get (parameters, "(s)", &tray->argument);
  tray->asked++;
  if (tray->mood == BELL_FAKE_TRAY_REFUSES || (tray->mood == BELL_FAKE_TRAY_WANTS_PATH && tray->argument[0] != '/'))
    {
      g_dbus_method_invocation_return_dbus_error (invocation, NAME ".Error", "Not this one");
      return;
    }
  g_free (tray->item);
  tray->item = g_strdup (sender);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static GVariant *
on_get (GDBusConnection *connection,
        const char *sender,
        const char *path,
        const char *interface,
        const char *property,
        GError **error,
        gpointer user_data)
{
  return g_variant_new_boolean (((BellFakeTray *) user_data)->has_host);
}

static void
on_signal (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface,
           const char *signal,
           GVariant *parameters,
           gpointer user_data)
{
  (*bell_fake_tray_heard (user_data, signal))++;
}

static void
on_owned (GDBusConnection *connection,
          const char *name,
          gpointer user_data)
{
  ((BellFakeTray *) user_data)->owned = TRUE;
}

BellFakeTray *
bell_fake_tray_start (const char *bus_address,
                      BellFakeTrayMood mood,
                      gboolean has_host)
{
  static const GDBusInterfaceVTable vtable = { on_call, on_get, NULL, { NULL } };
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (xml, NULL);
  BellFakeTray *tray = g_new0 (BellFakeTray, 1);

  tray->mood = mood;
  tray->has_host = has_host;
  tray->heard = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  tray->connection = g_dbus_connection_new_for_address_sync (
    bus_address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL,
    NULL, NULL);
  g_assert_nonnull (tray->connection);
  tray->object = g_dbus_connection_register_object (tray->connection, PATH, info->interfaces[0], &vtable, tray, NULL,
                                                    NULL);
  tray->signals = g_dbus_connection_signal_subscribe (tray->connection, NULL, NULL, NULL, NULL, NULL,
                                                      G_DBUS_SIGNAL_FLAGS_NONE, on_signal, tray, NULL);
  tray->name = g_bus_own_name_on_connection (tray->connection, NAME, G_BUS_NAME_OWNER_FLAGS_NONE, on_owned, NULL,
                                             tray, NULL);
  bell_test_await_flag (&tray->owned, CALL_MS, "the watcher's name");
  return tray;
}

void
bell_fake_tray_stop (BellFakeTray *tray)
{
  g_bus_unown_name (tray->name);
  g_dbus_connection_signal_unsubscribe (tray->connection, tray->signals);
  g_dbus_connection_unregister_object (tray->connection, tray->object);
  g_dbus_connection_close_sync (tray->connection, NULL, NULL);
  g_object_unref (tray->connection);
  bell_test_drain ();
  g_hash_table_unref (tray->heard);
  g_free (tray->argument);
  g_free (tray->item);
  g_free (tray);
}

void
bell_fake_tray_set_mood (BellFakeTray *tray,
                         BellFakeTrayMood mood)
{
  tray->mood = mood;
}

void
bell_fake_tray_set_host (BellFakeTray *tray,
                         gboolean has_host)
{
  tray->has_host = has_host;
  g_dbus_connection_emit_signal (tray->connection, NULL, PATH, NAME,
                                 has_host ? "StatusNotifierHostRegistered" : "StatusNotifierHostUnregistered", NULL,
                                 NULL);
}

guint *
bell_fake_tray_asked (BellFakeTray *tray)
{
  return &tray->asked;
}

const char *
bell_fake_tray_item (BellFakeTray *tray)
{
  return tray->item;
}

const char *
bell_fake_tray_argument (BellFakeTray *tray)
{
  return tray->argument;
}

GDBusConnection *
bell_fake_tray_connection (BellFakeTray *tray)
{
  return tray->connection;
}

GVariant *
bell_fake_tray_call (BellFakeTray *tray,
                     const char *path,
                     const char *interface,
                     const char *method,
                     GVariant *arguments,
                     GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *pending = NULL;

  g_assert_nonnull (tray->item);
  g_dbus_connection_call (tray->connection, tray->item, path, interface, method, arguments, NULL,
                          G_DBUS_CALL_FLAGS_NONE, CALL_MS, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, CALL_MS, method);
  return g_dbus_connection_call_finish (tray->connection, result, error);
}

GVariant *
bell_fake_tray_get (BellFakeTray *tray,
                    const char *property)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = bell_fake_tray_call (tray, ITEM_PATH, "org.freedesktop.DBus.Properties", "Get",
                                                    g_variant_new ("(ss)", ITEM, property), &error);
  GVariant *value = NULL;

  g_assert_no_error (error);
  g_variant_get (reply, "(v)", &value);
  return value;
}

GVariant *
bell_fake_tray_menu (BellFakeTray *tray,
                     const char *method,
                     GVariant *arguments,
                     GError **error)
{
  g_autoptr (GVariant) path = bell_fake_tray_get (tray, "Menu");

  return bell_fake_tray_call (tray, g_variant_get_string (path, NULL), MENU, method, arguments, error);
}

guint *
bell_fake_tray_heard (BellFakeTray *tray,
                      const char *signal)
{
  guint *n = g_hash_table_lookup (tray->heard, signal);

  if (n == NULL)
    {
      n = g_new0 (guint, 1);
      g_hash_table_insert (tray->heard, g_strdup (signal), n);
    }
  return n;
}
