/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-quiet-hours.h"

gboolean
bell_quiet_hours_hold (const BellQuietHours *hours,
                       gint64 when,
                       GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) time = NULL;
  int now, today;

  if (hours->days == 0)
    return FALSE;
  utc = g_date_time_new_from_unix_utc (when / G_USEC_PER_SEC);
  if (utc != NULL)
    time = zone != NULL ? g_date_time_to_timezone (utc, zone) : g_date_time_to_local (utc);
  if (time == NULL)
    return FALSE;

  now = g_date_time_get_hour (time) * 60 + g_date_time_get_minute (time);
  today = g_date_time_get_day_of_week (time) - 1;
  if (hours->from < hours->to)
    return (hours->days & (1u << today)) != 0 && now >= hours->from && now < hours->to;
  if ((hours->days & (1u << today)) != 0 && now >= hours->from)
    return TRUE;
  /* What began yesterday goes on into this morning. */
  return (hours->days & (1u << ((today + 6) % 7))) != 0 && now < hours->to;
}
