/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-format-rules.h"

#include <glib/gi18n.h>

const char *
bell_format_urgency (BellUrgency urgency)
{
  switch (urgency)
    {
    case BELL_URGENCY_LOW:
      /* TRANSLATORS: how an event is announced: a bubble that disturbs nobody */
      return _("Quiet");
    case BELL_URGENCY_CRITICAL:
      /* TRANSLATORS: how an event is announced: the bubble stays until somebody takes the event */
      return _("Urgent");
    case BELL_URGENCY_NORMAL:
    default:
      /* TRANSLATORS: how an event is announced: a usual bubble */
      return _("Normal");
    }
}

const char *
bell_format_marker_problem (const char *marker)
{
  if (*marker == '\0' || bell_rule_marker_is_valid (marker))
    return NULL;
  return _("This cannot be an event’s name. Names are made of letters, digits, “_” and “-”, and some are taken by "
           "the connection itself.");
}
