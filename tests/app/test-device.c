/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-device.h"
#include "bell-test.h"

#include <string.h>

typedef struct
{
  BellSettings *settings;
  char *file;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autofree char *folder = bell_test_make_folder ();

  fixture->file = g_build_filename (folder, "machine-id", NULL);
  fixture->settings = bell_settings_new_in_memory ();
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (BellShopInfo) info = bell_shop_info_new ();

      bell_shop_info_set_text (info, "fingerprint", "shopbell-old");
      bell_shop_info_set_text (info, "login", "till");
      bell_settings_save_shop (fixture->settings, info);
    }
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_object_unref (fixture->settings);
  g_free (fixture->file);
}

static gboolean
check (Fixture *fixture,
       const char *id)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (fixture->file, id, -1, &error);
  g_assert_no_error (error);
  return bell_device_check (fixture->settings, fixture->file);
}

static char *
get_fingerprint (Fixture *fixture,
                 guint shop)
{
  g_autoptr (GPtrArray) infos = bell_settings_list_shops (fixture->settings);
  BellShopInfo *info = g_ptr_array_index (infos, shop);

  g_assert_cmpstr (info->login, ==, "till");
  return g_strdup (info->fingerprint);
}

/* The same computer keeps its fingerprints; a clone gets its own, for each shop another. */
static void
test_cloned (Fixture *fixture,
             gconstpointer data)
{
  g_autofree char *machine = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *again = NULL;

  g_assert_false (check (fixture, "0123456789abcdef0123456789abcdef\n"));
  g_assert_false (check (fixture, "0123456789abcdef0123456789abcdef\n"));
  first = get_fingerprint (fixture, 0);
  g_assert_cmpstr (first, ==, "shopbell-old");
  machine = bell_settings_get_machine (fixture->settings);
  g_assert_cmpstr (machine, !=, "");
  g_assert_null (strstr (machine, "0123456789abcdef"));

  g_assert_true (check (fixture, "fedcba9876543210fedcba9876543210\n"));
  g_free (first);
  first = get_fingerprint (fixture, 0);
  second = get_fingerprint (fixture, 1);
  g_assert_true (g_str_has_prefix (first, "shopbell-"));
  g_assert_cmpstr (first, !=, "shopbell-old");
  g_assert_cmpstr (first, !=, second);

  g_assert_false (check (fixture, "fedcba9876543210fedcba9876543210\n"));
  again = get_fingerprint (fixture, 0);
  g_assert_cmpstr (again, ==, first);
}

/* No id is no other computer. */
static void
test_unreadable (Fixture *fixture,
                 gconstpointer data)
{
  static const char *const ids[] = { "", "\n", "uninitialized\n" };
  g_autofree char *fingerprint = NULL;

  check (fixture, "0123456789abcdef0123456789abcdef\n");
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_assert_false (check (fixture, ids[i]));
  g_assert_false (bell_device_check (fixture->settings, "/nonexistent/machine-id"));
  g_assert_false (check (fixture, "0123456789abcdef0123456789abcdef\n"));
  fingerprint = get_fingerprint (fixture, 0);
  g_assert_cmpstr (fingerprint, ==, "shopbell-old");
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add ("/app/device/u07/cloned", Fixture, NULL, set_up, test_cloned, tear_down);
  g_test_add ("/app/device/unreadable", Fixture, NULL, set_up, test_unreadable, tear_down);
  return g_test_run ();
}
