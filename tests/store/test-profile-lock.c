/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-profile-lock.h"
#include "bell-test.h"

#include <glib/gstdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void
test_one_at_a_time (void)
{
  g_autofree char *folder = bell_test_make_folder ();
  g_autofree char *pid = g_strdup_printf ("%ld on ", (long) getpid ());
  g_autofree char *holder = NULL;
  BellProfileLock *first = NULL, *second = NULL;

  g_assert_cmpint (bell_profile_lock_take (folder, &first, &holder), ==, BELL_PROFILE_LOCK_TAKEN);
  g_assert_null (holder);
  g_assert_cmpint (bell_profile_lock_take (folder, &second, &holder), ==, BELL_PROFILE_LOCK_FOREIGN);
  g_assert_null (second);
  g_assert_true (g_str_has_prefix (holder, pid));
  g_clear_pointer (&holder, g_free);

  bell_profile_lock_release (first);
  g_assert_cmpint (bell_profile_lock_take (folder, &second, &holder), ==, BELL_PROFILE_LOCK_TAKEN);
  bell_profile_lock_release (second);
}

/* A process that was killed leaves no lock behind; a living one is named. */
static void
test_other_process (void)
{
  g_autofree char *folder = bell_test_make_folder ();
  g_autofree char *holder = NULL;
  g_autofree char *expected = NULL;
  BellProfileLock *lock = NULL;
  int ready[2], status;
  char byte;
  pid_t child;

  g_assert_cmpint (pipe (ready), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      byte = bell_profile_lock_take (folder, &lock, &holder) == BELL_PROFILE_LOCK_TAKEN ? 'y' : 'n';
      if (write (ready[1], &byte, 1) != 1)
        _exit (1);
      pause ();
      _exit (0);
    }
  g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);
  g_assert_cmpint (byte, ==, 'y');
  g_assert_cmpint (bell_profile_lock_take (folder, &lock, &holder), ==, BELL_PROFILE_LOCK_FOREIGN);
  expected = g_strdup_printf ("%ld on ", (long) child);
  g_assert_true (g_str_has_prefix (holder, expected));
  g_clear_pointer (&holder, g_free);

  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (bell_profile_lock_take (folder, &lock, &holder), ==, BELL_PROFILE_LOCK_TAKEN);
  bell_profile_lock_release (lock);
  close (ready[0]);
  close (ready[1]);
}

/* Whatever stands in the file, what is told of it is a short plain line. */
static void
test_hostile_holder (void)
{
  const struct
  {
    const char *text;
    const char *expected;
  } cases[] = {
    { "4711 on till-2.local\n", "4711 on till-2.local" },
    { "", NULL },
    { "<b>4711</b>", NULL },
    { "12\033[2J on x", "12" },
    { "\xff\xfe", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folder = bell_test_make_folder ();
      g_autofree char *path = g_build_filename (folder, "lock", NULL);
      g_autofree char *holder = NULL;
      BellProfileLock *mine = NULL, *other = NULL;

      g_assert_cmpint (bell_profile_lock_take (folder, &mine, &holder), ==, BELL_PROFILE_LOCK_TAKEN);
      {
        /* As it is, for the lock lies on the file: g_file_set_contents() would make another one. */
        FILE *file = g_fopen (path, "w");

        g_assert_nonnull (file);
        fputs (cases[i].text, file);
        fclose (file);
      }
      g_assert_cmpint (bell_profile_lock_take (folder, &other, &holder), ==, BELL_PROFILE_LOCK_FOREIGN);
      g_assert_cmpstr (holder, ==, cases[i].expected);
      bell_profile_lock_release (mine);
    }
}

/* No folder, or something else in its place: no lock, and why; the program goes on. */
static void
test_absent (void)
{
  g_autofree char *folder = bell_test_make_folder ();
  g_autofree char *gone = g_build_filename (folder, "gone", NULL);
  g_autofree char *path = g_build_filename (folder, "lock", NULL);
  g_autofree char *why = NULL;
  BellProfileLock *lock = NULL;

  g_assert_cmpint (bell_profile_lock_take (gone, &lock, &why), ==, BELL_PROFILE_LOCK_ABSENT);
  g_assert_nonnull (why);
  g_clear_pointer (&why, g_free);
  g_assert_cmpint (symlink ("/dev/null", path), ==, 0);
  g_assert_cmpint (bell_profile_lock_take (folder, &lock, &why), ==, BELL_PROFILE_LOCK_ABSENT);
  g_assert_nonnull (why);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/store/profile-lock/one-at-a-time", test_one_at_a_time);
  g_test_add_func ("/store/profile-lock/other-process", test_other_process);
  g_test_add_func ("/store/profile-lock/hostile-holder", test_hostile_holder);
  g_test_add_func ("/store/profile-lock/absent", test_absent);
  return g_test_run ();
}
