/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-settings.h"
#include "bell-test.h"

#define WHO "/etc/shopbell/provision.conf"

static guint
get_uint (BellSettings *settings,
          const char *key)
{
  guint value;

  g_object_get (settings, key, &value, NULL);
  return value;
}

static void
count_notify (GObject *object,
              GParamSpec *pspec,
              guint *count)
{
  ++*count;
}

/* An unlocked value holds until somebody chooses, even if it is the usual one that is chosen. */
static void
test_unlocked (void)
{
  g_autoptr (BellSettings) settings = bell_settings_new_in_memory ();
  guint notified = 0;

  g_signal_connect (settings, "notify::history-days", G_CALLBACK (count_notify), &notified);
  bell_settings_override (settings, NULL, "history-days", g_variant_new_uint32 (30), NULL);
  g_assert_cmpuint (notified, ==, 1);
  g_assert_cmpuint (get_uint (settings, "history-days"), ==, 30);
  g_assert_true (bell_settings_is_overridden (settings, "history-days"));
  g_assert_null (bell_settings_get_lock (settings, NULL, "history-days"));

  g_object_set (settings, "history-days", 90, NULL);
  g_assert_cmpuint (get_uint (settings, "history-days"), ==, 90);
  g_assert_false (bell_settings_is_overridden (settings, "history-days"));
}

/* A locked one holds against what was chosen before and what is tried after; the one who tried is told. */
static void
test_locked (void)
{
  g_autoptr (BellSettings) settings = bell_settings_new_in_memory ();
  g_autofree char *sound = NULL;
  guint notified = 0;
  int width;

  g_object_set (settings, "history-days", 7, NULL);
  bell_settings_override (settings, NULL, "history-days", g_variant_new_uint32 (30), WHO);
  bell_settings_override (settings, NULL, "deaf-sound", g_variant_new_string ("urgent"), WHO);
  bell_settings_override (settings, NULL, "window-width", g_variant_new_int32 (500), WHO);
  bell_settings_override (settings, NULL, "low-memory", g_variant_new_boolean (TRUE), WHO);
  g_signal_connect (settings, "notify::history-days", G_CALLBACK (count_notify), &notified);
  g_object_set (settings, "history-days", 3, "deaf-sound", "two-tone", "window-width", 900, "low-memory", FALSE, NULL);
  g_assert_cmpuint (notified, ==, 1);
  g_assert_cmpuint (get_uint (settings, "history-days"), ==, 30);
  g_object_get (settings, "deaf-sound", &sound, "window-width", &width, NULL);
  g_assert_cmpstr (sound, ==, "urgent");
  g_assert_cmpint (width, ==, 500);
  g_assert_cmpint (get_uint (settings, "low-memory"), ==, TRUE);
  g_assert_cmpstr (bell_settings_get_lock (settings, NULL, "history-days"), ==, WHO);

  /* Without the file it is as people left it. */
  bell_settings_override (settings, NULL, "history-days", NULL, NULL);
  g_assert_cmpuint (get_uint (settings, "history-days"), ==, 7);
}

static BellShopInfo *
add_shop (BellSettings *settings)
{
  BellShopInfo *info = bell_shop_info_new ();

  bell_shop_info_set_text (info, "url", "https://cafe.example");
  bell_shop_info_set_text (info, "name", "By hand");
  g_assert_true (bell_settings_save_shop (settings, info));
  return info;
}

static char *
dup_name (BellSettings *settings)
{
  g_autoptr (GPtrArray) shops = bell_settings_list_shops (settings);

  return g_strdup (((BellShopInfo *) g_ptr_array_index (shops, 0))->name);
}

static void
assert_name (BellSettings *settings,
             const char *expected)
{
  g_autofree char *name = dup_name (settings);

  g_assert_cmpstr (name, ==, expected);
}

static void
test_shop_unlocked (void)
{
  g_autoptr (BellSettings) settings = bell_settings_new_in_memory ();
  g_autoptr (BellShopInfo) info = add_shop (settings);

  bell_settings_override (settings, info->id, "name", g_variant_new_string ("Café"), NULL);
  assert_name (settings, "By hand");
  /* Nobody chose the empty name, nor a name that is the file's. */
  bell_shop_info_set_text (info, "name", "");
  bell_settings_save_shop (settings, info);
  assert_name (settings, "Café");
  bell_shop_info_set_text (info, "name", "Café");
  bell_settings_save_shop (settings, info);
  bell_settings_override (settings, info->id, "name", g_variant_new_string ("Café am Markt"), NULL);
  assert_name (settings, "Café am Markt");
  /* The file is gone: its last word is still there. */
  bell_settings_override (settings, info->id, "name", NULL, NULL);
  assert_name (settings, "Café");

  bell_settings_override (settings, info->id, "name", g_variant_new_string ("Café am Markt"), NULL);
  bell_shop_info_set_text (info, "name", "Ours");
  bell_settings_save_shop (settings, info);
  assert_name (settings, "Ours");
}

static void
test_shop_locked (void)
{
  g_autoptr (BellSettings) settings = bell_settings_new_in_memory ();
  g_autoptr (BellShopInfo) info = add_shop (settings);
  g_autoptr (BellShopInfo) other = bell_shop_info_new ();
  g_autoptr (GPtrArray) shops = NULL;
  g_autofree char *rules = NULL;

  bell_settings_override (settings, info->id, "name", g_variant_new_string ("Café"), WHO);
  bell_settings_override (settings, info->id, "paused", g_variant_new_boolean (FALSE), WHO);
  bell_settings_override (settings, info->id, "rule-list", g_variant_new_string ("{}"), WHO);
  bell_settings_override (settings, info->id, BELL_LOCK_SHOP, NULL, WHO);
  bell_settings_override (settings, NULL, BELL_LOCK_SHOPS, NULL, WHO);
  bell_shop_info_set_text (info, "name", "Ours");
  info->paused = TRUE;
  g_assert_true (bell_settings_save_shop (settings, info));
  assert_name (settings, "Café");
  shops = bell_settings_list_shops (settings);
  g_assert_false (((BellShopInfo *) g_ptr_array_index (shops, 0))->paused);

  g_assert_false (bell_settings_set_rules (settings, info->id, "{\"other\":1}"));
  rules = bell_settings_get_rules (settings, info->id);
  g_assert_cmpstr (rules, ==, "{}");
  g_assert_false (bell_settings_remove_shop (settings, info->id));
  g_assert_false (bell_settings_save_shop (settings, other));
  g_clear_pointer (&shops, g_ptr_array_unref);
  shops = bell_settings_list_shops (settings);
  g_assert_cmpuint (shops->len, ==, 1);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/store/overrides/unlocked", test_unlocked);
  g_test_add_func ("/store/overrides/locked", test_locked);
  g_test_add_func ("/store/overrides/shop-unlocked", test_shop_unlocked);
  g_test_add_func ("/store/overrides/shop-locked", test_shop_locked);
  return g_test_run ();
}
