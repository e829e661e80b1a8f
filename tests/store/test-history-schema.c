/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history-fixture.h"

/* version: of the schema, as "v1", or of a release. (transfer full): the path of a history that it left behind */
static char *
make_file (const char *version)
{
  char *path = history_make_path ();
  g_autofree char *name = g_strconcat (version, ".sql", NULL);
  g_autofree char *source = g_str_has_prefix (version, "v") ?
    g_test_build_filename (G_TEST_DIST, "store", "schema", name, NULL) :
    g_test_build_filename (G_TEST_DIST, "app", "releases", version, "history.sql", NULL);
  g_autofree char *sql = NULL;

  g_assert_true (g_file_get_contents (source, &sql, NULL, NULL));
  history_run_sql (path, sql);
  if (g_strcmp0 (version, "v1") == 0)
    history_run_sql (path, "INSERT INTO event (shop, kind, title, body, received, acknowledged, acknowledged_how)"
                           " VALUES ('abc', 'product', 'Blue Moon', '', 1795430600000000, 1795430600000000, 'rule')");
  return path;
}

/* What all fixtures have in common: a product that was taken, an order that waits, a product that a rule silenced. */
static void
test_version (gconstpointer version)
{
  g_autofree char *path = make_file (version);
  BellHistory *history = bell_history_new (path);
  BellHistoryFilter typed = { .text = (char *) "1042" };
  BellHistoryFilter silenced = { .state = BELL_HISTORY_SILENCED };
  g_autoptr (GPtrArray) waiting = history_load (history, TRUE, 0, 10, NULL);
  g_autoptr (GPtrArray) rest = history_load (history, FALSE, 0, 10, NULL);
  g_autofree char *found = NULL;
  g_autofree char *by_rule = NULL;

  g_assert_nonnull (waiting);
  g_assert_nonnull (rest);
  g_assert_cmpuint (waiting->len, ==, 1);
  g_assert_cmpuint (rest->len, ==, 2);
  g_assert_cmpstr (bell_entry_get_title (g_ptr_array_index (waiting, 0)), ==, "Order 1042");
  g_assert_cmpstr (bell_entry_get_acknowledged_how (g_ptr_array_index (rest, 1)), ==, "window");
  found = history_ids (history, &typed);
  g_assert_cmpstr (found, ==, "2");
  by_rule = history_ids (history, &silenced);
  g_assert_cmpstr (by_rule, ==, "3");
  g_assert_cmpint (history_append (history, "shop", 4, NULL), ==, 4);
  g_object_unref (history);
  g_assert_cmpint (history_query_int (path, "PRAGMA user_version"), ==, 3);
  g_assert_cmpint (history_query_int (path, "PRAGMA auto_vacuum"), ==, 2);
}

/* Whatever it came from, the file has the same tables and indexes. */
static void
test_same_schema (void)
{
  g_autofree char *old = make_file ("v1");
  g_autofree char *older = make_file ("v2");
  g_autofree char *fixture = make_file ("v3");
  g_autofree char *fresh = history_make_path ();
  const char *const paths[] = { old, older, fixture, fresh };
  gint64 n[4];

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      BellHistory *history = bell_history_new (paths[i]);

      g_assert_cmpint (history_append (history, "shop", 1, NULL), >, 0);
      g_object_unref (history);
      n[i] = history_query_int (paths[i], "SELECT sum(length(name) * (1 + (type = 'index'))) FROM sqlite_schema"
                                          " WHERE name NOT LIKE 'sqlite_%'");
    }
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (n[i], ==, n[3]);
}

static void
add_releases (GPtrArray *versions)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "app", "releases", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_strconcat ("/store/history-schema/", name, NULL);

      g_ptr_array_add (versions, g_strdup (name));
      g_test_add_data_func (path, g_ptr_array_index (versions, versions->len - 1), test_version);
    }
  g_assert_cmpuint (versions->len, >, 0);
}

int
main (int argc,
      char **argv)
{
  g_autoptr (GPtrArray) releases = g_ptr_array_new_with_free_func (g_free);

  bell_test_init (&argc, &argv);
  g_test_add_data_func ("/store/history-schema/v1", "v1", test_version);
  g_test_add_data_func ("/store/history-schema/v2", "v2", test_version);
  g_test_add_data_func ("/store/history-schema/v3", "v3", test_version);
  g_test_add_func ("/store/history-schema/same", test_same_schema);
  add_releases (releases);
  return g_test_run ();
}
