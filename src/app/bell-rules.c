/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-rules.h"

#include "bell-format-provision.h"
#include "bell-rule-json.h"

#include <string.h>

/* What is known of one shop. */
typedef struct
{
  GPtrArray *rules; /* of BellRule */
  char *problem;    /* (nullable) */
} ShopRules;

struct _BellRules
{
  GObject parent_instance;

  BellSettings *settings;
  GHashTable *shops; /* id → ShopRules, read when first asked for */
  BellRule *usual[OE_N_KINDS]; /* where no rule matches */

  /* Several ask about the entry that has just arrived: one answer for all. */
  BellEntry *judged;
  BellVerdict *verdict;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellRules, bell_rules, G_TYPE_OBJECT)

static void
shop_rules_free (ShopRules *shop)
{
  g_ptr_array_unref (shop->rules);
  g_free (shop->problem);
  g_free (shop);
}

static void
forget_verdict (BellRules *self)
{
  g_clear_object (&self->judged);
  g_clear_pointer (&self->verdict, bell_verdict_unref);
}

/* Reading */

GPtrArray *
bell_rules_make_defaults (void)
{
  GPtrArray *rules = g_ptr_array_new_with_free_func ((GDestroyNotify) bell_rule_free);

  for (int kind = 0; kind < OE_N_KINDS; kind++)
    g_ptr_array_add (rules, bell_rule_new (BELL_SCOPE_KIND, oe_kind_to_string ((OeKind) kind)));
  return rules;
}

static BellRule *
find_rule_for (GPtrArray *rules,
               BellRuleScope scope,
               const char *subject)
{
  for (guint i = 0; i < rules->len; i++)
    {
      BellRule *rule = g_ptr_array_index (rules, i);

      if (rule->scope == scope && rule->conditions->len == 0 && strcmp (rule->subject, subject) == 0)
        return rule;
    }
  return NULL;
}

static void
insert_rule (GPtrArray *rules,
             BellRule *rule)
{
  guint position = 0;

  /* A marker's rule says more than a kind's, and would never be asked after it. */
  while (position < rules->len && (rule->scope != BELL_SCOPE_MARKER ||
                                   ((BellRule *) g_ptr_array_index (rules, position))->scope == BELL_SCOPE_MARKER))
    position++;
  g_ptr_array_insert (rules, position, rule);
}

BellRule *
bell_rules_get_or_add (GPtrArray *rules,
                       BellRuleScope scope,
                       const char *subject)
{
  BellRule *rule = find_rule_for (rules, scope, subject);

  if (rule == NULL && rules->len < BELL_MAX_RULES)
    {
      rule = bell_rule_new (scope, subject);
      insert_rule (rules, rule);
    }
  return rule;
}

/* What versions up to 0.1 left: a line says whether and how loudly a kind or marker is announced. */
static GPtrArray *
make_from_records (GPtrArray *records)
{
  GPtrArray *rules = bell_rules_make_defaults ();

  for (guint i = 0; i < records->len; i++)
    {
      const BellRuleRecord *record = g_ptr_array_index (records, i);
      BellRule *rule =
        bell_rules_get_or_add (rules, record->is_marker ? BELL_SCOPE_MARKER : BELL_SCOPE_KIND, record->name);

      if (rule == NULL)
        break;
      rule->announce = record->enabled;
      rule->urgency = CLAMP (record->urgency, BELL_URGENCY_LOW, BELL_URGENCY_CRITICAL);
      if (!bell_rule_validate (rule, NULL))
        g_ptr_array_remove (rules, rule);
    }
  return rules;
}

static ShopRules *
read_shop (BellRules *self,
           const char *id)
{
  g_autofree char *document = bell_settings_get_rules (self->settings, id);
  g_autoptr (GError) error = NULL;
  ShopRules *shop = g_new0 (ShopRules, 1);

  if (*document == '\0')
    {
      g_autoptr (GPtrArray) records = bell_settings_list_old_rules (self->settings, id);

      shop->rules = make_from_records (records);
      return shop;
    }
  shop->rules = bell_rules_from_json (document, strlen (document), &error);
  if (shop->rules == NULL)
    {
      g_message ("The rules of a shop cannot be read; the usual ones hold: %s", error->message);
      shop->problem = g_strdup (error->message);
      shop->rules = bell_rules_make_defaults ();
    }
  return shop;
}

