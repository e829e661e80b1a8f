/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* GLib ends a process by SIGTRAP, which libFuzzer does not know: it would keep no input. */
static void
on_trap (int number)
{
  abort ();
}

/* What a server sends never makes a warning (design §3.4). */
int
LLVMFuzzerInitialize (int *argc,
                      char ***argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  signal (SIGTRAP, on_trap);
  g_log_set_always_fatal (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR);
  return 0;
}

void
fuzz_assert_plain_line (const char *text,
                        glong max)
{
  if (text == NULL)
    return;
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (text, -1), <=, max);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_assert_false (g_unichar_iscntrl (c));
      g_assert_false (c >= 0x202a && c <= 0x202e);
      g_assert_false (c >= 0x2066 && c <= 0x2069);
      g_assert_false (c == 0x2028 || c == 0x2029);
    }
}

char *
fuzz_take_line (const guint8 **data,
                gsize *size)
{
  const guint8 *newline = *size > 0 ? memchr (*data, '\n', *size) : NULL;
  gsize length = newline != NULL ? (gsize) (newline - *data) : *size;
  char *line = g_strndup ((const char *) *data, length);
  gsize used = newline != NULL ? length + 1 : length;

  *data += used;
  *size -= used;
  return line;
}
