/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-rules.h"

#include <string.h>

#define MAX_MARKER_LENGTH 100

struct _BellRules
{
  GObject parent_instance;

  BellSettings *settings;
  GHashTable *shops; /* id → GPtrArray of BellRuleRecord, read when first asked for */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellRules, bell_rules, G_TYPE_OBJECT)

static void
bell_rules_finalize (GObject *object)
{
  BellRules *self = BELL_RULES (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->shops, g_hash_table_unref);
  G_OBJECT_CLASS (bell_rules_parent_class)->finalize (object);
}

static void
bell_rules_class_init (BellRulesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bell_rules_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
bell_rules_init (BellRules *self)
{
  self->shops = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
}

BellRules *
bell_rules_new (BellSettings *settings)
{
  BellRules *self = g_object_new (BELL_TYPE_RULES, NULL);

  self->settings = g_object_ref (settings);
  return self;
}

static GPtrArray *
get_records (BellRules *self,
             const char *shop)
{
  GPtrArray *records = g_hash_table_lookup (self->shops, shop);

  if (records == NULL)
    {
      records = bell_settings_list_rules (self->settings, shop);
      g_hash_table_insert (self->shops, g_strdup (shop), records);
    }
  return records;
}

static BellRuleRecord *
find_record (BellRules *self,
             const char *shop,
             gboolean is_marker,
             const char *name)
{
  GPtrArray *records = get_records (self, shop);

  for (guint i = 0; i < records->len; i++)
    {
      BellRuleRecord *record = g_ptr_array_index (records, i);

      if (record->is_marker == is_marker && strcmp (record->name, name) == 0)
        return record;
    }
  return NULL;
}

static BellRuleChoice
default_choice (gboolean is_marker,
                const char *name)
{
  BellRuleChoice choice = { TRUE, BELL_URGENCY_LOW };

  if (is_marker || strcmp (name, "order") == 0 || strcmp (name, "form") == 0)
    choice.urgency = BELL_URGENCY_NORMAL;
  return choice;
}

BellRuleChoice
bell_rules_get (BellRules *self,
                const char *shop,
                gboolean is_marker,
                const char *name)
{
  BellRuleRecord *record = find_record (self, shop, is_marker, name);
  BellRuleChoice choice;

  if (record == NULL)
    return default_choice (is_marker, name);
  choice.announce = record->enabled;
  choice.urgency = CLAMP (record->urgency, BELL_URGENCY_LOW, BELL_URGENCY_CRITICAL);
  return choice;
}

static BellVerdict *
judge (BellRules *self,
       const char *shop,
       const char *kind,
       const char *marker)
{
  gboolean by_marker = marker != NULL && find_record (self, shop, TRUE, marker) != NULL;
  BellRuleChoice choice = bell_rules_get (self, shop, by_marker, by_marker ? marker : kind);
  gboolean rings = strcmp (kind, "order") == 0 || strcmp (kind, "form") == 0;
  BellVerdict *verdict = bell_verdict_new ();

  verdict->announce = verdict->waits = verdict->bubble = choice.announce;
  verdict->urgency = choice.urgency;
  verdict->ring = rings && choice.announce ? BELL_RING_UNTIL_TAKEN : BELL_RING_SILENT;
  g_free (verdict->sound);
  verdict->sound = g_strdup ("counter-bell");
  verdict->volume = 0.8;
  verdict->repeat = 15;
  verdict->escalation = (BellEscalation) { .sound = 0, .louder = 60, .window = -1 };
  return verdict;
}

static void
take_texts (BellVerdict *verdict,
            const char *title,
            const char *body)
{
  g_free (verdict->title);
  verdict->title = g_strdup (title);
  g_free (verdict->body);
  verdict->body = g_strdup (body);
}

BellVerdict *
bell_rules_judge (BellRules *self,
                  const char *shop,
                  OeEvent *event,
                  gint64 received)
{
  BellVerdict *verdict = judge (self, shop, oe_kind_to_string (oe_event_get_kind (event)),
                                oe_event_get_marker (event));

  take_texts (verdict, oe_event_get_title (event), oe_event_get_body (event));
  return verdict;
}

BellVerdict *
bell_rules_judge_entry (BellRules *self,
                        BellEntry *entry)
{
  BellVerdict *verdict = judge (self, bell_entry_get_shop (entry), bell_entry_get_kind (entry),
                                bell_entry_get_marker (entry));

  take_texts (verdict, bell_entry_get_title (entry), bell_entry_get_body (entry));
  return verdict;
}

static void
save (BellRules *self,
      const char *shop)
{
  bell_settings_save_rules (self->settings, shop, get_records (self, shop));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, shop);
}

void
bell_rules_set (BellRules *self,
                const char *shop,
                gboolean is_marker,
                const char *name,
                BellRuleChoice choice)
{
  BellRuleRecord *record = find_record (self, shop, is_marker, name);

  if (record == NULL)
    {
      record = g_new0 (BellRuleRecord, 1);
      record->is_marker = is_marker;
      record->name = g_strdup (name);
      g_ptr_array_add (get_records (self, shop), record);
    }
  else if (record->enabled == choice.announce && record->urgency == (int) choice.urgency)
    return;

  record->enabled = choice.announce;
  record->urgency = choice.urgency;
  save (self, shop);
}

void
bell_rules_remove_marker (BellRules *self,
                          const char *shop,
                          const char *marker)
{
  BellRuleRecord *record = find_record (self, shop, TRUE, marker);

  if (record != NULL)
    {
      g_ptr_array_remove (get_records (self, shop), record);
      save (self, shop);
    }
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char **
bell_rules_list_markers (BellRules *self,
                         const char *shop)
{
  GPtrArray *records = get_records (self, shop);
  GPtrArray *markers = g_ptr_array_new ();

  for (guint i = 0; i < records->len; i++)
    {
      BellRuleRecord *record = g_ptr_array_index (records, i);

      if (record->is_marker)
        g_ptr_array_add (markers, g_strdup (record->name));
    }
  g_ptr_array_sort (markers, compare_names);
  g_ptr_array_add (markers, NULL);
  return (char **) g_ptr_array_free (markers, FALSE);
}

gboolean
bell_rules_marker_is_valid (const char *marker)
{
  static const char *const reserved[] = {
    "connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener", "notification", NULL
  };
  gsize length = strlen (marker);

  if (length == 0 || length > MAX_MARKER_LENGTH || g_strv_contains (reserved, marker))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (marker[i]) && marker[i] != '_' && marker[i] != '-')
      return FALSE;
  return TRUE;
}
