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
bell_format_choice (const BellRuleChoice *choice)
{
  if (!choice->announce)
    return _("Only kept in the history");

  switch (choice->urgency)
    {
    case BELL_URGENCY_LOW:
      return _("Waits in the inbox and shows a quiet bubble");
    case BELL_URGENCY_CRITICAL:
      return _("Waits in the inbox and shows a bubble that stays until somebody takes it");
    case BELL_URGENCY_NORMAL:
    default:
      return _("Waits in the inbox and shows a bubble");
    }
}

const char *
bell_format_marker_problem (const char *marker)
{
  if (*marker == '\0' || bell_rule_marker_is_valid (marker))
    return NULL;
  return _("This cannot be an event's name. Names are made of letters, digits, “_” and “-”, and some are taken by "
           "the connection itself.");
}

static void
collect (GListModel *entries,
         const char *shop,
         const char *const *known,
         GHashTable *seen)
{
  guint n = MIN (g_list_model_get_n_items (entries), BELL_SEEN_MAX);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BellEntry) entry = g_list_model_get_item (entries, i);
      const char *marker = bell_entry_get_marker (entry);

      if (marker != NULL && g_strcmp0 (bell_entry_get_shop (entry), shop) == 0 &&
          bell_rule_marker_is_valid (marker) && (known == NULL || !g_strv_contains (known, marker)))
        g_hash_table_add (seen, g_strdup (marker));
    }
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

char **
bell_format_seen_markers (GListModel *waiting,
                          GListModel *earlier,
                          const char *shop,
                          const char *const *known)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *markers = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer marker;

  collect (waiting, shop, known, seen);
  collect (earlier, shop, known, seen);
  g_hash_table_iter_init (&iter, seen);
  while (g_hash_table_iter_next (&iter, &marker, NULL))
    g_ptr_array_add (markers, g_strdup (marker));
  g_ptr_array_sort (markers, compare);
  g_ptr_array_add (markers, NULL);
  return (char **) g_ptr_array_free (markers, FALSE);
}
