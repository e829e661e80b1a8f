/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-provision.h"
#include "bell-test.h"

#include <string.h>

#define FILE_1 "/etc/shopbell/provision.conf"
#define RULES "{\"format\": \"shopbell-rules\", \"version\": 1, \"rules\": []}"
#define KEY "-----BEGIN PRIVATE KEY-----"

/* The files that the example names. */
static char *
load (const char *path,
      gsize max,
      gsize *length,
      GError **error)
{
  g_autofree char *certificate = g_test_build_filename (G_TEST_DIST, "support", "tls", "ca.pem", NULL);
  char *text = NULL;

  if (g_str_has_suffix (path, ".pem"))
    g_assert_true (g_file_get_contents (certificate, &text, NULL, NULL));
  else
    text = g_strdup (g_str_has_suffix (path, ".json") ? RULES : KEY);
  *length = strlen (text);
  return text;
}

static void
assert_clean (BellProvision *provision)
{
  GPtrArray *mistakes = bell_provision_get_mistakes (provision);

  if (mistakes->len > 0)
    g_error ("line %u: %s", ((BellMistake *) g_ptr_array_index (mistakes, 0))->line,
             ((BellMistake *) g_ptr_array_index (mistakes, 0))->text);
}

/* No two keys have the same variable, and none is that of something else. */
static void
test_table (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (const BellProvisionKey *key = bell_provision_keys; key->section != NULL; key++)
    {
      char *variable = bell_provision_key_to_variable (key);

      g_assert_true (bell_provision_find_variable (variable) == key);
      g_assert_true (bell_provision_find_key (key->section, key->name) == key);
      g_assert_cmpstr (variable, !=, "SHOPBELL_LOCK");
      g_assert_cmpstr (variable, !=, "SHOPBELL_PROVISION");
      g_assert_cmpstr (variable, !=, "SHOPBELL_PASSWORD");
      g_assert_true (g_hash_table_add (seen, variable));
    }
}

/* The example is clean, and names every key there is. */
static void
test_example (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "provision.conf.example", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BellProvision) provision = NULL;
  g_auto (GStrv) lines = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  provision = bell_provision_new (load);
  bell_provision_add_text (provision, FILE_1, text, strlen (text));
  bell_provision_finish (provision);
  assert_clean (provision);
  g_assert_cmpuint (bell_provision_get_sections (provision)->len, ==, 4);
  g_assert_cmpstr (bell_provision_get_shops_lock (provision), ==, FILE_1);
  lines = g_strsplit (text, "\n", -1);
  for (const BellProvisionKey *key = bell_provision_keys; key->section != NULL; key++)
    {
      g_autofree char *begin = g_strconcat (key->name, "=", NULL);
      gboolean found = FALSE;

      for (guint i = 0; lines[i] != NULL; i++)
        found = found || g_str_has_prefix (lines[i], begin);
      if (!found)
        g_error ("“%s” is not in the example", key->name);
    }
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/app/provision-keys/table", test_table);
  g_test_add_func ("/app/provision-keys/example", test_example);
  return g_test_run ();
}
