/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-json.h"
#include "demo-client.h"

static DemoClient client;

#define PATH "/api/content/ws/"

/* user_data: how many. */
static gboolean
so_many_are_joined (gpointer user_data)
{
  return demo_shop_get_sockets (client.shop) == GPOINTER_TO_UINT (user_data);
}

static void
test_handshake (void)
{
  g_autoptr(JsonNode) open = NULL;
  DemoWire wire;

  demo_wire_join (&wire, &client);
  open = bell_json_parse ((char *) wire.frames->pdata[0] + 1, strlen (wire.frames->pdata[0]) - 1, 10000, NULL);
  g_assert_cmpint (bell_json_get_integer (json_node_get_object (open), "pingInterval", 0), ==, 25000);
  g_assert_cmpint (bell_json_get_integer (json_node_get_object (open), "pingTimeout", 0), ==, 20000);
  g_assert_cmpint (bell_json_get_integer (json_node_get_object (open), "maxPayload", 0), ==, 1000000);
  g_assert_cmpuint (demo_shop_get_sockets (client.shop), ==, 1);
  g_assert_cmpuint (demo_shop_get_n_requests (client.shop, "handshake"), ==, 1);
  demo_wire_clear (&wire);

  /* The JS client appends a slash; others may not. */
  demo_wire_open (&wire, &client, "/api/content/ws", NULL);
  g_assert_no_error (wire.error);
  demo_wire_clear (&wire);
  bell_test_await (so_many_are_joined, GUINT_TO_POINTER (0), DEMO_WAIT, "the socket to be counted out");
}

static void
test_handshake_refused (void)
{
  static const struct
  {
    const char *query;
    gboolean app_token;
    gboolean access;
    guint refuse;
    guint status;
  } cases[] = {
    { NULL, FALSE, TRUE, 0, 403 },
    { NULL, TRUE, FALSE, 0, 401 },
    { "?EIO=3&transport=websocket", TRUE, TRUE, 0, 400 },
    { "?EIO=4&transport=polling", TRUE, TRUE, 0, 400 },
    { "", TRUE, TRUE, 0, 400 },
    { NULL, TRUE, TRUE, 401, 401 },
    { NULL, TRUE, TRUE, 403, 403 },
    { NULL, TRUE, TRUE, 503, 503 },
    { NULL, TRUE, TRUE, 0, 101 },
  };
  g_autofree char *access = g_strdup (client.access);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DemoWire wire;

      client.app_token = cases[i].app_token ? demo_shop_get_app_token (client.shop) : NULL;
      g_free (client.access);
      client.access = cases[i].access ? g_strdup (access) : NULL;
      demo_shop_set_refuse_sockets (client.shop, cases[i].refuse);
      demo_wire_open (&wire, &client, PATH, cases[i].query);
      g_assert_cmpuint (wire.status, ==, cases[i].status);
      g_assert_true ((wire.connection != NULL) == (cases[i].status == 101));
      demo_wire_clear (&wire);
    }
  g_assert_cmpuint (demo_shop_get_max_sockets (client.shop), ==, 0);
}

static void
test_old_token (void)
{
  DemoWire wire;

  demo_shop_revoke_access (client.shop);
  demo_wire_open (&wire, &client, PATH, NULL);
  g_assert_cmpuint (wire.status, ==, 401);
  demo_wire_clear (&wire);
}

static void
test_refuse_by_packet (void)
{
  DemoWire wire;

  demo_shop_set_refuse_sockets (client.shop, 44);
  demo_wire_open (&wire, &client, PATH, NULL);
  demo_wire_send (&wire, "40");
  g_assert_cmpstr (demo_wire_await (&wire, 1), ==, "44{\"message\":\"Unauthorized\"}");
  demo_wire_clear (&wire);

  demo_shop_set_refuse_sockets (client.shop, 41);
  demo_wire_open (&wire, &client, PATH, NULL);
  demo_wire_send (&wire, "40");
  g_assert_true (g_str_has_prefix (demo_wire_await (&wire, 1), "40{"));
  g_assert_cmpstr (demo_wire_await (&wire, 2), ==, "41");
  demo_wire_clear (&wire);
  g_assert_cmpuint (demo_shop_get_max_sockets (client.shop), ==, 0);
}

static void
on_joined_or_left (DemoShop *shop,
                   guint sockets,
                   GArray *seen)
{
  g_array_append_val (seen, sockets);
}

static void
test_counters (void)
{
  g_autoptr(GArray) joined = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(GArray) left = g_array_new (FALSE, FALSE, sizeof (guint));
  DemoWire first, second;

  g_signal_connect (client.shop, "joined", G_CALLBACK (on_joined_or_left), joined);
  g_signal_connect (client.shop, "left", G_CALLBACK (on_joined_or_left), left);
  demo_wire_join (&first, &client);
  demo_wire_join (&second, &client);
  g_assert_cmpuint (demo_shop_get_sockets (client.shop), ==, 2);

  demo_wire_send (&first, "41");
  bell_test_await (so_many_are_joined, GUINT_TO_POINTER (1), DEMO_WAIT, "the end of one membership");
  g_assert_false (first.closed);
  demo_shop_drop_sockets (client.shop);
  g_assert_cmpuint (demo_shop_get_sockets (client.shop), ==, 0);
  bell_test_await_flag (&second.closed, DEMO_WAIT, "the connection to be cut");
  g_assert_cmpuint (soup_websocket_connection_get_close_code (second.connection), ==, 0);

  g_assert_cmpuint (demo_shop_get_max_sockets (client.shop), ==, 2);
  g_assert_cmpuint (joined->len, ==, 2);
  g_assert_cmpuint (g_array_index (joined, guint, 1), ==, 2);
  g_assert_cmpuint (left->len, ==, 2);
  g_assert_cmpuint (g_array_index (left, guint, 1), ==, 0);
  demo_wire_clear (&first);
  demo_wire_clear (&second);
}

