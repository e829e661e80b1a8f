/* SPDX-License-Identifier: GPL-3.0-or-later */
/* receive-soup URL: what libsoup's own client costs. Counts the frames, and answers what it must. */
#include "receive-tick.h"

#include <libsoup/soup.h>

#include <string.h>

static guint n_frames;

static void
on_message (SoupWebsocketConnection *connection,
            int type,
            GBytes *data,
            gpointer user_data)
{
  gsize length;
  const char *text = g_bytes_get_data (data, &length);

  n_frames++;
  if (length > 0 && text[0] == '0')
    soup_websocket_connection_send_text (connection, "40");
  else if (length == 1 && text[0] == '2')
    soup_websocket_connection_send_text (connection, "3");
}

static void
connected_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  SoupWebsocketConnection **connection = user_data;
  g_autoptr (GError) error = NULL;

  *connection = soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &error);
  if (*connection == NULL)
    g_error ("%s", error->message);
  g_signal_connect (*connection, "message", G_CALLBACK (on_message), NULL);
}

int
main (int argc,
      char **argv)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (SoupWebsocketConnection) connection = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autofree char *url = NULL;

  g_return_val_if_fail (argc == 2, 2);
  url = g_strconcat ("ws", argv[1] + strlen ("http"), "/socket.io/?EIO=4&transport=websocket", NULL);
  message = soup_message_new ("GET", url);
  soup_session_websocket_connect_async (session, message, NULL, NULL, G_PRIORITY_DEFAULT, NULL, connected_cb, &connection);
  receive_tick_start ();
  g_main_loop_run (loop);
  return 0;
}
