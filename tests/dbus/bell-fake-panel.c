/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-panel.h"

#include "bell-test.h"

#define NAME "org.kde.StatusNotifierWatcher"
#define PATH "/StatusNotifierWatcher"
#define ITEM "org.kde.StatusNotifierItem"
#define ITEM_PATH "/StatusNotifierItem"
#define MENU "com.canonical.dbusmenu"
#define CALL_MS 20000

struct _BellFakePanel
{
  GDBusConnection *connection;
  guint object;
  guint signals;
  guint name;
  gboolean owned;
  BellFakePanelMood mood;
  gboolean has_host;
  guint asked;
  char *argument;
  char *item;
  GDBusMethodInvocation *unanswered;
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
  BellFakePanel *panel = user_data;

  g_free (panel->argument);
  g_variant_get (parameters, "(s)", &panel->argument);
  panel->asked++;
  if (panel->mood == BELL_FAKE_PANEL_REFUSES || (panel->mood == BELL_FAKE_PANEL_WANTS_PATH && panel->argument[0] != '/'))
    {
      g_dbus_method_invocation_return_dbus_error (invocation, NAME ".Error", "Not this one");
      return;
    }
  if (panel->mood == BELL_FAKE_PANEL_SILENT)
    {
      g_set_object (&panel->unanswered, invocation);
      g_object_unref (invocation);
      return;
    }
  g_free (panel->item);
  panel->item = g_strdup (sender);
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
  return g_variant_new_boolean (((BellFakePanel *) user_data)->has_host);
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
  (*bell_fake_panel_heard (user_data, signal))++;
}

static void
on_owned (GDBusConnection *connection,
          const char *name,
          gpointer user_data)
{
  ((BellFakePanel *) user_data)->owned = TRUE;
}

BellFakePanel *
bell_fake_panel_start (const char *bus_address,
                      BellFakePanelMood mood,
                      gboolean has_host)
{
  static const GDBusInterfaceVTable vtable = { on_call, on_get, NULL, { NULL } };
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (xml, NULL);
  BellFakePanel *panel = g_new0 (BellFakePanel, 1);

  panel->mood = mood;
  panel->has_host = has_host;
  panel->heard = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  panel->connection = g_dbus_connection_new_for_address_sync (
    bus_address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL,
    NULL, NULL);
  g_assert_nonnull (panel->connection);
  panel->object = g_dbus_connection_register_object (panel->connection, PATH, info->interfaces[0], &vtable, panel, NULL,
                                                    NULL);
  panel->signals = g_dbus_connection_signal_subscribe (panel->connection, NULL, NULL, NULL, NULL, NULL,
                                                      G_DBUS_SIGNAL_FLAGS_NONE, on_signal, panel, NULL);
  panel->name = g_bus_own_name_on_connection (panel->connection, NAME, G_BUS_NAME_OWNER_FLAGS_NONE, on_owned, NULL,
                                             panel, NULL);
  bell_test_await_flag (&panel->owned, CALL_MS, "the watcher's name");
  return panel;
}

void
bell_fake_panel_stop (BellFakePanel *panel)
{
  g_bus_unown_name (panel->name);
  g_dbus_connection_signal_unsubscribe (panel->connection, panel->signals);
  g_dbus_connection_unregister_object (panel->connection, panel->object);
  g_dbus_connection_close_sync (panel->connection, NULL, NULL);
  g_object_unref (panel->connection);
  bell_test_drain ();
  g_hash_table_unref (panel->heard);
  g_clear_object (&panel->unanswered);
  g_free (panel->argument);
  g_free (panel->item);
  g_free (panel);
}

void
bell_fake_panel_set_mood (BellFakePanel *panel,
                         BellFakePanelMood mood)
{
  panel->mood = mood;
}

void
bell_fake_panel_set_host (BellFakePanel *panel,
                         gboolean has_host)
{
  panel->has_host = has_host;
  g_dbus_connection_emit_signal (panel->connection, NULL, PATH, NAME,
                                 has_host ? "StatusNotifierHostRegistered" : "StatusNotifierHostUnregistered", NULL,
                                 NULL);
}

guint *
bell_fake_panel_asked (BellFakePanel *panel)
{
  return &panel->asked;
}

const char *
bell_fake_panel_item (BellFakePanel *panel)
{
  return panel->item;
}

const char *
bell_fake_panel_argument (BellFakePanel *panel)
{
  return panel->argument;
}

GDBusConnection *
bell_fake_panel_connection (BellFakePanel *panel)
{
  return panel->connection;
}

GVariant *
bell_fake_panel_call (BellFakePanel *panel,
                     const char *path,
                     const char *interface,
                     const char *method,
                     GVariant *arguments,
                     GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *pending = NULL;

  g_assert_nonnull (panel->item);
  g_dbus_connection_call (panel->connection, panel->item, path, interface, method, arguments, NULL,
                          G_DBUS_CALL_FLAGS_NONE, CALL_MS, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, CALL_MS, method);
  return g_dbus_connection_call_finish (panel->connection, result, error);
}

GVariant *
bell_fake_panel_get (BellFakePanel *panel,
                    const char *property)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = bell_fake_panel_call (panel, ITEM_PATH, "org.freedesktop.DBus.Properties", "Get",
                                                    g_variant_new ("(ss)", ITEM, property), &error);
  GVariant *value = NULL;

  g_assert_no_error (error);
  g_variant_get (reply, "(v)", &value);
  return value;
}

GVariant *
bell_fake_panel_menu (BellFakePanel *panel,
                     const char *method,
                     GVariant *arguments,
                     GError **error)
{
  g_autoptr (GVariant) path = bell_fake_panel_get (panel, "Menu");

  return bell_fake_panel_call (panel, g_variant_get_string (path, NULL), MENU, method, arguments, error);
}

guint *
bell_fake_panel_heard (BellFakePanel *panel,
                      const char *signal)
{
  guint *n = g_hash_table_lookup (panel->heard, signal);

  if (n == NULL)
    {
      n = g_new0 (guint, 1);
      g_hash_table_insert (panel->heard, g_strdup (signal), n);
    }
  return n;
}
