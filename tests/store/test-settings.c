/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-secrets.h"
#include "bell-settings.h"
#include "bell-test.h"

static void
count_notify (GObject *object,
              GParamSpec *pspec,
              guint *count)
{
  ++*count;
}

static void
test_properties (void)
{
  g_autoptr (BellSettings) settings = bell_settings_new_in_memory ();
  guint limit, notified = 0;
  gboolean low_memory;

  g_signal_connect (settings, "notify::reconnect-limit", G_CALLBACK (count_notify), &notified);
  g_object_get (settings, "reconnect-limit", &limit, "low-memory", &low_memory, NULL);
  g_assert_cmpuint (limit, ==, 0);
  g_assert_false (low_memory);
  g_object_set (settings, "reconnect-limit", 7, NULL);
  g_object_get (settings, "reconnect-limit", &limit, NULL);
  g_assert_cmpuint (limit, ==, 7);
  g_assert_cmpuint (notified, ==, 1);
}

static void
test_shops (void)
{
  g_autoptr (BellSettings) settings = bell_settings_new_in_memory ();
  g_autoptr (BellShopInfo) one = bell_shop_info_new ();
  g_autoptr (BellShopInfo) two = bell_shop_info_new ();
  g_autoptr (GPtrArray) shops = NULL;
  g_autofree char *rules = NULL;
  g_autofree char *none = NULL;
  BellShopInfo *info;

  g_assert_cmpstr (one->id, !=, two->id);
  g_free (one->name);
  one->name = g_strdup ("Café \"Ünter\"");
  one->paused = TRUE;
  bell_settings_save_shop (settings, one);
  bell_settings_save_shop (settings, two);
  bell_settings_save_shop (settings, one);

  bell_settings_set_rules (settings, one->id, "{\"a\":1}");

  shops = bell_settings_list_shops (settings);
  g_assert_cmpuint (shops->len, ==, 2);
  info = g_ptr_array_index (shops, 0);
  g_assert_cmpstr (info->id, ==, one->id);
  g_assert_cmpstr (info->name, ==, one->name);
  g_assert_true (info->paused);
  rules = bell_settings_get_rules (settings, one->id);
  g_assert_cmpstr (rules, ==, "{\"a\":1}");

  bell_settings_remove_shop (settings, one->id);
  g_ptr_array_unref (shops);
  shops = bell_settings_list_shops (settings);
  g_assert_cmpuint (shops->len, ==, 1);
  none = bell_settings_get_rules (settings, one->id);
  g_assert_cmpstr (none, ==, "");
}

static char *
load (BellSecrets *secrets,
      const char *shop)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  bell_secrets_load_async (secrets, shop, FALSE, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, 1000, "a load");
  return bell_secrets_load_finish (secrets, result, NULL);
}

static void
test_memory_secrets (void)
{
  g_autoptr (BellSecrets) secrets = bell_memory_secrets_new ();
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GAsyncResult) cleared = NULL;
  g_autofree char *before = load (secrets, "a");
  g_autofree char *stored = NULL;
  g_autofree char *other = NULL;
  g_autofree char *after = NULL;

  g_assert_null (before);
  bell_secrets_save_async (secrets, "a", "Shop", "secret", NULL, bell_test_store_result, &pending);
  saved = bell_test_await_result (&pending, 1000, "a save");
  g_assert_true (bell_secrets_save_finish (secrets, saved, NULL));
  stored = load (secrets, "a");
  other = load (secrets, "b");
  g_assert_cmpstr (stored, ==, "secret");
  g_assert_null (other);
  bell_secrets_clear_async (secrets, "a", NULL, bell_test_store_result, &pending);
  cleared = bell_test_await_result (&pending, 1000, "a clear");
  g_assert_true (bell_secrets_clear_finish (secrets, cleared, NULL));
  after = load (secrets, "a");
  g_assert_null (after);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/store/settings/properties", test_properties);
  g_test_add_func ("/store/settings/shops", test_shops);
  g_test_add_func ("/store/memory-secrets", test_memory_secrets);
  return g_test_run ();
}