static void
test_ping (void)
{
  DemoWire wire;

  demo_shop_set_ping (client.shop, 100, 3000);
  demo_wire_join (&wire, &client);
  g_assert_cmpstr (demo_wire_await (&wire, 2), ==, "2");
  demo_wire_send (&wire, "3");
  g_assert_cmpstr (demo_wire_await (&wire, 3), ==, "2");
  g_assert_false (wire.closed);
  bell_test_await_flag (&wire.closed, DEMO_WAIT, "the end of a socket that answers no ping");
  g_assert_cmpuint (demo_shop_get_sockets (client.shop), ==, 0);
  demo_wire_clear (&wire);
}

static void
test_emit (void)
{
  g_autoptr(JsonNode) payload = json_from_string ("{\"product\":{\"id\":10}}", NULL);
  DemoWire wire, bystander;

  demo_wire_open (&bystander, &client, PATH, NULL);
  demo_wire_await (&bystander, 0);
  demo_wire_join (&wire, &client);
  demo_shop_emit (client.shop, "notification", payload);
  demo_shop_emit (client.shop, "bare", NULL);
  demo_shop_send_raw (client.shop, "6");
  g_assert_cmpstr (demo_wire_await (&wire, 2), ==, "42[\"notification\",{\"product\":{\"id\":10}}]");
  g_assert_cmpstr (demo_wire_await (&wire, 3), ==, "42[\"bare\"]");
  g_assert_cmpstr (demo_wire_await (&wire, 4), ==, "6");
  /* Who has not joined gets no event, but raw frames. */
  g_assert_cmpstr (demo_wire_await (&bystander, 1), ==, "6");
  demo_wire_clear (&wire);
  demo_wire_clear (&bystander);
}

static void
test_namespaces (void)
{
  DemoWire wire;

  demo_wire_join (&wire, &client);
  demo_wire_send (&wire, "40/admin,{\"token\":\"x\"}");
  g_assert_cmpstr (demo_wire_await (&wire, 2), ==, "44/admin,{\"message\":\"Invalid namespace\"}");
  g_assert_cmpuint (demo_shop_get_sockets (client.shop), ==, 1);

  /* Out and in again, on the same connection. */
  demo_wire_send (&wire, "41");
  demo_wire_send (&wire, "40");
  g_assert_true (g_str_has_prefix (demo_wire_await (&wire, 3), "40{\"sid\":\""));
  g_assert_cmpuint (demo_shop_get_sockets (client.shop), ==, 1);
  demo_wire_clear (&wire);
}

static void
test_wrong_packets (void)
{
  static const char *const frames[] = { "", "9", "0", "47", "1" };

  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      DemoWire wire;

      demo_wire_join (&wire, &client);
      demo_wire_send (&wire, frames[i]);
      bell_test_await_flag (&wire.closed, DEMO_WAIT, "the server to hang up");
      demo_wire_clear (&wire);
    }
}

static void
test_close_and_listen_again (void)
{
  g_autoptr(GUri) uri = g_uri_parse (demo_shop_get_url (client.shop), G_URI_FLAGS_NONE, NULL);
  g_autoptr(GError) error = NULL;
  DemoWire wire;

  demo_wire_join (&wire, &client);
  demo_shop_close (client.shop);
  g_assert_cmpuint (demo_shop_get_sockets (client.shop), ==, 0);
  bell_test_await_flag (&wire.closed, DEMO_WAIT, "the connection to be cut");
  demo_wire_clear (&wire);

  g_assert_true (demo_shop_listen (client.shop, g_uri_get_port (uri), NULL, &error));
  g_assert_no_error (error);
  demo_wire_join (&wire, &client);
  demo_wire_clear (&wire);
}

static void
test_port_taken (void)
{
  g_autoptr(DemoShop) second = demo_shop_new (DEMO_LOGIN, DEMO_PASSWORD);
  g_autoptr(GUri) uri = g_uri_parse (demo_shop_get_url (client.shop), G_URI_FLAGS_NONE, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_false (demo_shop_listen (second, g_uri_get_port (uri), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
}

static void
run (gconstpointer test)
{
  demo_client_set_up (&client);
  g_assert_cmpuint (demo_client_sign_in (&client, DEMO_LOGIN, DEMO_PASSWORD), ==, 201);
  ((void (*) (void)) test) ();
  demo_client_tear_down (&client);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);

  g_test_add_data_func ("/demo/socket/handshake", test_handshake, run);
  g_test_add_data_func ("/demo/socket/handshake-refused", test_handshake_refused, run);
  g_test_add_data_func ("/demo/socket/old-token", test_old_token, run);
  g_test_add_data_func ("/demo/socket/refuse-by-packet", test_refuse_by_packet, run);
  g_test_add_data_func ("/demo/socket/counters", test_counters, run);
  g_test_add_data_func ("/demo/socket/ping", test_ping, run);
  g_test_add_data_func ("/demo/socket/emit", test_emit, run);
  g_test_add_data_func ("/demo/socket/namespaces", test_namespaces, run);
  g_test_add_data_func ("/demo/socket/wrong-packets", test_wrong_packets, run);
  g_test_add_data_func ("/demo/socket/close-and-listen-again", test_close_and_listen_again, run);
  g_test_add_data_func ("/demo/socket/port-taken", test_port_taken, run);
  return g_test_run ();
}
