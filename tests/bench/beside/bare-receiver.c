/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bare-receiver URL APP-TOKEN TOKEN: the least that makes a bubble of an event. It reads the socket by libsoup, and gives
 * each event's text to the notification daemon as it is: no check, no history, no rule, nothing remembered.
 */
#include <gio/gio.h>
#include <libsoup/soup.h>
#include <string.h>

static GDBusConnection *bus;

static void
notify (const char *event)
{
  g_autofree char *summary = g_strndup (event, 200);

  g_dbus_connection_call (bus, "org.freedesktop.Notifications", "/org/freedesktop/Notifications",
                          "org.freedesktop.Notifications", "Notify",
                          g_variant_new ("(susssasa{sv}i)", "bare", 0, "", summary, "", NULL, NULL, -1), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
}

static void
on_message (SoupWebsocketConnection *connection,
            int type,
            GBytes *data,
            gpointer user_data)
{
  const char *text = g_bytes_get_data (data, NULL);

  if (text[0] == '0')
    soup_websocket_connection_send_text (connection, "40");
  else if (text[0] == '2')
    soup_websocket_connection_send_text (connection, "3");
  else if (g_str_has_prefix (text, "42"))
    notify (text);
}

static void
connected_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  SoupWebsocketConnection *connection = soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &error);

  if (connection == NULL)
    g_error ("%s", error->message);
  g_signal_connect (connection, "message", G_CALLBACK (on_message), NULL);
}

int
main (int argc,
      char **argv)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (SoupMessage) message = NULL;
  g_autofree char *url = NULL;
  g_autofree char *bearer = NULL;

  g_return_val_if_fail (argc == 4, 2);
  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  url = g_strconcat ("ws", argv[1] + strlen ("http"), "/api/content/ws/?EIO=4&transport=websocket", NULL);
  bearer = g_strconcat ("Bearer ", argv[3], NULL);
  message = soup_message_new ("GET", url);
  soup_message_headers_append (soup_message_get_request_headers (message), "x-app-token", argv[2]);
  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  soup_session_websocket_connect_async (session, message, NULL, NULL, G_PRIORITY_DEFAULT, NULL, connected_cb, NULL);
  g_main_loop_run (loop);
  return 0;
}
