/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-client.h"

static void
on_news (SioSocket *socket,
         SioEvent *event,
         gpointer user_data)
{
  g_print ("news: %s\n", sio_args_get_string (sio_event_get_args (event), 0));
  g_main_loop_quit (user_data);
}

int
main (int argc,
      char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (BellClock) clock = bell_clock_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SioClient) client = sio_client_new (argv[1], clock, &error);
  g_autoptr (SioArgs) args = sio_args_new ();
  SioSocket *socket;

  if (client == NULL)
    g_error ("%s", error->message);
  socket = sio_client_get_socket (client, NULL);
  g_signal_connect (socket, "event::news", G_CALLBACK (on_news), loop);
  sio_args_add_string (args, "world");
  sio_socket_emit (socket, "hello", args, NULL, NULL);
  sio_client_connect (client);
  g_main_loop_run (loop);
  return 0;
}
