/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-sign-in-file.h"
#include "bell-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEXT "login=till@example.com\npassword=Zebra-4711\n"

/* A sign-in file in a new folder, with this mode. (transfer full) */
static char *
make_file (const char *text,
           int mode)
{
  g_autofree char *folder = bell_test_make_folder ();
  char *path = g_build_filename (folder, "till.sign-in", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (path, mode), ==, 0);
  return path;
}

static void
test_parse (void)
{
  const struct
  {
    const char *text;
    const char *login; /* NULL: it is refused */
    const char *password;
  } cases[] = {
    { TEXT, "till@example.com", "Zebra-4711" },
    { "# the till\n[sign-in]\n password = a=b \"c\" \r\nlogin=  Jürgen \n", "Jürgen", "a=b \"c\"" },
    { "login=a\npassword=b", "a", "b" },
    { "login=first\nlogin=second\npassword=p\n", "first", "p" },
    { "loginname=a\nlogin=b\npasswords=x\npassword=p\n", "b", "p" },
    { "", NULL, NULL },
    { "login=a\n", NULL, NULL },
    { "login=\npassword=p\n", NULL, NULL },
    { "login=a\npassword=\n", NULL, NULL },
    { "login\npassword\n", NULL, NULL },
    { "login=a\npassword=Zebra\xff\n", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *problem = NULL;
      g_autoptr (BellCredentials) got = bell_sign_in_file_parse (cases[i].text, strlen (cases[i].text), &problem);

      g_assert_cmpstr (got != NULL ? got->login : NULL, ==, cases[i].login);
      g_assert_cmpstr (got != NULL ? got->password : NULL, ==, cases[i].password);
      g_assert_true ((got == NULL) == (problem != NULL));
      g_assert_true (problem == NULL || strstr (problem, "Zebra") == NULL);
    }
}

/* Read once and gone. */
static void
test_take (void)
{
  g_autofree char *path = make_file (TEXT, 0600);
  char *problem = NULL;
  g_autoptr (BellCredentials) credentials = NULL;
  g_autoptr (BellCredentials) again = NULL;

  g_assert_true (bell_sign_in_file_check (path, &problem));
  g_assert_null (problem);
  credentials = bell_sign_in_file_take (path, &problem);
  g_assert_null (problem);
  g_assert_cmpstr (credentials->password, ==, "Zebra-4711");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  again = bell_sign_in_file_take (path, &problem);
  g_assert_null (again);
  g_assert_null (problem);
  g_assert_false (bell_sign_in_file_check (path, &problem));
  g_assert_null (problem);
}

/* It is not used, that is said, and the file is left alone. */
static void
assert_refused (const char *path,
                const char *said)
{
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *problem = NULL;
      g_autoptr (BellCredentials) credentials = i == 1 ? bell_sign_in_file_take (path, &problem) : NULL;

      if (i == 0)
        g_assert_false (bell_sign_in_file_check (path, &problem));
      g_assert_null (credentials);
      g_assert_nonnull (problem);
      if (strstr (problem, said) == NULL)
        g_error ("“%s” is not in “%s”", said, problem);
      g_assert_null (strstr (problem, "Zebra"));
    }
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_modes (void)
{
  const int modes[] = { 0644, 0640, 0660, 0604, 0700, 0400, 0200, 04600 };

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autofree char *path = make_file (TEXT, modes[i]);
      struct stat info;

      g_assert_cmpint (g_stat (path, &info), ==, 0);
      if ((int) (info.st_mode & 07777) != modes[i])
        continue; /* the file system knows no such mode */
      assert_refused (path, modes[i] == 0200 && geteuid () != 0 ? "cannot be read" : "permissions");
    }
}

static void
test_links (void)
{
  g_autofree char *path = make_file (TEXT, 0600);
  g_autofree char *soft = g_strconcat (path, ".soft", NULL);
  g_autofree char *hard = g_strconcat (path, ".hard", NULL);

  g_assert_cmpint (symlink (path, soft), ==, 0);
  assert_refused (soft, "symbolic link");
  g_assert_cmpint (link (path, hard), ==, 0);
  assert_refused (path, "hard link");
}

static void
test_kinds (void)
{
  g_autofree char *folder = bell_test_make_folder ();
  g_autofree char *fifo = g_build_filename (folder, "fifo", NULL);
  g_autofree char *large = NULL;
  g_autofree char *text = g_strnfill (20000, 'x');
  g_autofree char *useless = make_file ("password=Zebra\n", 0600);
  g_autofree char *problem = NULL;

  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  assert_refused (folder, "no plain file");
  assert_refused (fifo, "no plain file"); /* and nobody waits for a writer */
  large = make_file (text, 0600);
  assert_refused (large, "too large");
  /* What stands in it shows only when it is read; then it stays, to be corrected. */
  g_assert_null (bell_sign_in_file_take (useless, &problem));
  g_assert_nonnull (strstr (problem, "login="));
  g_assert_true (g_file_test (useless, G_FILE_TEST_EXISTS));
}

static void
test_owner (void)
{
  g_autofree char *path = make_file (TEXT, 0600);

  if (geteuid () != 0)
    {
      g_test_message ("only root can give a file away");
      return;
    }
  g_assert_cmpint (chown (path, 12345, (gid_t) -1), ==, 0);
  assert_refused (path, "another user");
}

/* A folder that nothing can be deleted from. */
static void
test_undeletable (void)
{
  g_autofree char *path = make_file (TEXT, 0600);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_chmod (folder, 0500), ==, 0);
  if (g_access (folder, W_OK) == 0)
    g_test_message ("root may write everywhere");
  else
    assert_refused (path, "cannot be deleted");
  g_assert_cmpint (g_chmod (folder, 0700), ==, 0);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/app/sign-in-file/parse", test_parse);
  g_test_add_func ("/app/sign-in-file/take", test_take);
  g_test_add_func ("/app/sign-in-file/modes", test_modes);
  g_test_add_func ("/app/sign-in-file/links", test_links);
  g_test_add_func ("/app/sign-in-file/kinds", test_kinds);
  g_test_add_func ("/app/sign-in-file/owner", test_owner);
  g_test_add_func ("/app/sign-in-file/undeletable", test_undeletable);
  return g_test_run ();
}
