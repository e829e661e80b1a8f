/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-provision-private.h"

#include "bell-rule-json.h"
#include "bell-rules.h"

#include <string.h>

static void
switch_names (GPtrArray *rules,
              const BellProvisionValue *names,
              gboolean on)
{
  g_autofree const char **words = names != NULL ? g_variant_get_strv (names->value, NULL) : NULL;

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      gboolean is_kind = strcmp (oe_kind_to_string (oe_kind_from_string (words[i])), words[i]) == 0;
      BellRule *rule = bell_rules_get_or_add (rules, is_kind ? BELL_SCOPE_KIND : BELL_SCOPE_MARKER, words[i]);

      if (rule != NULL)
        rule->announce = on;
    }
}

static void
set_sounds (GPtrArray *rules,
            const BellProvisionValue *sound)
{
  for (guint i = 0; sound != NULL && i < rules->len; i++)
    bell_rule_set_text (&((BellRule *) g_ptr_array_index (rules, i))->sound, g_variant_get_string (sound->value, NULL));
}

static GPtrArray *
make_rules (const BellProvisionValue *list)
{
  const char *document = list != NULL ? g_variant_get_string (list->value, NULL) : NULL;

  /* It was read before: it can be read. */
  return document != NULL ? bell_rules_from_json (document, strlen (document), NULL) : bell_rules_make_defaults ();
}

void
bell_provision_merge_rules (BellProvisionSection *section)
{
  static const char *const settings[] = { BELL_PROVISION_RULE_LIST, BELL_PROVISION_ON, BELL_PROVISION_OFF,
                                          BELL_PROVISION_RULE_SOUND };
  const BellProvisionValue *first = NULL;
  const char *locked_by = NULL;
  g_autoptr (GPtrArray) rules = NULL;
  g_autofree char *document = NULL;
  BellProvisionValue *merged;

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      const BellProvisionValue *value = bell_provision_section_find (section, settings[i]);

      if (first == NULL)
        first = value;
      if (locked_by == NULL && value != NULL)
        locked_by = value->locked_by;
    }
  if (first == NULL)
    return;

  rules = make_rules (bell_provision_section_find (section, BELL_PROVISION_RULE_LIST));
  switch_names (rules, bell_provision_section_find (section, BELL_PROVISION_OFF), FALSE);
  switch_names (rules, bell_provision_section_find (section, BELL_PROVISION_ON), TRUE);
  set_sounds (rules, bell_provision_section_find (section, BELL_PROVISION_RULE_SOUND));
  document = bell_rules_to_json (rules, FALSE);

  merged = g_new0 (BellProvisionValue, 1);
  merged->key = bell_provision_find_key (BELL_PROVISION_SHOP, "rules");
  merged->value = g_variant_ref_sink (g_variant_new_string (document));
  merged->source = g_strdup (first->source);
  merged->line = first->line;
  merged->locked_by = g_strdup (locked_by);
  g_hash_table_replace (section->values, (gpointer) BELL_PROVISION_RULE_LIST, merged);
}
