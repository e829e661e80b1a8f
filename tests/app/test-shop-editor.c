/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-app-token.h"
#include "bell-fake-clock.h"
#include "bell-fake-notifier.h"
#include "bell-fake-ringer.h"
#include "bell-shop-editor.h"
#include "bell-test.h"

#include <string.h>

#define WAIT 20000
#define DAY_US (86400 * (gint64) G_USEC_PER_SEC)

/* A context with shops that nobody is signed in to: what the pages change of them, and what is kept. */
typedef struct
{
  BellFakeClock *clock;
  BellSettings *settings;
  BellContext *context;
  BellShop *shop;
} Fixture;

static BellShop *
add_shop (Fixture *fixture,
          const char *id,
          const char *app_token)
{
  g_autoptr (BellShopInfo) info = bell_shop_info_new ();
  g_autoptr (OeClient) client = NULL;
  g_autoptr (BellShop) shop = NULL;
  g_autoptr (GError) error = NULL;

  g_free (info->id);
  info->id = g_strdup (id);
  bell_shop_info_set_text (info, "name", id);
  bell_shop_info_set_text (info, "url", "https://cafe.example");
  client = bell_context_new_client (fixture->context, info->url, app_token, NULL, "shopbell-test");
  shop = bell_context_make_shop (fixture->context, info, client, &error);
  g_assert_no_error (error);
  bell_context_adopt_shop (fixture->context, shop);
  return shop;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (BellSecrets) secrets = bell_memory_secrets_new ();
  g_autoptr (BellHistory) history = bell_history_new (NULL);
  g_autoptr (BellNotifier) notifier = BELL_NOTIFIER (bell_fake_notifier_new ());
  g_autoptr (BellRinger) ringer = BELL_RINGER (bell_fake_ringer_new ());

  fixture->clock = bell_fake_clock_new ();
  fixture->settings = bell_settings_new_in_memory ();
  fixture->context = bell_context_new (&(BellContextParts){
    .settings = fixture->settings,
    .secrets = secrets,
    .history = history,
    .notifier = notifier,
    .ringer = ringer,
    .clock = BELL_CLOCK (fixture->clock),
  });
  fixture->shop = add_shop (fixture, "cafe", NULL);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  bell_context_stop (fixture->context);
  bell_test_drain ();
  g_object_unref (fixture->context);
  g_object_unref (fixture->settings);
  g_object_unref (fixture->clock);
}

static BellShopInfo *
find_stored (Fixture *fixture,
             const char *id)
{
  g_autoptr (GPtrArray) infos = bell_settings_list_shops (fixture->settings);

  for (guint i = 0; i < infos->len; i++)
    if (g_str_equal (((BellShopInfo *) g_ptr_array_index (infos, i))->id, id))
      return bell_shop_info_copy (g_ptr_array_index (infos, i));
  g_assert_not_reached ();
}

/* What "Open" shows */

static void
assert_opens (Fixture *fixture,
              const char *expected)
{
  g_autoptr (BellEntry) entry = bell_entry_new ("cafe", "order", NULL, "Order 7", "", "7", NULL, 0, NULL);
  g_autofree char *address = bell_shop_dup_address_of (fixture->shop, entry);

  g_assert_cmpstr (address, ==, expected);
}

static void
test_open_address (Fixture *fixture,
                   gconstpointer data)
{
  g_autofree char *bad = NULL;
  g_autoptr (BellShopInfo) stored = NULL;
  g_autoptr (BellShopInfo) cleared = NULL;

  assert_opens (fixture, "https://cafe.example/orders");
  g_assert_null (bell_shop_editor_set_open_address (fixture->context, fixture->shop, " /o/{id} "));
  assert_opens (fixture, "https://cafe.example/o/7");
  bad = bell_shop_editor_set_open_address (fixture->context, fixture->shop, "file:///{id}");
  g_assert_nonnull (bad);
  assert_opens (fixture, "https://cafe.example/o/7");
  stored = find_stored (fixture, "cafe");
  g_assert_cmpstr (stored->open_address, ==, "/o/{id}");

  g_assert_null (bell_shop_editor_set_open_address (fixture->context, fixture->shop, ""));
  assert_opens (fixture, "https://cafe.example/orders");
  cleared = find_stored (fixture, "cafe");
  g_assert_cmpstr (cleared->open_address, ==, "");
}

static void
test_open_address_locked (Fixture *fixture,
                          gconstpointer data)
{
  bell_settings_override (fixture->settings, "cafe", "open-address", g_variant_new_string ("/o/{id}"), "/etc/a.conf");
  g_assert_null (bell_shop_editor_set_open_address (fixture->context, fixture->shop, "/other/{id}"));
  g_assert_cmpstr (bell_shop_get_info (fixture->shop)->open_address, ==, "");
}

