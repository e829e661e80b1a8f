/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-client-products.h"
#include "oe-client-users.h"

#include "bell-test.h"
#include "demo-shop.h"

#include <libsoup/soup.h>

#define WAIT 20000

/* The client against the demo shop, over real connections. */
typedef struct
{
  DemoShop *shop;
  OeClient *client;
  OeTokens *tokens;
} Fixture;

static OeTokens *
sign_in (Fixture *fixture,
         const char *provider,
         const char *login_marker,
         const char *password,
         const char *code,
         GError **error)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  oe_client_sign_in_async (fixture->client, provider, login_marker, "till", password != NULL ? "password" : NULL,
                           password, code, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, WAIT, "the sign-in");
  return oe_client_sign_in_finish (fixture->client, result, error);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BellClock) clock = bell_clock_new ();

  fixture->shop = demo_shop_new ("till", "secret");
  demo_shop_listen (fixture->shop, 0, NULL, &error);
  g_assert_no_error (error);
  fixture->client = oe_client_new (demo_shop_get_url (fixture->shop), demo_shop_get_app_token (fixture->shop), clock);
  fixture->tokens = sign_in (fixture, "email", "login", "secret", NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  oe_tokens_unref (fixture->tokens);
  g_object_unref (fixture->client);
  demo_shop_close (fixture->shop);
  bell_test_drain ();
  g_object_unref (fixture->shop);
}

static void
test_user (Fixture *fixture,
           gconstpointer data)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (OeUser) user = NULL;
  g_autoptr (GPtrArray) devices = NULL;

  oe_client_get_user_async (fixture->client, fixture->tokens->access_token, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, WAIT, "the user");
  user = oe_client_get_user_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (user->identifier, ==, "till");
  g_assert_cmpstr (user->provider, ==, "email");
  g_assert_cmpuint (user->groups->len, ==, 1);
  g_clear_object (&result);

  oe_client_list_devices_async (fixture->client, "email", fixture->tokens->access_token, NULL, bell_test_store_result,
                                &pending);
  result = bell_test_await_result (&pending, WAIT, "the devices");
  devices = oe_client_list_devices_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (devices->len, ==, 1);
  g_assert_cmpstr (((OeDevice *) devices->pdata[0])->browser, ==, "Shopbell");
}

static void
test_everywhere (Fixture *fixture,
                 gconstpointer data)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  oe_client_sign_out_everywhere_async (fixture->client, "email", fixture->tokens->access_token, NULL,
                                       bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, WAIT, "the sign-out");
  g_assert_true (oe_client_sign_out_everywhere_finish (fixture->client, result, &error));
  g_assert_no_error (error);
  g_clear_object (&result);

  oe_client_get_user_async (fixture->client, fixture->tokens->access_token, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, WAIT, "the user");
  g_assert_null (oe_client_get_user_finish (fixture->client, result, &error));
  g_assert_error (error, OE_ERROR, OE_ERROR_UNAUTHORIZED);
}

static gboolean
change (Fixture *fixture,
        gboolean subscribe,
        const char *event,
        gint64 product,
        GError **error)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  (subscribe ? oe_client_subscribe_async : oe_client_unsubscribe_async) (
    fixture->client, fixture->tokens->access_token, event, product, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, WAIT, "the change");
  return oe_client_subscribe_finish (fixture->client, result, error);
}

static GPtrArray *
list (Fixture *fixture,
      guint offset,
      guint limit,
      guint *total)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *items;

  oe_client_list_subscriptions_async (fixture->client, fixture->tokens->access_token, offset, limit, NULL,
                                      bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, WAIT, "the subscriptions");
  items = oe_client_list_subscriptions_finish (fixture->client, result, total, &error);
  g_assert_no_error (error);
  return items;
}

static void
test_subscriptions (Fixture *fixture,
                    gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) page = NULL;
  g_autoptr (GPtrArray) rest = NULL;
  g_autoptr (GError) error = NULL;
  guint total = 0;

  for (gint64 product = 10; product < 13; product++)
    {
      g_assert_true (change (fixture, TRUE, "product_price_change", product, &error));
      g_assert_no_error (error);
    }
  all = list (fixture, 0, 30, &total);
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpuint (total, ==, 3);
  page = list (fixture, 2, 2, &total);
  g_assert_cmpuint (page->len, ==, 1);
  g_assert_cmpuint (total, ==, 3);

  g_assert_false (change (fixture, TRUE, "no_such_event", 10, &error));
  g_assert_error (error, OE_ERROR, OE_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==, "Event not found");
  g_clear_error (&error);

  g_assert_true (change (fixture, FALSE, "product_price_change", 11, &error));
  g_assert_no_error (error);
  rest = list (fixture, 0, 30, &total);
  g_assert_cmpuint (rest->len, ==, 2);
  g_assert_cmpint (((OeSubscription *) rest->pdata[1])->product, ==, 12);
}

