/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-language.h"

#include <string.h>

/* "de_DE" of "de_DE.UTF-8@euro", "de-de" alike. */
static char *
plain (const char *locale)
{
  char *text = g_ascii_strdown (locale, (gssize) strcspn (locale, ".@"));

  return g_strdelimit (text, "-", '_');
}

static const char *
find (const char *const *offered,
      const char *wanted,
      gboolean whole)
{
  g_autofree char *want = plain (wanted);
  gsize length = whole ? strlen (want) : strcspn (want, "_");

  /* "C" is no language. */
  if (length < 2)
    return NULL;
  for (guint i = 0; offered[i] != NULL; i++)
    {
      g_autofree char *offer = plain (offered[i]);
      gsize own = whole ? strlen (offer) : strcspn (offer, "_");

      if (own == length && strncmp (offer, want, length) == 0)
        return offered[i];
    }
  return NULL;
}

const char *
bell_language_choose (const char *const *offered,
                      const char *const *wanted)
{
  for (guint i = 0; wanted[i] != NULL; i++)
    {
      const char *found = find (offered, wanted[i], TRUE);

      if (found == NULL)
        found = find (offered, wanted[i], FALSE);
      if (found != NULL)
        return found;
    }
  return offered[0];
}