/* A pause that is locked is known to the shop itself. */
static void
test_paused_by (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (BellShop) locked = NULL;

  g_assert_null (bell_shop_get_paused_by (fixture->shop));
  bell_settings_override (fixture->settings, "bar", "paused", g_variant_new_boolean (TRUE), "/etc/a.conf");
  locked = g_object_ref (add_shop (fixture, "bar", NULL));
  g_assert_cmpstr (bell_shop_get_paused_by (locked), ==, "/etc/a.conf");
}

/* The way to the shop: what cannot be read changes nothing. */

static gboolean
set_network (Fixture *fixture,
             const char *ca_file,
             GError **error)
{
  g_autoptr (BellNetworkSettings) settings = bell_network_settings_new ();
  g_autoptr (BellNetwork) network = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *pending = NULL;

  g_free (settings->ca_file);
  settings->ca_file = g_strdup (ca_file);
  network = bell_network_new (settings, NULL);
  bell_shop_editor_set_network_async (fixture->context, fixture->shop, network, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, WAIT, "the files to be read");
  return bell_shop_editor_set_network_finish (fixture->shop, result, error);
}

static void
test_network (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *right = g_test_build_filename (G_TEST_DIST, "support", "tls", "ca.pem", NULL);
  g_autofree char *wrong = g_test_build_filename (G_TEST_DIST, "support", "tap.py", NULL);
  const char *const bad[] = { "/nowhere/ca.pem", wrong, "/" };
  g_autoptr (BellShopInfo) stored = NULL;
  g_autoptr (GError) none = NULL;

  g_assert_true (set_network (fixture, right, &none));
  g_assert_no_error (none);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (set_network (fixture, bad[i], &error));
      g_assert_error (error, BELL_NETWORK_ERROR, BELL_NETWORK_ERROR_CA_FILE);
      g_assert_cmpstr (bell_shop_get_info (fixture->shop)->network.ca_file, ==, right);
    }
  stored = find_stored (fixture, "cafe");
  g_assert_cmpstr (stored->network.ca_file, ==, right);
}

/* App tokens that end: the first of them, and each once a day. */

static char *
make_app_token (int days)
{
  g_autofree char *claims = g_strdup_printf ("{\"exp\":%" G_GINT64_FORMAT "}",
                                             (g_get_real_time () + days * DAY_US) / G_USEC_PER_SEC + 3600);
  g_autofree char *payload = g_base64_encode ((const guchar *) claims, strlen (claims));

  /* base64url: without its padding. */
  g_strdelimit (payload, "+", '-');
  g_strdelimit (payload, "/", '_');
  payload[strcspn (payload, "=")] = '\0';
  return g_strconcat ("eyJhbGciOiJIUzI1NiJ9.", payload, ".c2ln", NULL);
}

static void
add_ending (Fixture *fixture,
            const char *id,
            int days)
{
  g_autofree char *token = make_app_token (days);

  add_shop (fixture, id, token);
}

static void
assert_ending (Fixture *fixture,
               const char *id,
               int expected)
{
  int days;
  g_autoptr (BellShop) shop = bell_app_token_find_ending (bell_context_get_shops (fixture->context),
                                                          BELL_CLOCK (fixture->clock), &days);

  g_assert_cmpstr (shop != NULL ? bell_shop_get_id (shop) : NULL, ==, id);
  if (shop == NULL)
    return;
  g_assert_cmpint (days, ==, expected);
  bell_app_token_note_read (fixture->context, shop);
}

static void
test_app_token (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (BellShopInfo) stored = NULL;

  assert_ending (fixture, NULL, 0);
  add_ending (fixture, "far", 15);
  assert_ending (fixture, NULL, 0);
  add_ending (fixture, "soon", 14);
  add_ending (fixture, "sooner", 5);
  add_ending (fixture, "over", -3);
  assert_ending (fixture, "over", 0);
  assert_ending (fixture, "sooner", 5);
  assert_ending (fixture, "soon", 14);
  assert_ending (fixture, NULL, 0);
  stored = find_stored (fixture, "soon");
  g_assert_cmpuint (strlen (stored->app_token_read), ==, strlen ("2026-11-26"));

  /* Once more tomorrow, and not before. */
  bell_fake_clock_advance (fixture->clock, DAY_US / 1000);
  assert_ending (fixture, "over", 0);
}

static void
add (const char *path,
     void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  add ("/app/shop-editor/open-address", test_open_address);
  add ("/app/shop-editor/open-address-locked", test_open_address_locked);
  add ("/app/shop-editor/paused-by", test_paused_by);
  add ("/app/shop-editor/network", test_network);
  add ("/app/shop-editor/app-token", test_app_token);
  return g_test_run ();
}
