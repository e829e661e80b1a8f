/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-test-words.h"

char *
bell_test_words (BellSelfTest *test)
{
  g_autoptr (GString) failed = g_string_new (NULL);

  for (guint i = 0; i < BELL_SELF_TEST_N_STAGES; i++)
    if (bell_self_test_get_outcome (test, i) == BELL_SELF_TEST_FAILED)
      g_string_append_printf (failed, "%s%s", failed->len > 0 ? "\n" : "", bell_self_test_get_sentence (test, i));
  return failed->len > 0 ? g_strdup (failed->str) : bell_self_test_dup_summary (test);
}