static ShopRules *
get_shop (BellRules *self,
          const char *id)
{
  ShopRules *shop = g_hash_table_lookup (self->shops, id);

  if (shop == NULL)
    {
      shop = read_shop (self, id);
      g_hash_table_insert (self->shops, g_strdup (id), shop);
    }
  return shop;
}

GPtrArray *
bell_rules_list (BellRules *self,
                 const char *shop)
{
  g_return_val_if_fail (BELL_IS_RULES (self), NULL);
  return get_shop (self, shop)->rules;
}

const char *
bell_rules_get_problem (BellRules *self,
                        const char *shop)
{
  g_return_val_if_fail (BELL_IS_RULES (self), NULL);
  return get_shop (self, shop)->problem;
}

/* Judging */

static const BellRule *
find_match (BellRules *self,
            const char *shop,
            BellFacts *facts)
{
  GPtrArray *rules = bell_rules_list (self, shop);

  for (guint i = 0; i < rules->len; i++)
    if (bell_rule_matches (g_ptr_array_index (rules, i), facts))
      return g_ptr_array_index (rules, i);
  return self->usual[oe_kind_from_string (facts->kind)];
}

BellVerdict *
bell_rules_judge (BellRules *self,
                  const char *shop,
                  OeEvent *event,
                  gint64 received)
{
  g_auto (BellFacts) facts;

  bell_facts_init_event (&facts, event, received);
  return bell_rule_judge (find_match (self, shop, &facts), &facts, NULL);
}

BellVerdict *
bell_rules_judge_entry (BellRules *self,
                        BellEntry *entry)
{
  if (self->judged != entry)
    {
      g_auto (BellFacts) facts;

      forget_verdict (self);
      bell_facts_init_entry (&facts, entry);
      self->verdict = bell_rule_judge (find_match (self, bell_entry_get_shop (entry), &facts), &facts, NULL);
      self->judged = g_object_ref (entry);
    }
  return bell_verdict_ref (self->verdict);
}

gboolean
bell_rules_is_taken_by (BellRules *self,
                        BellEntry *waiting,
                        const char *status)
{
  g_auto (BellFacts) facts;

  bell_facts_init_entry (&facts, waiting);
  return bell_rule_takes (find_match (self, bell_entry_get_shop (waiting), &facts), status);
}

BellVerdict *
bell_rules_preview (const BellRule *rule,
                    BellEntry *entry,
                    gboolean *matches)
{
  g_auto (BellFacts) facts;

  bell_facts_init_entry (&facts, entry);
  *matches = bell_rule_matches (rule, &facts);
  return bell_rule_judge (rule, &facts, NULL);
}

/* Changing */

const char *
bell_rules_get_lock (BellRules *self,
                     const char *shop)
{
  g_return_val_if_fail (BELL_IS_RULES (self), NULL);
  return bell_settings_get_lock (self->settings, shop, "rule-list");
}

static void
save (BellRules *self,
      const char *shop)
{
  ShopRules *rules = get_shop (self, shop);
  g_autofree char *document = bell_rules_to_json (rules->rules, FALSE);

  g_clear_pointer (&rules->problem, g_free);
  forget_verdict (self);
  bell_settings_set_rules (self->settings, shop, document);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, shop);
}

static gboolean
find_id (GPtrArray *rules,
         const char *id,
         guint *position)
{
  for (*position = 0; *position < rules->len; (*position)++)
    if (strcmp (((BellRule *) g_ptr_array_index (rules, *position))->id, id) == 0)
      return TRUE;
  return FALSE;
}

BellRule *
bell_rules_find (BellRules *self,
                 const char *shop,
                 const char *id)
{
  GPtrArray *rules = bell_rules_list (self, shop);
  guint position;

  return find_id (rules, id, &position) ? g_ptr_array_index (rules, position) : NULL;
}

