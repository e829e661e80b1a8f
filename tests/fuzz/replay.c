/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replay CORPUS: gives every file of the corpus to the target once, as tests.
 * It needs no clang, and so runs in every build.
 */
#include "bell-test.h"
#include "fuzz.h"

static void
test_file (gconstpointer user_data)
{
  const char *path = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  g_autofree guint8 *data = NULL;
  gsize size;

  g_file_get_contents (path, &contents, &size, &error);
  g_assert_no_error (error);
  /* As libFuzzer gives it: without the NUL behind it, so that ASan sees a read too far. */
  data = size > 0 ? g_memdup2 (contents, size) : g_malloc (1);
  g_assert_cmpint (LLVMFuzzerTestOneInput (data, size), ==, 0);
}

int
main (int argc,
      char **argv)
{
  g_autoptr (GDir) corpus = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;

  bell_test_init (&argc, &argv);
  LLVMFuzzerInitialize (&argc, &argv);
  g_assert_cmpint (argc, ==, 2);
  corpus = g_dir_open (argv[1], 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (corpus)) != NULL)
    {
      g_autofree char *path = g_strconcat ("/replay/", name, NULL);

      g_test_add_data_func_full (path, g_build_filename (argv[1], name, NULL), test_file, g_free);
    }
  return g_test_run ();
}
