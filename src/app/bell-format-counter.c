/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-format-counter.h"

#include <glib/gi18n.h>

/* Quicker nobody reads a number; a key that is held repeats some thirty times a second. */
#define SEEN_US (600 * 1000)

char *
bell_format_behind (guint behind)
{
  if (behind == 0)
    return g_strdup ("");
  /* TRANSLATORS: so many events wait behind the one that fills the screen */
  return g_strdup_printf (ngettext ("%u more waits", "%u more wait", behind), behind);
}

gboolean
bell_format_was_seen (gint64 in_sight_us)
{
  return in_sight_us >= SEEN_US;
}
