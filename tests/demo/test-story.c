/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-json.h"
#include "demo-client.h"

static DemoClient client;

#define FIRST 2 /* the frames before are the open packet and the answer to CONNECT */

/* The event in the index'th frame: (name, payload). Free with json_node_unref(). */
static JsonNode *
read_event (DemoWire *wire,
            guint index,
            const char **name,
            JsonObject **payload)
{
  const char *frame = demo_wire_await (wire, index);
  g_autoptr(GError) error = NULL;
  JsonNode *node;

  g_assert_true (g_str_has_prefix (frame, "42["));
  node = bell_json_parse (frame + 2, strlen (frame) - 2, 1 << 20, &error);
  g_assert_no_error (error);
  *name = json_array_get_string_element (json_node_get_array (node), 0);
  *payload = json_array_get_object_element (json_node_get_array (node), 1);
  return node;
}

static void
test_begins_with_an_order (void)
{
  g_autoptr(JsonNode) event = NULL;
  JsonObject *payload, *order;
  const char *name;
  DemoWire wire;

  demo_shop_set_story (client.shop, 5);
  demo_wire_join (&wire, &client);
  event = read_event (&wire, FIRST, &name, &payload);
  order = bell_json_get_object (payload, "order");
  g_assert_cmpstr (name, ==, "order_created");
  g_assert_cmpint (bell_json_get_integer (order, "id", 0), ==, 1042);
  g_assert_nonnull (bell_json_get_string (order, "totalSum"));
  g_assert_nonnull (bell_json_get_string (order, "currency"));
  g_assert_cmpuint (json_array_get_length (bell_json_get_array (order, "products")), >, 0);
  demo_wire_clear (&wire);
}

/* Two rounds: every kind comes, under both sorts of names, and no order comes twice. */
static void
test_goes_round (void)
{
  const char *const kinds[] = { "order", "product", "formData", "user", "message" };
  gboolean seen[G_N_ELEMENTS (kinds)] = { FALSE };
  gint64 last_order = 1041;
  guint notifications = 0, markers = 0;
  DemoWire wire;

  demo_shop_set_story (client.shop, 1);
  demo_wire_join (&wire, &client);
  for (guint i = 0; i < 24; i++)
    {
      const char *name;
      JsonObject *payload;
      g_autoptr(JsonNode) event = read_event (&wire, FIRST + i, &name, &payload);

      for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
        seen[k] |= json_object_has_member (payload, kinds[k]);
      *(g_str_equal (name, "notification") ? &notifications : &markers) += 1;
      if (json_object_has_member (payload, "order"))
        {
          gint64 id = bell_json_get_integer (bell_json_get_object (payload, "order"), "id", 0);

          g_assert_cmpint (id, ==, ++last_order);
        }
    }
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    g_assert_true (seen[k]);
  g_assert_cmpuint (notifications, >, 0);
  g_assert_cmpuint (markers, >, 0);
  demo_wire_clear (&wire);
}

static gboolean
is_left (gpointer user_data)
{
  return demo_shop_get_sockets (client.shop) == 0;
}

static void
test_waits_for_listeners (void)
{
  const char *name;
  JsonObject *payload;
  JsonNode *event;
  gint64 id;
  DemoWire wire;

  demo_shop_set_story (client.shop, 5);
  demo_wire_join (&wire, &client);
  demo_wire_await (&wire, FIRST);
  demo_shop_set_story (client.shop, 0);
  demo_shop_drop_sockets (client.shop);
  bell_test_await (is_left, NULL, DEMO_WAIT, "the socket to be counted out");
  demo_wire_clear (&wire);

  /* Nobody listened: the day went on where it was. */
  demo_shop_set_story (client.shop, 5);
  demo_wire_join (&wire, &client);
  event = read_event (&wire, FIRST, &name, &payload);
  id = bell_json_get_integer (bell_json_get_object (payload, "order"), "id", 0);
  g_assert_cmpint (id, !=, 1042);
  json_node_unref (event);
  demo_wire_clear (&wire);
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

  g_test_add_data_func ("/demo/story/begins-with-an-order", test_begins_with_an_order, run);
  g_test_add_data_func ("/demo/story/goes-round", test_goes_round, run);
  g_test_add_data_func ("/demo/story/waits-for-listeners", test_waits_for_listeners, run);
  return g_test_run ();
}
