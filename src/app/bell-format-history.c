/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-format-history.h"

#include "bell-format.h"

#include <glib/gi18n.h>

gboolean
bell_history_part_is_set (const BellHistoryFilter *filter,
                          BellHistoryPart part)
{
  switch (part)
    {
    case BELL_PART_SHOP:
      return filter->shop != NULL;
    case BELL_PART_KIND:
      return filter->kind != NULL;
    case BELL_PART_MARKER:
      return filter->marker != NULL;
    case BELL_PART_STATE:
      return filter->state != BELL_HISTORY_ANY;
    case BELL_PART_DAY:
    default:
      return filter->from != 0 || filter->until != 0;
    }
}

void
bell_history_part_clear (BellHistoryFilter *filter,
                         BellHistoryPart part)
{
  switch (part)
    {
    case BELL_PART_SHOP:
      g_clear_pointer (&filter->shop, g_free);
      break;
    case BELL_PART_KIND:
      g_clear_pointer (&filter->kind, g_free);
      break;
    case BELL_PART_MARKER:
      g_clear_pointer (&filter->marker, g_free);
      break;
    case BELL_PART_STATE:
      filter->state = BELL_HISTORY_ANY;
      break;
    case BELL_PART_DAY:
    default:
      filter->from = filter->until = 0;
    }
}

gboolean
bell_history_filter_is_set (const BellHistoryFilter *filter)
{
  for (int part = 0; part < BELL_N_HISTORY_PARTS; part++)
    if (bell_history_part_is_set (filter, (BellHistoryPart) part))
      return TRUE;
  return bell_history_filter_has_text (filter);
}

const char *
bell_format_history_state (BellHistoryState state)
{
  switch (state)
    {
    case BELL_HISTORY_WAITING:
      /* TRANSLATORS: events that nobody has taken yet */
      return _("Waiting");
    case BELL_HISTORY_TAKEN:
      /* TRANSLATORS: events that somebody said "Got it" to */
      return _("Taken");
    case BELL_HISTORY_SILENCED:
      /* TRANSLATORS: events that showed no bubble of their own */
      return _("Not announced");
    case BELL_HISTORY_ANY:
    default:
      /* TRANSLATORS: a choice: events in whatever state */
      return _("Waiting or not");
    }
}

char *
bell_format_history_part (const BellHistoryFilter *filter,
                          BellHistoryPart part,
                          const char *shop,
                          gint64 now_us)
{
  if (!bell_history_part_is_set (filter, part))
    return NULL;
  switch (part)
    {
    case BELL_PART_SHOP:
      /* TRANSLATORS: events of a shop that was removed since */
      return g_strdup (shop != NULL ? shop : _("Another shop"));
    case BELL_PART_KIND:
      return g_strdup (bell_format_kind (filter->kind));
    case BELL_PART_MARKER:
      return g_strdup (filter->marker);
    case BELL_PART_STATE:
      return g_strdup (bell_format_history_state (filter->state));
    case BELL_PART_DAY:
    default:
      return bell_format_day (filter->from, now_us);
    }
}

char *
bell_format_history_count (guint n)
{
  /* TRANSLATORS: how many events are shown; ' groups the digits as is usual in the language */
  return g_strdup_printf (ngettext ("%'u event", "%'u events", n), n);
}

const char *
bell_format_history_empty_title (const BellHistoryFilter *filter)
{
  return bell_history_filter_is_set (filter) ? _("Nothing found") : _("No events yet");
}

const char *
bell_format_history_empty_sentence (const BellHistoryFilter *filter)
{
  if (!bell_history_filter_is_set (filter))
    return _("What comes in is kept here, also after somebody took it.");
  if (bell_history_filter_has_text (filter))
    return _("No event has all of these words. The beginning of a word is enough.");
  return _("No event fits everything that is chosen.");
}

/* Exporting */

char *
bell_format_export_name (const BellHistoryFilter *filter,
                         BellExportFormat format,
                         gint64 now_us)
{
  gint64 day = filter->from != 0 ? filter->from : now_us;
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (day / G_USEC_PER_SEC);
  g_autofree char *date = time != NULL ? g_date_time_format (time, "%Y-%m-%d") : g_strdup ("events");

  return g_strdup_printf ("shopbell-%s.%s", date, format == BELL_EXPORT_CSV ? "csv" : "jsonl");
}

char *
bell_format_exported (gint64 n,
                      const char *file)
{
  /* TRANSLATORS: how many events were written to which file */
  return g_strdup_printf (ngettext ("%'d event saved in %s", "%'d events saved in %s", (gulong) n), (int) n,
                          file);
}

char *
bell_format_export_failed (const char *file,
                           const GError *error)
{
  /* TRANSLATORS: a file's name, and the computer's own words for why */
  return g_strdup_printf (_("%s could not be saved: %s"), file, error->message);
}

/* Deleting */

char *
bell_format_delete_question (gint64 events,
                             guint waiting)
{
  g_autofree char *all = NULL;
  g_autofree char *left = NULL;

  all = g_strdup_printf (ngettext ("%'d event is deleted from this computer, and cannot be brought back.",
                                      "%'d events are deleted from this computer, and cannot be brought back.",
                                      (gulong) events),
                         (int) MIN (events, G_MAXINT));
  if (waiting == 0)
    return g_steal_pointer (&all);
  left = g_strdup_printf (ngettext ("%'u of them still waits: nobody has taken it.",
                                       "%'u of them still wait: nobody has taken them.", waiting),
                          waiting);
  return g_strdup_printf ("%s %s", all, left);
}

char *
bell_format_deleted (const char *shop)
{
  /* TRANSLATORS: %s is a shop's name */
  return g_strdup_printf (_("All events of %s are deleted"), shop);
}
