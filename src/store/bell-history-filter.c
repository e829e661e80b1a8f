/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-history-filter.h"

#include "bell-history-words.h"

BellHistoryFilter *
bell_history_filter_new (void)
{
  return g_new0 (BellHistoryFilter, 1);
}

BellHistoryFilter *
bell_history_filter_copy (const BellHistoryFilter *filter)
{
  BellHistoryFilter *copy = bell_history_filter_new ();

  *copy = *filter;
  copy->shop = g_strdup (filter->shop);
  copy->kind = g_strdup (filter->kind);
  copy->marker = g_strdup (filter->marker);
  copy->text = g_strdup (filter->text);
  return copy;
}

void
bell_history_filter_free (BellHistoryFilter *filter)
{
  g_free (filter->shop);
  g_free (filter->kind);
  g_free (filter->marker);
  g_free (filter->text);
  g_free (filter);
}

gboolean
bell_history_filter_has_text (const BellHistoryFilter *filter)
{
  const char *text = filter->text != NULL ? filter->text : "";

  while (*text != '\0' && g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return *text != '\0';
}

static gboolean
fits (const char *wanted,
      const char *value)
{
  return wanted == NULL || g_strcmp0 (wanted, value) == 0;
}

static gboolean
state_fits (BellHistoryState state,
            BellEntry *entry)
{
  gboolean waits = bell_entry_get_acknowledged (entry) == 0;

  switch (state)
    {
    case BELL_HISTORY_WAITING:
      return waits;
    case BELL_HISTORY_TAKEN:
      return !waits && g_strcmp0 (bell_entry_get_acknowledged_how (entry), "rule") != 0;
    case BELL_HISTORY_SILENCED:
      return bell_entry_get_silenced (entry) != NULL;
    case BELL_HISTORY_ANY:
    default:
      return TRUE;
    }
}

gboolean
bell_history_filter_matches (const BellHistoryFilter *filter,
                             BellEntry *entry)
{
  gint64 received = bell_entry_get_received (entry);
  g_autofree char *words = NULL;

  if (!fits (filter->shop, bell_entry_get_shop (entry)) || !fits (filter->kind, bell_entry_get_kind (entry)) ||
      !fits (filter->marker, bell_entry_get_marker (entry)) || !state_fits (filter->state, entry) ||
      (filter->from != 0 && received < filter->from) || (filter->until != 0 && received >= filter->until))
    return FALSE;
  if (!bell_history_filter_has_text (filter))
    return TRUE;
  words = bell_history_words_of (entry);
  return bell_history_words_fit (words, filter->text);
}
