/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-rule-match.h"

#include "bell-condition-row.h"
#include "bell-format-rules.h"
#include "bell-format.h"

#include <glib/gi18n.h>

/* The choices of "For": all, then the kinds, then one event by its name. */
#define CHOICE_MARKER (OE_N_KINDS + 1)

struct _BellRuleMatch
{
  AdwBin parent_instance;

  /* Template */
  AdwComboRow *subject;
  GtkEditable *marker;
  GtkEditable *name;
  GtkLabel *problem;
  AdwPreferencesGroup *conditions;
  GtkWidget *add;

  /* Owned */
  GPtrArray *hints;
  GPtrArray *rows; /* of conditions, borrowed */
  gboolean loading;
};

static void bell_rule_match_section_init (BellRuleSectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BellRuleMatch, bell_rule_match, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (BELL_TYPE_RULE_SECTION, bell_rule_match_section_init))

static char *
dup_marker (BellRuleMatch *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->marker)));
}

static void
update (BellRuleMatch *self)
{
  gboolean by_marker = adw_combo_row_get_selected (self->subject) == CHOICE_MARKER;
  g_autofree char *marker = dup_marker (self);
  const char *problem = NULL;

  if (by_marker)
    problem = *marker == '\0' ? _("Say which event the rule is for.") : bell_format_marker_problem (marker);
  gtk_widget_set_visible (GTK_WIDGET (self->marker), by_marker);
  bell_rule_section_show_problem (GTK_WIDGET (self->marker), self->problem, problem);
  gtk_widget_set_sensitive (self->add, self->rows->len < BELL_MAX_CONDITIONS);
}

static void
on_changed (BellRuleMatch *self)
{
  if (self->loading)
    return;
  update (self);
  bell_rule_section_emit_changed (BELL_RULE_SECTION (self));
}

/* Conditions */

static void
on_remove (BellRuleMatch *self,
           GtkWidget *row)
{
  adw_preferences_group_remove (self->conditions, row);
  g_ptr_array_remove (self->rows, row);
  on_changed (self);
  gtk_widget_grab_focus (self->add);
}

static GtkWidget *
add_row (BellRuleMatch *self,
         const BellCondition *condition)
{
  GtkWidget *row = bell_condition_row_new (condition, self->hints);

  g_signal_connect_object (row, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (on_remove), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->conditions, row);
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
on_add (BellRuleMatch *self)
{
  g_autoptr (BellCondition) condition = bell_condition_new ("amount", BELL_OPERATOR_GREATER, "");
  GtkWidget *row = add_row (self, condition);

  on_changed (self);
  gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
}

/* BellRuleSection */

static guint
choice_of (const BellRule *rule)
{
  if (rule->scope == BELL_SCOPE_KIND)
    return oe_kind_from_string (rule->subject) + 1;
  return rule->scope == BELL_SCOPE_MARKER ? CHOICE_MARKER : 0;
}

static void
bell_rule_match_load (BellRuleSection *section,
                      const BellRule *rule,
                      GPtrArray *hints,
                      BellContext *context)
{
  BellRuleMatch *self = BELL_RULE_MATCH (section);

  self->loading = TRUE;
  g_clear_pointer (&self->hints, g_ptr_array_unref);
  self->hints = g_ptr_array_ref (hints);
  adw_combo_row_set_selected (self->subject, choice_of (rule));
  gtk_editable_set_text (self->marker, rule->scope == BELL_SCOPE_MARKER ? rule->subject : "");
  gtk_editable_set_text (self->name, rule->name);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->conditions, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < rule->conditions->len; i++)
    add_row (self, g_ptr_array_index (rule->conditions, i));
  self->loading = FALSE;
  update (self);
}

static void
bell_rule_match_store (BellRuleSection *section,
                       BellRule *rule)
{
  BellRuleMatch *self = BELL_RULE_MATCH (section);
  guint choice = adw_combo_row_get_selected (self->subject);
  g_autofree char *marker = dup_marker (self);

  rule->scope = choice == 0 ? BELL_SCOPE_ANY : choice == CHOICE_MARKER ? BELL_SCOPE_MARKER : BELL_SCOPE_KIND;
  if (rule->scope == BELL_SCOPE_KIND)
    bell_rule_set_text (&rule->subject, oe_kind_to_string ((OeKind) (choice - 1)));
  else
    bell_rule_set_text (&rule->subject, rule->scope == BELL_SCOPE_MARKER ? marker : "");
  bell_rule_set_text (&rule->name, gtk_editable_get_text (self->name));
  g_strstrip (rule->name);
  g_ptr_array_set_size (rule->conditions, 0);
  for (guint i = 0; i < self->rows->len; i++)
    g_ptr_array_add (rule->conditions, bell_condition_row_get (g_ptr_array_index (self->rows, i)));
}

static void
bell_rule_match_section_init (BellRuleSectionInterface *iface)
{
  iface->load = bell_rule_match_load;
  iface->store = bell_rule_match_store;
}

/* GObject */

static void
bell_rule_match_dispose (GObject *object)
{
  BellRuleMatch *self = BELL_RULE_MATCH (object);

  self->loading = TRUE;
  g_clear_pointer (&self->hints, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  adw_bin_set_child (ADW_BIN (self), NULL); /* else AdwBin unparents what the template has unparented */
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_RULE_MATCH);
  G_OBJECT_CLASS (bell_rule_match_parent_class)->dispose (object);
}

static void
bell_rule_match_class_init (BellRuleMatchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_rule_match_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-rule-match.ui");
  gtk_widget_class_bind_template_child (widget_class, BellRuleMatch, subject);
  gtk_widget_class_bind_template_child (widget_class, BellRuleMatch, marker);
  gtk_widget_class_bind_template_child (widget_class, BellRuleMatch, name);
  gtk_widget_class_bind_template_child (widget_class, BellRuleMatch, problem);
  gtk_widget_class_bind_template_child (widget_class, BellRuleMatch, conditions);
  gtk_widget_class_bind_template_child (widget_class, BellRuleMatch, add);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
}

static void
bell_rule_match_init (BellRuleMatch *self)
{
  g_autoptr (GtkStringList) subjects = gtk_string_list_new (NULL);

  self->loading = TRUE;
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_string_list_append (subjects, _("All events"));
  for (int i = 0; i < OE_N_KINDS; i++)
    gtk_string_list_append (subjects, bell_format_kind (oe_kind_to_string ((OeKind) i)));
  /* TRANSLATORS: a rule that is for one event, which the shop named */
  gtk_string_list_append (subjects, _("One event, by its name"));
  adw_combo_row_set_model (self->subject, G_LIST_MODEL (subjects));
}