static void
test_products (Fixture *fixture,
               gconstpointer data)
{
  static const gint64 ids[] = { 10, 99, 13 };
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) products = NULL;
  g_autoptr (GBytes) image = NULL;
  OeProduct *loaf;

  oe_client_get_products_async (fixture->client, NULL, ids, G_N_ELEMENTS (ids), NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, WAIT, "the products");
  products = oe_client_get_products_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (products->len, ==, 2);
  loaf = g_ptr_array_index (products, 0);
  g_assert_cmpstr (loaf->title, ==, "Sourdough loaf");
  g_assert_nonnull (loaf->image);
  g_assert_null (((OeProduct *) products->pdata[1])->image);
  g_clear_object (&result);

  oe_client_get_image_async (fixture->client, loaf->image, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, WAIT, "the picture");
  image = oe_client_get_image_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (image, NULL), 4, "\x89PNG", 4);
}

static void
test_no_image (Fixture *fixture,
               gconstpointer data)
{
  static const struct
  {
    const char *address;
    OeError code;
  } cases[] = {
    { "/cloud-static/files/project/none.png", OE_ERROR_NOT_FOUND },
    { "https://other.example/a.png", OE_ERROR_ADDRESS },
    { "data:image/png;base64,AAAA", OE_ERROR_ADDRESS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GAsyncResult *pending = NULL;
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      oe_client_get_image_async (fixture->client, cases[i].address, NULL, bell_test_store_result, &pending);
      result = bell_test_await_result (&pending, WAIT, "no picture");
      g_assert_null (oe_client_get_image_finish (fixture->client, result, &error));
      if (cases[i].code == OE_ERROR_ADDRESS)
        g_assert_error (error, OE_ERROR, OE_ERROR_ADDRESS);
      else
        g_assert_cmpuint (oe_error_get_http_status (error), ==, 404);
    }
}

/* A picture of a server that never ends is not read to the end. */
static void
serve_much (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  gsize size = OE_IMAGE_MAX_SIZE + 1;

  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "image/png", SOUP_MEMORY_TAKE, g_malloc0 (size), size);
}

static void
test_large_image (void)
{
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr (BellClock) clock = bell_clock_new ();
  g_autoptr (OeClient) client = NULL;
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;
  GSList *uris;

  soup_server_add_handler (server, NULL, serve_much, NULL, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  client = oe_client_new (url, "token", clock);

  oe_client_get_image_async (client, "/a.png", NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, WAIT, "the end of it");
  g_assert_null (oe_client_get_image_finish (client, result, &error));
  g_assert_error (error, OE_ERROR, OE_ERROR_PROTOCOL);
  soup_server_disconnect (server);
  bell_test_drain ();
}

static gboolean
send_code (Fixture *fixture,
           const char *login,
           const char *event,
           GError **error)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  oe_client_send_code_async (fixture->client, "phone", login, event, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, WAIT, "the code");
  return oe_client_send_code_finish (fixture->client, result, error);
}

static void
test_code (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OeTokens) tokens = NULL;
  g_autofree char *code = NULL;

  demo_shop_set_code_provider (fixture->shop, TRUE);
  g_assert_false (send_code (fixture, "till", "no_event", &error));
  g_assert_error (error, OE_ERROR, OE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (send_code (fixture, "till", "send_code", &error));
  g_assert_no_error (error);
  g_assert_false (send_code (fixture, "till", "send_code", &error));
  g_assert_cmpstr (error->message, ==, "User already has a code");
  g_clear_error (&error);

  g_assert_null (sign_in (fixture, "phone", "phone_reg", NULL, "wrong", &error));
  g_assert_error (error, OE_ERROR, OE_ERROR_SIGN_IN);
  g_clear_error (&error);
  code = g_strdup (demo_shop_get_code (fixture->shop));
  tokens = sign_in (fixture, "phone", "phone_reg", NULL, code, &error);
  g_assert_no_error (error);
  g_assert_nonnull (tokens->access_token);
  /* Once. */
  g_assert_null (sign_in (fixture, "phone", "phone_reg", NULL, code, NULL));
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/oneentry/account/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("user", test_user);
  ADD ("everywhere", test_everywhere);
  ADD ("subscriptions", test_subscriptions);
  ADD ("products", test_products);
  ADD ("no-image", test_no_image);
  ADD ("code", test_code);
#undef ADD
  g_test_add_func ("/oneentry/account/large-image", test_large_image);
  return g_test_run ();
}
