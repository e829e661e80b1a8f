/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-entry.h"
#include "bell-format.h"

#include <glib/gi18n.h>

char *
bell_format_age (int seconds)
{
  if (seconds < 60)
    /* TRANSLATORS: how long ago: less than a minute */
    return g_strdup (_("now"));
  if (seconds < 60 * 60)
    /* TRANSLATORS: how long ago, in minutes */
    return g_strdup_printf (_("%d min"), seconds / 60);
  if (seconds < 24 * 60 * 60)
    /* TRANSLATORS: how long ago, in hours */
    return g_strdup_printf (_("%d h"), seconds / (60 * 60));
  /* TRANSLATORS: how long ago, in days */
  return g_strdup_printf (_("%d d"), seconds / (24 * 60 * 60));
}

static GDateTime *
local_time (gint64 unix_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (unix_us / G_USEC_PER_SEC);

  return time != NULL ? g_steal_pointer (&time) : g_date_time_new_from_unix_local (0);
}

char *
bell_format_clock_time (gint64 unix_us)
{
  g_autoptr (GDateTime) time = local_time (unix_us);

  /* TRANSLATORS: a time of day, as g_date_time_format() reads it */
  return g_date_time_format (time, _("%H:%M"));
}

char *
bell_format_day (gint64 unix_us,
                 gint64 now_us)
{
  g_autoptr (GDateTime) time = local_time (unix_us);
  g_autoptr (GDateTime) now = local_time (now_us);
  g_autoptr (GDateTime) yesterday = g_date_time_add_days (now, -1);

  if (g_date_time_get_year (time) == g_date_time_get_year (now))
    {
      if (g_date_time_get_day_of_year (time) == g_date_time_get_day_of_year (now))
        return g_strdup (_("Today"));
      if (g_date_time_get_day_of_year (time) != g_date_time_get_day_of_year (yesterday))
        /* TRANSLATORS: a day of this year, as g_date_time_format() reads it: "Monday, 3 November" */
        return g_date_time_format (time, _("%A, %-d %B"));
    }
  if (g_date_time_get_year (time) == g_date_time_get_year (yesterday) &&
      g_date_time_get_day_of_year (time) == g_date_time_get_day_of_year (yesterday))
    return g_strdup (_("Yesterday"));
  /* TRANSLATORS: a day of another year, as g_date_time_format() reads it: "3 November 2025" */
  return g_date_time_format (time, _("%-d %B %Y"));
}

static const struct
{
  const char *kind;
  const char *heading;
  const char *icon;
} kinds[] = {
  { "order", N_("Orders"), "x-office-document-symbolic" },
  { "product", N_("Products"), "package-x-generic-symbolic" },
  { "form", N_("Forms"), "document-edit-symbolic" },
  { "user", N_("Users"), "avatar-default-symbolic" },
  { "message", N_("Messages"), "mail-unread-symbolic" },
  /* TRANSLATORS: events that this program sent to itself to try itself */
  { BELL_ENTRY_TEST, N_("Tests"), "applications-system-symbolic" },
};

const char *
bell_format_kind (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].kind, kind) == 0)
      return _(kinds[i].heading);
  /* TRANSLATORS: events of no known kind */
  return _("Other events");
}

const char *
bell_format_kind_icon (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].kind, kind) == 0)
      return kinds[i].icon;
  return "preferences-system-notifications-symbolic";
}

char *
bell_format_waiting_title (guint waiting)
{
  if (waiting == 0)
    return g_strdup ("Shopbell");
  /* TRANSLATORS: the window's title while events wait; %u is how many */
  return g_strdup_printf (_("(%u) Shopbell"), waiting);
}
