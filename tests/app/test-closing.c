/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-background.h"
#include "bell-test.h"

static void
test_decide (void)
{
  const struct
  {
    BellClosingFacts facts; /* demo, has shops, tray, background, told */
    BellClosing expected;
  } cases[] = {
    { { TRUE, TRUE, TRUE, TRUE, TRUE }, BELL_CLOSING_QUITS },
    { { FALSE, FALSE, TRUE, TRUE, TRUE }, BELL_CLOSING_QUITS },
    { { FALSE, FALSE, FALSE, FALSE, FALSE }, BELL_CLOSING_QUITS },
    { { FALSE, TRUE, TRUE, TRUE, FALSE }, BELL_CLOSING_HIDES },
    { { FALSE, TRUE, FALSE, TRUE, TRUE }, BELL_CLOSING_HIDES },
    { { FALSE, TRUE, FALSE, TRUE, FALSE }, BELL_CLOSING_TELLS },
    { { FALSE, TRUE, FALSE, FALSE, TRUE }, BELL_CLOSING_ASKS },
    { { FALSE, TRUE, TRUE, FALSE, TRUE }, BELL_CLOSING_ASKS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (bell_closing_decide (&cases[i].facts), ==, cases[i].expected);
}

/* What went wrong is said, and differs from what is well. */
static void
test_autostart (void)
{
  const char *well = bell_format_autostart (BELL_AUTOSTART_ON);
  const BellAutostartState bad[] = { BELL_AUTOSTART_REFUSED, BELL_AUTOSTART_ABSENT, BELL_AUTOSTART_FAILED };

  g_assert_cmpstr (bell_format_autostart (BELL_AUTOSTART_OFF), ==, well);
  g_assert_cmpstr (bell_format_autostart (BELL_AUTOSTART_UNKNOWN), ==, well);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    for (guint j = 0; j < i; j++)
      {
        g_assert_cmpstr (bell_format_autostart (bad[i]), !=, well);
        g_assert_cmpstr (bell_format_autostart (bad[i]), !=, bell_format_autostart (bad[j]));
      }
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/app/closing/decide", test_decide);
  g_test_add_func ("/app/closing/autostart", test_autostart);
  return g_test_run ();
}
