/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-redact.h"

/*
 * What is secret looks like something: compiled once, applied in order. Each
 * pattern keeps its first group and masks what follows it.
 */
static const char *const patterns[] = {
  /* A header with its value, to the end of the line. */
  "(?i)((?:authorization|proxy-authorization|cookie|set-cookie|x-app-token)\"?\\s*[:=]\\s*)(?:\"[^\"]*\"|[^\\r\\n]+)",
  "(?i)(bearer\\s+)[^\\s\"',;]+",
  /* Members and query parameters whose name tells. */
  "(?i)((?<![a-z_-])[\"']?(?:[a-z_-]*(?:password|passwd|token|secret)[a-z_]*|code)[\"']?\\s*[:=]\\s*)(?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s\"'&,;}\\]]+)",
  /* A JWT, and OneEntry's refresh tokens: 13 digits of time, then a UUID. */
  "()\\beyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*(?:\\.[A-Za-z0-9_-]*)?",
  "()\\b[0-9]{13}-[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\b",
};

static GRegex *
get_pattern (guint index)
{
  static GRegex *compiled[G_N_ELEMENTS (patterns)];
  static gsize once;

  if (g_once_init_enter (&once))
    {
      for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
        compiled[i] = g_regex_new (patterns[i], G_REGEX_OPTIMIZE, 0, NULL);
      g_once_init_leave (&once, 1);
    }
  return compiled[index];
}

char *
bell_redact (const char *text)
{
  g_autofree char *result = NULL;

  if (text == NULL)
    return NULL;
  result = g_utf8_make_valid (text, -1);
  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      char *masked = g_regex_replace (get_pattern (i), result, -1, 0, "\\1" BELL_MASK, 0, NULL);

      /* A text the pattern gives up on is not shown at all. */
      g_free (result);
      result = masked != NULL ? masked : g_strdup (BELL_MASK);
    }
  return g_steal_pointer (&result);
}
