/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-fixture.h"

#include <string.h>

static char *
read_source (const char *first,
             const char *second)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, first, second, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&text);
}

/* What the README shows is what is compiled, but for the licence line. */
static void
test_readme (void)
{
  g_autofree char *readme = read_source ("..", "src/socketio/README.md");
  g_autofree char *example = read_source ("socketio", "example.c");
  g_autofree char *block = g_strdup_printf ("\n```c\n%s```\n", strchr (example, '\n') + 1);

  g_assert_nonnull (strstr (readme, block));
}

static char *
read_tests (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "socketio", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  GString *all = g_string_new (NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".c"))
      {
        g_autofree char *text = read_source ("socketio", name);

        g_string_append (all, text);
      }
  return g_string_free (all, FALSE);
}

/* The table names every requirement once, and no test that is not there. */
static void
test_requirements (void)
{
  g_autofree char *table = read_source ("socketio", "REQUIREMENTS.md");
  g_autofree char *tests = read_tests ();
  g_auto (GStrv) pieces = g_strsplit (strstr (table, "|---:|"), "`", -1);

  for (guint i = 1; i <= 114; i++)
    {
      g_autofree char *row = g_strdup_printf ("\n| %02u | ", i);
      const char *found = strstr (table, row);

      g_assert_nonnull (found);
      g_assert_null (strstr (found + 1, row));
    }
  for (guint i = 1; pieces[i] != NULL; i += 2)
    {
      g_autofree char *in_table = g_strdup_printf ("\"%s\"", pieces[i]);
      g_autofree char *in_call = g_strdup_printf ("\"/socketio/%s\"", pieces[i]);

      if (strstr (tests, in_table) == NULL && strstr (tests, in_call) == NULL)
        g_error ("There is no test %s", pieces[i]);
      if (pieces[i + 1] == NULL)
        break;
    }
}

static void
exited_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, user_data, NULL, &error);
  g_assert_no_error (error);
}

/* And it does what it is there for. */
static void
test_run (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  g_autofree char *url = sio_fake_server_get_url (fixture->server, "/");
  g_autofree char *path = g_test_build_filename (G_TEST_BUILT, "socketio", "example", NULL);
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, path, url, NULL);

  g_assert_no_error (error);
  g_subprocess_communicate_utf8_async (process, NULL, NULL, exited_cb, &output);
  sio_fixture_await_frame (fixture, "42[\"hello\",\"world\"]");
  sio_fake_server_send_text (fixture->server, "427[\"news\",\"hi\"]");
  bell_test_await_pointer ((gpointer *) &output, 10000, "the example's end");
  g_assert_cmpstr (output, ==, "news: hi\n");
  g_assert_true (g_subprocess_get_successful (process));
  g_assert_true (sio_fake_server_saw_frame (fixture->server, "40"));
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/socketio/readme/example", test_readme);
  g_test_add_func ("/socketio/readme/run", test_run);
  g_test_add_func ("/socketio/readme/requirements", test_requirements);
  return g_test_run ();
}
