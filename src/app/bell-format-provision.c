/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-format-provision.h"

#include <glib/gi18n.h>

char *
bell_format_locked (const char *locked_by)
{
  if (locked_by == NULL)
    return NULL;
  /* TRANSLATORS: why a control cannot be used; %s is the path of a file, or the name of a variable */
  return g_strdup_printf (_("Set by your administrator in %s"), locked_by);
}

char *
bell_format_mistake (const BellMistake *mistake)
{
  if (mistake->line == 0)
    return g_strdup_printf ("%s: %s", mistake->source, mistake->text);
  return g_strdup_printf ("%s:%u: %s", mistake->source, mistake->line, mistake->text);
}

char *
bell_format_mistake_place (const BellMistake *mistake)
{
  if (mistake->line == 0)
    return g_strdup (mistake->source);
  /* TRANSLATORS: %s is the path of a file, %u a line in it */
  return g_strdup_printf (_("%s, line %u"), mistake->source, mistake->line);
}

char *
bell_format_mistakes (guint n)
{
  if (n == 0)
    return NULL;
  /* TRANSLATORS: what the owner set up by files is used but for what is wrong in them */
  return g_strdup_printf (ngettext ("There is %u mistake in the set-up of this computer. The rest of it holds.",
                                    "There are %u mistakes in the set-up of this computer. The rest of it holds.", n),
                          n);
}

char *
bell_format_foreign (const char *holder)
{
  if (holder == NULL)
    return g_strdup (_("Another Shopbell uses the data of this account already, in another session or on another "
                       "computer. Alerts appear there. End it to use Shopbell here."));
  /* TRANSLATORS: %s names a process and its computer, as "4711 on till-2" */
  return g_strdup_printf (_("Another Shopbell uses the data of this account already, in another session or on another "
                            "computer: process %s. Alerts appear there. End it to use Shopbell here."), holder);
}
