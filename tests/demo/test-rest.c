/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-json.h"
#include "demo-client.h"

static DemoClient client;

#define AUTH "users-auth-providers/marker/email/users/auth"
#define NO_RIGHT "Permission data not found. Provide the permission for requested url"

static void
test_guards (void)
{
  static const struct
  {
    const char *method;
    const char *path;
    const char *body;
    const char *device;
    gboolean with_app_token;
    guint status;
    const char *message;
  } cases[] = {
    { "GET", "locales/active/all", NULL, NULL, FALSE, 403, "Resource is closed" },
    { "GET", "nowhere", NULL, NULL, FALSE, 403, "Resource is closed" },
    { "GET", "nowhere", NULL, NULL, TRUE, 404, "Cannot GET /api/content/nowhere" },
    { "DELETE", "locales/active/all", NULL, NULL, TRUE, 404, "Cannot DELETE /api/content/locales/active/all" },
    { "GET", "/", NULL, NULL, FALSE, 404, "Cannot GET /" },
    { "GET", "users/me", NULL, NULL, TRUE, 401, "Unauthorized" },
    { "GET", "events/all", NULL, NULL, TRUE, 401, "Unauthorized" },
    { "GET", "events/subscriptions", NULL, NULL, TRUE, 401, "Unauthorized" },
    { "POST", AUTH, "{}", NULL, TRUE, 400, "Missing x-device-metadata header" },
    { "POST", AUTH, "{}", "gibberish", TRUE, 400, "Invalid x-device-metadata format" },
    { "POST", AUTH, "{}", "{\"fingerprint\":7,\"deviceInfo\":{}}", TRUE, 400, "Invalid x-device-metadata format" },
    { "POST", AUTH, "{}", "{\"fingerprint\":\"a\",\"deviceInfo\":\"b\"}", TRUE, 400, "Invalid x-device-metadata format" },
    { "POST", AUTH, "{\"authData\":", DEMO_DEVICE, TRUE, 400, "Unexpected token in JSON" },
    { "POST", AUTH, "[]", DEMO_DEVICE, TRUE, 400, "Unexpected token in JSON" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      client.app_token = cases[i].with_app_token ? demo_shop_get_app_token (client.shop) : NULL;
      client.device = cases[i].device;
      demo_client_send (&client, cases[i].method, cases[i].path, cases[i].body);
      demo_client_assert_refused (&client, cases[i].status, cases[i].message);
    }
}

static void
test_wrong_app_token (void)
{
  client.app_token = "eyJhbGciOiJIUzI1NiJ9.e30.c2ln";
  demo_client_send (&client, "GET", "locales/active/all", NULL);
  demo_client_assert_refused (&client, 403, "Resource is closed");
  g_assert_cmpuint (demo_shop_get_n_requests (client.shop, "closed"), ==, 1);
  g_assert_cmpuint (demo_shop_get_n_requests (client.shop, "locales"), ==, 0);
}

static void
test_locales (void)
{
  JsonObject *locale;

  g_assert_cmpuint (demo_client_send (&client, "GET", "locales/active/all", NULL), ==, 200);
  locale = json_array_get_object_element (demo_client_get_array (&client), 0);
  g_assert_cmpstr (bell_json_get_string (locale, "code"), ==, "en_US");
  g_assert_true (g_str_has_prefix (client.type, "application/json"));
  g_assert_true (g_str_has_suffix (client.date, "GMT"));
  g_assert_cmpuint (demo_shop_get_n_requests (client.shop, "locales"), ==, 1);
}

static void
test_providers_and_form (void)
{
  JsonObject *provider, *config;
  JsonArray *attributes;

  g_assert_cmpuint (demo_client_send (&client, "GET", "users-auth-providers?langCode=en_US&offset=0&limit=30", NULL), ==, 200);
  provider = json_array_get_object_element (demo_client_get_array (&client), 0);
  g_assert_cmpstr (bell_json_get_string (provider, "identifier"), ==, "email");
  g_assert_cmpstr (bell_json_get_string (provider, "formIdentifier"), ==, "reg");
  g_assert_true (bell_json_get_boolean (provider, "isActive", FALSE));
  config = bell_json_get_object (provider, "config");
  g_assert_false (json_object_has_member (config, "tokenSecretKey"));

  g_assert_cmpuint (demo_client_send (&client, "GET", "users-auth-providers/marker/email", NULL), ==, 200);
  g_assert_cmpuint (demo_client_send (&client, "GET", "users-auth-providers/marker/none", NULL), ==, 404);

  g_assert_cmpuint (demo_client_send (&client, "GET", "forms/marker/reg?langCode=en_US", NULL), ==, 200);
  attributes = bell_json_get_array (demo_client_get_object (&client), "attributes");
  g_assert_true (bell_json_get_boolean (json_array_get_object_element (attributes, 0), "isLogin", FALSE));
  g_assert_true (bell_json_get_boolean (json_array_get_object_element (attributes, 1), "isPassword", FALSE));

  demo_shop_set_hide_providers (client.shop, TRUE);
  demo_client_send (&client, "GET", "users-auth-providers", NULL);
  demo_client_assert_refused (&client, 403, NO_RIGHT);
  demo_client_send (&client, "GET", "forms/marker/reg", NULL);
  demo_client_assert_refused (&client, 403, NO_RIGHT);
}

static void
test_events (void)
{
  JsonObject *event;

  g_assert_cmpuint (demo_client_sign_in (&client, DEMO_LOGIN, DEMO_PASSWORD), ==, 201);
  g_assert_cmpuint (demo_client_send (&client, "GET", "events/all", NULL), ==, 200);
  event = json_array_get_object_element (demo_client_get_array (&client), 0);
  g_assert_cmpstr (bell_json_get_string (event, "identifier"), ==, "order_created");

  demo_shop_set_hide_events (client.shop, TRUE);
  demo_client_send (&client, "GET", "events/all", NULL);
  demo_client_assert_refused (&client, 403, NO_RIGHT);
}

static void
assert_subscriptions (guint total)
{
  JsonObject *page;

  g_assert_cmpuint (demo_client_send (&client, "GET", "events/subscriptions?offset=0&limit=30", NULL), ==, 200);
  page = demo_client_get_object (&client);
  g_assert_cmpint (bell_json_get_integer (page, "total", -1), ==, total);
  g_assert_cmpuint (json_array_get_length (bell_json_get_array (page, "items")), ==, total);
}

static void
test_subscriptions (void)
{
  const char *body = "{\"productId\":10,\"locale\":\"en_US\"}";

  demo_client_sign_in (&client, DEMO_LOGIN, DEMO_PASSWORD);
  assert_subscriptions (0);
  g_assert_cmpuint (demo_client_send (&client, "POST", "events/subscribe/marker/product_price_change", body), ==, 204);
  g_assert_null (client.answer);
  demo_client_send (&client, "POST", "events/subscribe/marker/product_price_change", body);
  assert_subscriptions (1);

  demo_client_send (&client, "POST", "events/subscribe/marker/none", body);
  demo_client_assert_refused (&client, 404, "Event not found");
  demo_client_send (&client, "POST", "events/subscribe/marker/product_price_change", "{}");
  g_assert_cmpuint (client.status, ==, 400);
  g_assert_nonnull (bell_json_get_array (demo_client_get_object (&client), "message"));

  g_assert_cmpuint (demo_client_send (&client, "DELETE", "events/unsubscribe/marker/product_price_change", body), ==, 204);
  assert_subscriptions (0);
}

static void
test_catalog (void)
{
  g_assert_cmpuint (demo_client_send (&client, "GET", "products/12?langCode=en_US", NULL), ==, 200);
  g_assert_cmpstr (bell_json_get_string (demo_client_get_object (&client), "statusIdentifier"), ==, "in_stock");
  demo_client_send (&client, "GET", "products/999", NULL);
  demo_client_assert_refused (&client, 404, "Product not found");
  g_assert_cmpuint (demo_client_send (&client, "GET", "products/ids?ids=10,15,999", NULL), ==, 200);
  g_assert_cmpuint (json_array_get_length (demo_client_get_array (&client)), ==, 2);

  demo_client_sign_in (&client, DEMO_LOGIN, DEMO_PASSWORD);
  g_assert_cmpuint (demo_client_send (&client, "GET", "orders-storage", NULL), ==, 200);
  g_assert_cmpuint (demo_client_send (&client, "GET", "orders-storage/marker/orders/orders", NULL), ==, 200);
  g_assert_cmpint (bell_json_get_integer (demo_client_get_object (&client), "total", -1), ==, 0);
  demo_client_send (&client, "GET", "orders-storage/marker/none/orders", NULL);
  demo_client_assert_refused (&client, 404, "Orders storage not found");
}

static void
test_answer_delay (void)
{
  gint64 before;

  demo_shop_set_answer_delay (client.shop, 60);
  before = g_get_monotonic_time ();
  g_assert_cmpuint (demo_client_send (&client, "GET", "locales/active/all", NULL), ==, 200);
  g_assert_cmpint (g_get_monotonic_time () - before, >=, 60 * 1000);
}

/* A held-back answer must not outlive the shop, nor a client that hung up. */
static void
test_close_during_delay (void)
{
  g_autofree char *uri = g_strconcat (demo_shop_get_url (client.shop), "/api/content/locales/active/all", NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GBytes) bytes = NULL;

  demo_shop_set_answer_delay (client.shop, 60000);
  soup_session_send_and_read_async (client.session, message, G_PRIORITY_DEFAULT, NULL, bell_test_store_result, &result);
  while (demo_shop_get_n_requests (client.shop, "closed") == 0)
    g_main_context_iteration (NULL, TRUE);
  demo_shop_close (client.shop);
  bell_test_await_pointer ((gpointer *) &result, DEMO_WAIT, "the end of a request whose server went away");
  bytes = soup_session_send_and_read_finish (client.session, result, NULL);
  g_assert_true (bytes == NULL || soup_message_get_status (message) == 0);
}

static void
run (gconstpointer test)
{
  demo_client_set_up (&client);
  ((void (*) (void)) test) ();
  demo_client_tear_down (&client);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);

  g_test_add_data_func ("/demo/rest/guards", test_guards, run);
  g_test_add_data_func ("/demo/rest/wrong-app-token", test_wrong_app_token, run);
  g_test_add_data_func ("/demo/rest/locales", test_locales, run);
  g_test_add_data_func ("/demo/rest/providers-and-form", test_providers_and_form, run);
  g_test_add_data_func ("/demo/rest/events", test_events, run);
  g_test_add_data_func ("/demo/rest/subscriptions", test_subscriptions, run);
  g_test_add_data_func ("/demo/rest/catalog", test_catalog, run);
  g_test_add_data_func ("/demo/rest/answer-delay", test_answer_delay, run);
  g_test_add_data_func ("/demo/rest/close-during-delay", test_close_during_delay, run);
  return g_test_run ();
}
