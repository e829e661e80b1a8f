/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-rules.h"
#include "bell-settings.h"
#include "bell-test.h"
#include "bell-vault.h"

#include <string.h>

/*
 * What a released version left behind opens in this one: releases/VERSION has
 * its settings, its history and the text that it kept in the keyring, as that
 * version wrote them; never change one. The history is opened in store/, and how
 * the text is found in the keyring is tried in dbus/.
 */

static char *
read_fixture (const char *version,
              const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "app", "releases", version, name, NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* Where GSettings has its file, in the folders of this test. */
static BellSettings *
open_settings (const char *version)
{
  g_autofree char *text = read_fixture (version, "settings.ini");
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "glib-2.0", "settings", NULL);
  g_autofree char *path = g_build_filename (folder, "keyfile", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return bell_settings_new ("");
}

static void
check_program (BellSettings *settings)
{
  gboolean low_memory, notify, autostart, told, maximized, counter, awake, speak;
  guint limit, days, events, after, repeat, paper;
  g_autofree char *sound = NULL;
  int width, height;

  g_object_get (settings, "reconnect-limit", &limit, "history-days", &days, "history-limit", &events, "low-memory",
                &low_memory, "notify-when-deaf", &notify, "autostart", &autostart, "told-background", &told,
                "deaf-after", &after, "deaf-repeat", &repeat, "deaf-sound", &sound, "window-width", &width,
                "window-height", &height, "window-maximized", &maximized, "counter-mode", &counter,
                "keep-awake", &awake, "speak", &speak, "ticket-width", &paper, NULL);
  g_assert_cmpuint (limit, ==, 12);
  g_assert_cmpuint (days, ==, 30);
  g_assert_cmpuint (events, ==, 5000);
  g_assert_true (low_memory && autostart && told && maximized);
  g_assert_true (counter && awake && speak);
  g_assert_cmpuint (paper, ==, 58);
  g_assert_false (notify);
  g_assert_cmpuint (after, ==, 90);
  g_assert_cmpuint (repeat, ==, 600);
  g_assert_cmpstr (sound, ==, "urgent");
  g_assert_cmpint (width, ==, 1000);
  g_assert_cmpint (height, ==, 700);
}

static void
check_shops (BellSettings *settings)
{
  g_autoptr (GPtrArray) shops = bell_settings_list_shops (settings);
  BellShopInfo *bakery, *flowers;

  g_assert_cmpuint (shops->len, ==, 2);
  bakery = g_ptr_array_index (shops, 0);
  flowers = g_ptr_array_index (shops, 1);
  g_assert_cmpstr (bakery->id, ==, "bakery1");
  g_assert_cmpstr (bakery->name, ==, "Bäckerei Emil");
  g_assert_cmpstr (bakery->url, ==, "https://bakery.example.com");
  g_assert_cmpstr (bakery->provider, ==, "email");
  g_assert_cmpstr (bakery->login, ==, "till@example.com");
  g_assert_cmpstr (bakery->login_marker, ==, "email_reg");
  g_assert_cmpstr (bakery->password_marker, ==, "password_reg");
  g_assert_cmpstr (bakery->fingerprint, ==, "f-0123456789abcdef");
  g_assert_cmpstr (bakery->network.ca_file, ==, "/etc/ssl/own-ca.pem");
  g_assert_cmpstr (bakery->network.certificate, ==, "/etc/ssl/till.p12");
  g_assert_cmpstr (bakery->network.certificate_key, ==, "/etc/ssl/till.key");
  g_assert_cmpstr (bakery->network.proxy, ==, "http://proxy.example.com:3128");
  g_assert_cmpstr (bakery->colour, ==, "teal");
  g_assert_cmpstr (bakery->language, ==, "de_DE");
  g_assert_true (bakery->paused);
  g_assert_cmpstr (flowers->name, ==, "Flowers");
  g_assert_cmpstr (flowers->url, ==, "https://flowers.example.com:8443");
  g_assert_false (flowers->paused);
}

static void
check_rules (BellSettings *settings)
{
  g_autoptr (BellRules) rules = bell_rules_new (settings);
  GPtrArray *list = bell_rules_list (rules, "bakery1");
  BellRule *rule = g_ptr_array_index (list, 0);

  g_assert_null (bell_rules_get_problem (rules, "bakery1"));
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (rule->name, ==, "Large orders");
  g_assert_cmpint (rule->urgency, ==, BELL_URGENCY_CRITICAL);
  g_assert_cmpint (rule->ring, ==, BELL_RING_UNTIL_TAKEN);
  g_assert_cmpstr (rule->sound, ==, "urgent");
  g_assert_cmpint (rule->repeat, ==, 10);
  g_assert_cmpint (rule->escalation.louder, ==, 30);
  g_assert_cmpstr (rule->title, ==, "{title}: {amount}");
  g_assert_cmpstr (rule->body, ==, "{order.formData.phone|\"no phone\"}");
  g_assert_true (rule->print);
  g_assert_cmpuint (rule->conditions->len, ==, 1);
  g_assert_true (bell_rule_takes (rule, "cancelled"));

  /* The rules of before there was a list of them. */
  g_assert_false (bell_rules_find_for (rules, "flowers2", BELL_SCOPE_KIND, "product")->announce);
  g_assert_true (bell_rules_find_for (rules, "flowers2", BELL_SCOPE_MARKER, "order_created")->announce);
  g_assert_cmpint (bell_rules_find_for (rules, "flowers2", BELL_SCOPE_MARKER, "order_created")->urgency, ==, BELL_URGENCY_CRITICAL);
}

static void
test_settings (gconstpointer version)
{
  g_autoptr (BellSettings) settings = open_settings (version);
  g_autoptr (GPtrArray) shops = NULL;

  check_program (settings);
  check_shops (settings);
  check_rules (settings);

  /* And once this version has written them. */
  shops = bell_settings_list_shops (settings);
  for (guint i = 0; i < shops->len; i++)
    bell_settings_save_shop (settings, g_ptr_array_index (shops, i));
  check_program (settings);
  check_shops (settings);
  check_rules (settings);
}

static void
test_secret (gconstpointer version)
{
  g_autofree char *text = read_fixture (version, "secret.json");
  g_autoptr (BellVault) vault = bell_vault_from_text (text);
  g_autoptr (BellVault) again = NULL;
  g_autofree char *written = NULL;

  for (int i = 0; i < 2; i++)
    {
      BellVault *opened = i == 0 ? vault : again;

      g_assert_cmpstr (opened->app_token, ==, "app-token-of-the-bakery");
      g_assert_cmpstr (opened->certificate_password, ==, "p12-password");
      g_assert_nonnull (opened->tokens);
      g_assert_cmpstr (opened->tokens->refresh_token, ==, "1764000000000-11111111-2222-4333-8444-555555555555");
      g_assert_cmpstr (opened->tokens->provider, ==, "email");
      g_assert_cmpstr (opened->tokens->user_identifier, ==, "till@example.com");
      if (i == 0)
        {
          written = bell_vault_to_text (opened->app_token, opened->certificate_password, opened->proxy_password,
                                        opened->tokens);
          again = bell_vault_from_text (written);
        }
    }
}

int
main (int argc,
      char **argv)
{
  g_autofree char *folder = NULL;
  g_autoptr (GDir) versions = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  /* GSettings opens its file once in the life of a process: each version's is tried by a process of its own. */
  g_setenv ("GSETTINGS_BACKEND", "keyfile", TRUE);
  bell_test_init (&argc, &argv);
  folder = g_test_build_filename (G_TEST_DIST, "app", "releases", NULL);
  versions = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (versions);
  while ((name = g_dir_read_name (versions)) != NULL)
    {
      g_autofree char *of_settings = g_strdup_printf ("/app/upgrade/%s/settings", name);
      g_autofree char *of_secret = g_strdup_printf ("/app/upgrade/%s/secret", name);
      char *version = g_strdup (name);

      g_ptr_array_add (names, version);
      g_test_add_data_func (of_settings, version, test_settings);
      g_test_add_data_func (of_secret, version, test_secret);
    }
  return g_test_run ();
}
