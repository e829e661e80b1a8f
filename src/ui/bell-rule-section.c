/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-rule-section.h"

G_DEFINE_INTERFACE (BellRuleSection, bell_rule_section, GTK_TYPE_WIDGET)

static guint changed_signal;

static void
bell_rule_section_default_init (BellRuleSectionInterface *iface)
{
  changed_signal = g_signal_new ("changed", BELL_TYPE_RULE_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 0);
}

void
bell_rule_section_load (BellRuleSection *self,
                        const BellRule *rule,
                        GPtrArray *hints,
                        BellContext *context)
{
  BELL_RULE_SECTION_GET_IFACE (self)->load (self, rule, hints, context);
}

void
bell_rule_section_store (BellRuleSection *self,
                         BellRule *rule)
{
  BELL_RULE_SECTION_GET_IFACE (self)->store (self, rule);
}

void
bell_rule_section_emit_changed (BellRuleSection *self)
{
  g_signal_emit (self, changed_signal, 0);
}

void
bell_rule_section_show_problem (GtkWidget *row,
                                GtkLabel *label,
                                const char *problem)
{
  gtk_label_set_label (label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (label), problem != NULL);
  if (problem != NULL)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
}
