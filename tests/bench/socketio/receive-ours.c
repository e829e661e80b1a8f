/* SPDX-License-Identifier: GPL-3.0-or-later */
/* receive-ours parse|hear|ignore URL: our client, with a listener that reads the arguments, one that does not, or none. */
#include "receive-tick.h"
#include "sio-client.h"

static gint64 sum; /* so that reading cannot be left out */

static void
on_order (SioSocket *socket,
          SioEvent *event,
          gpointer user_data)
{
  gboolean parses = GPOINTER_TO_INT (user_data);
  JsonNode *node = parses ? sio_args_get_node (sio_event_get_args (event), 0) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    sum += json_object_get_int_member_with_default (
      json_object_get_object_member (json_node_get_object (node), "order"), "id", 0);
}

static void
on_sync (SioSocket *socket,
         SioEvent *event,
         gpointer user_data)
{
  sio_event_reply (event, NULL);
}

int
main (int argc,
      char **argv)
{
  g_autoptr (BellClock) clock = bell_clock_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (SioClient) client = NULL;
  g_autoptr (GError) error = NULL;
  SioSocket *socket;

  g_return_val_if_fail (argc == 3, 2);
  client = sio_client_new (argv[2], clock, &error);
  if (client == NULL)
    g_error ("%s", error->message);
  socket = sio_client_get_socket (client, NULL);
  if (!g_str_equal (argv[1], "ignore"))
    {
      gboolean parses = g_str_equal (argv[1], "parse");

      g_signal_connect (socket, "event::order_created", G_CALLBACK (on_order), GINT_TO_POINTER (parses));
      g_signal_connect (socket, "event::sync", G_CALLBACK (on_sync), NULL);
    }
  receive_tick_start ();
  sio_client_connect (client);
  g_main_loop_run (loop);
  return 0;
}
