/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-format-entry.h"

#include "bell-format.h"

#include <glib/gi18n.h>

const char *
bell_format_kind_one (const char *kind)
{
  static const struct
  {
    const char *kind;
    const char *name;
  } names[] = {
    { "order", N_("Order") },
    { "product", N_("Product") },
    { "form", N_("Form") },
    { "user", N_("User") },
    { "message", N_("Message") },
    /* TRANSLATORS: an event that this program sent to itself to try itself */
    { BELL_ENTRY_TEST, N_("Test") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i].kind, kind) == 0)
      return _(names[i].name);
  /* TRANSLATORS: an event of no known kind */
  return _("Event");
}

char *
bell_format_duration (gint64 us)
{
  gint64 seconds = MAX (us, 0) / G_USEC_PER_SEC;
  int minutes = (int) (seconds / 60 % 60);
  int hours = (int) MIN (seconds / 3600, G_MAXINT);

  if (seconds < 60)
    /* TRANSLATORS: a duration in seconds */
    return g_strdup_printf (_("%d s"), (int) seconds);
  if (hours == 0)
    /* TRANSLATORS: a duration in minutes */
    return g_strdup_printf (_("%d min"), minutes);
  if (hours >= 24)
    /* TRANSLATORS: a duration in days */
    return g_strdup_printf (_("%d d"), hours / 24);
  if (minutes == 0)
    /* TRANSLATORS: a duration in hours */
    return g_strdup_printf (_("%d h"), hours);
  /* TRANSLATORS: a duration in hours and minutes */
  return g_strdup_printf (_("%d h %d min"), hours, minutes);
}

char *
bell_format_taken (gint64 received,
                   gint64 acknowledged,
                   const char *how)
{
  g_autofree char *duration = NULL;

  /* TRANSLATORS: nobody has said "Got it" to this event yet */
  if (acknowledged == 0)
    return g_strdup (_("waits"));
  /* A rule filed it: nobody was asked to take it. */
  if (g_strcmp0 (how, "rule") == 0)
    return g_strdup ("");
  duration = bell_format_duration (acknowledged - received);
  if (g_strcmp0 (how, "elsewhere") == 0)
    /* TRANSLATORS: at another till, or in the shop's admin, so long after the event came; %s is a duration, "41 s" */
    return g_strdup_printf (_("taken elsewhere after %s"), duration);
  /* TRANSLATORS: somebody said "Got it" so long after the event came; %s is a duration, "41 s" */
  return g_strdup_printf (_("taken after %s"), duration);
}

/* By the names that bell_inbox_acknowledge() is given. */
static const char *
get_way (const char *how)
{
  static const struct
  {
    const char *how;
    const char *way;
  } ways[] = {
    /* TRANSLATORS: where somebody said "Got it": after "Taken at 10:02" */
    { "window", N_("in the window") },
    { "bubble", N_("in the bubble") },
    { "tray", N_("in the tray") },
    { "elsewhere", N_("elsewhere") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (g_strcmp0 (ways[i].how, how) == 0)
      return _(ways[i].way);
  return NULL;
}

char *
bell_format_taken_long (gint64 received,
                        gint64 acknowledged,
                        const char *how)
{
  const char *way = get_way (how);
  g_autofree char *time = NULL;
  g_autofree char *duration = NULL;

  if (acknowledged == 0)
    return g_strdup (_("Waits: nobody has taken it yet"));
  if (g_strcmp0 (how, "rule") == 0)
    return g_strdup (_("Only kept: a rule says that it does not wait"));
  time = bell_format_clock_time (acknowledged);
  duration = bell_format_duration (acknowledged - received);
  if (way == NULL)
    /* TRANSLATORS: a time of day, and so long after the event came: "Taken at 10:02, after 41 s" */
    return g_strdup_printf (_("Taken at %s, after %s"), time, duration);
  /* TRANSLATORS: a time of day, where, and so long after the event came: "Taken at 10:02 in the bubble, after 41 s" */
  return g_strdup_printf (_("Taken at %s %s, after %s"), time, way, duration);
}

char *
bell_format_got_it (BellEntry *newest,
                    guint n)
{
  if (n == 1)
    /* TRANSLATORS: somebody takes care of an event; %s is its title, "Order 1042" */
    return g_strdup_printf (_("Got it: %s"), bell_entry_get_title (newest));
  /* TRANSLATORS: somebody takes care of several events */
  return g_strdup_printf (ngettext ("Got it: %u event", "Got it: %u events", n), n);
}

char *
bell_format_arrived (BellEntry *newest,
                     guint n)
{
  if (n > 1)
    /* TRANSLATORS: read aloud, when many events came in at once */
    return g_strdup_printf (ngettext ("%u new event", "%u new events", n), n);
  if (*bell_entry_get_body (newest) == '\0')
    return g_strdup (bell_entry_get_title (newest));
  return g_strconcat (bell_entry_get_title (newest), ". ", bell_entry_get_body (newest), NULL);
}

char *
bell_format_moment (gint64 unix_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (unix_us / G_USEC_PER_SEC);

  if (time == NULL)
    return g_strdup ("");
  /* TRANSLATORS: a day and a time of day, as g_date_time_format() reads it */
  return g_date_time_format (time, _("%A, %-d %B %Y, %H:%M:%S"));
}

char *
bell_format_entry_text (BellEntry *entry,
                        const char *shop)
{
  g_autofree char *moment = bell_format_moment (bell_entry_get_received (entry));
  const char *body = bell_entry_get_body (entry);

  return g_strdup_printf ("%s\n%s%s%s · %s\n%s\n", bell_entry_get_title (entry), body, *body != '\0' ? "\n" : "",
                          bell_format_kind_one (bell_entry_get_kind (entry)), shop, moment);
}

char *
bell_format_entry_label (BellEntry *entry,
                         const char *shop,
                         gint64 now_us)
{
  g_autofree char *age = bell_format_duration (now_us - bell_entry_get_received (entry));

  /* TRANSLATORS: read aloud: an event's title, its facts, the shop, and how long ago it came ("4 min") */
  return g_strdup_printf (_("%s. %s. %s, %s ago"), bell_entry_get_title (entry), bell_entry_get_body (entry), shop,
                          age);
}
