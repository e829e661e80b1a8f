/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-format-counter.h"
#include "bell-test.h"

static void
test_behind (void)
{
  g_autofree char *none = bell_format_behind (0);
  g_autofree char *one = bell_format_behind (1);
  g_autofree char *many = bell_format_behind (12);

  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (one, ==, "1 more waits");
  g_assert_cmpstr (many, ==, "12 more wait");
}

static void
test_seen (void)
{
  g_assert_false (bell_format_was_seen (0));
  g_assert_false (bell_format_was_seen (100 * 1000)); /* three repeats of a held key */
  g_assert_true (bell_format_was_seen (G_USEC_PER_SEC));
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/app/format-counter/behind", test_behind);
  g_test_add_func ("/app/format-counter/seen", test_seen);
  return g_test_run ();
}
