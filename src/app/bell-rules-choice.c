/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-rules.h"

#include <string.h>

/* The rules as the simple page shows them: one line per kind, and per marker that has one. */

static BellRuleScope
get_scope (gboolean is_marker)
{
  return is_marker ? BELL_SCOPE_MARKER : BELL_SCOPE_KIND;
}

BellRuleChoice
bell_rules_get (BellRules *self,
                const char *shop,
                gboolean is_marker,
                const char *name)
{
  const BellRule *rule = bell_rules_find_for (self, shop, get_scope (is_marker), name);
  g_autoptr (BellRule) usual = rule == NULL ? bell_rule_new (get_scope (is_marker), name) : NULL;

  if (rule == NULL)
    rule = usual;
  return (BellRuleChoice) { .announce = rule->announce, .urgency = rule->urgency };
}

void
bell_rules_set (BellRules *self,
                const char *shop,
                gboolean is_marker,
                const char *name,
                BellRuleChoice choice)
{
  const BellRule *old = bell_rules_find_for (self, shop, get_scope (is_marker), name);
  g_autoptr (BellRule) rule = old != NULL ? bell_rule_copy (old) : bell_rule_new (get_scope (is_marker), name);

  if (old != NULL && old->enabled && old->announce == choice.announce && old->urgency == choice.urgency)
    return;
  rule->enabled = TRUE;
  rule->announce = choice.announce;
  rule->urgency = choice.urgency;
  bell_rules_save (self, shop, rule);
}

void
bell_rules_remove_marker (BellRules *self,
                          const char *shop,
                          const char *marker)
{
  const BellRule *rule = bell_rules_find_for (self, shop, BELL_SCOPE_MARKER, marker);

  if (rule != NULL)
    bell_rules_remove (self, shop, rule->id);
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
  GPtrArray *rules = bell_rules_list (self, shop);
  GPtrArray *markers = g_ptr_array_new ();

  for (guint i = 0; i < rules->len; i++)
    {
      const BellRule *rule = g_ptr_array_index (rules, i);

      if (rule->scope == BELL_SCOPE_MARKER && rule == bell_rules_find_for (self, shop, BELL_SCOPE_MARKER, rule->subject))
        g_ptr_array_add (markers, g_strdup (rule->subject));
    }
  g_ptr_array_sort (markers, compare_names);
  g_ptr_array_add (markers, NULL);
  return (char **) g_ptr_array_free (markers, FALSE);
}