BellRule *
bell_rules_find_for (BellRules *self,
                     const char *shop,
                     BellRuleScope scope,
                     const char *subject)
{
  return find_rule_for (bell_rules_list (self, shop), scope, subject);
}

void
bell_rules_save (BellRules *self,
                 const char *shop,
                 const BellRule *rule)
{
  GPtrArray *rules = bell_rules_list (self, shop);
  guint position;

  g_return_if_fail (bell_rule_validate (rule, NULL));

  if (bell_rules_get_lock (self, shop) != NULL)
    return;
  if (find_id (rules, rule->id, &position))
    {
      BellRule *old = rules->pdata[position];

      rules->pdata[position] = bell_rule_copy (rule);
      bell_rule_free (old);
    }
  else if (rules->len < BELL_MAX_RULES)
    {
      insert_rule (rules, bell_rule_copy (rule));
    }
  save (self, shop);
}

void
bell_rules_insert (BellRules *self,
                   const char *shop,
                   const BellRule *rule,
                   guint position)
{
  GPtrArray *rules = bell_rules_list (self, shop);
  guint old;

  g_return_if_fail (bell_rule_validate (rule, NULL));

  if (find_id (rules, rule->id, &old) || rules->len >= BELL_MAX_RULES)
    return;
  g_ptr_array_insert (rules, (int) MIN (position, rules->len), bell_rule_copy (rule));
  save (self, shop);
}

void
bell_rules_remove (BellRules *self,
                   const char *shop,
                   const char *id)
{
  GPtrArray *rules = bell_rules_list (self, shop);
  guint position;

  if (bell_rules_get_lock (self, shop) != NULL || !find_id (rules, id, &position))
    return;
  g_ptr_array_remove_index (rules, position);
  save (self, shop);
}

void
bell_rules_move (BellRules *self,
                 const char *shop,
                 const char *id,
                 guint position)
{
  GPtrArray *rules = bell_rules_list (self, shop);
  guint old;

  if (bell_rules_get_lock (self, shop) != NULL || !find_id (rules, id, &old) || old == position || position >= rules->len)
    return;
  g_ptr_array_insert (rules, position, g_ptr_array_steal_index (rules, old));
  save (self, shop);
}

static void
take_rules (BellRules *self,
            const char *shop,
            GPtrArray *rules)
{
  ShopRules *old = get_shop (self, shop);

  g_ptr_array_unref (old->rules);
  old->rules = rules;
  save (self, shop);
}

void
bell_rules_reset (BellRules *self,
                  const char *shop)
{
  if (bell_rules_get_lock (self, shop) == NULL)
    take_rules (self, shop, bell_rules_make_defaults ());
}

char *
bell_rules_export (BellRules *self,
                   const char *shop)
{
  return bell_rules_to_json (bell_rules_list (self, shop), TRUE);
}

gboolean
bell_rules_import (BellRules *self,
                   const char *shop,
                   const char *text,
                   gsize length,
                   GError **error)
{
  const char *lock = bell_rules_get_lock (self, shop);
  g_autofree char *why = bell_format_locked (lock);
  GPtrArray *rules;

  if (lock != NULL)
    {
      g_set_error_literal (error, BELL_RULES_ERROR, BELL_RULES_ERROR_LOCKED, why);
      return FALSE;
    }
  rules = bell_rules_from_json (text, length, error);
  if (rules == NULL)
    return FALSE;
  take_rules (self, shop, rules);
  return TRUE;
}

/* GObject */

static void
bell_rules_finalize (GObject *object)
{
  BellRules *self = BELL_RULES (object);

  forget_verdict (self);
  for (guint i = 0; i < OE_N_KINDS; i++)
    bell_rule_free (self->usual[i]);
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
  self->shops = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) shop_rules_free);
  for (int kind = 0; kind < OE_N_KINDS; kind++)
    self->usual[kind] = bell_rule_new (BELL_SCOPE_KIND, oe_kind_to_string ((OeKind) kind));
}

BellRules *
bell_rules_new (BellSettings *settings)
{
  BellRules *self = g_object_new (BELL_TYPE_RULES, NULL);

  self->settings = g_object_ref (settings);
  return self;
}
