/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-rule-row.h"

#include "bell-format-rules.h"
#include "bell-format.h"
#include "bell-locked.h"

#include <glib/gi18n.h>

struct _BellRuleRow
{
  AdwExpanderRow parent_instance;

  /* Template */
  GtkImage *icon;
  GtkSwitch *enabled;
  AdwComboRow *urgency;
  GtkWidget *removal;
  GtkWidget *remove;

  /* Owned */
  BellRules *rules;
  char *shop;
  char *name;
  gboolean is_marker;
  gboolean loading; /* the controls follow the rule, not the other way round */
};

G_DEFINE_FINAL_TYPE (BellRuleRow, bell_rule_row, ADW_TYPE_EXPANDER_ROW)

static void
load (BellRuleRow *self)
{
  BellRuleChoice choice = bell_rules_get (self->rules, self->shop, self->is_marker, self->name);

  self->loading = TRUE;
  gtk_switch_set_active (self->enabled, choice.announce);
  adw_combo_row_set_selected (self->urgency, choice.urgency);
  gtk_widget_set_sensitive (GTK_WIDGET (self->urgency), choice.announce);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), bell_format_choice (&choice));
  self->loading = FALSE;
}

static void
on_changed (BellRuleRow *self)
{
  BellRuleChoice choice = { 0 };

  if (self->rules == NULL || self->loading)
    return;
  choice.announce = gtk_switch_get_active (self->enabled);
  choice.urgency = (BellUrgency) CLAMP ((int) adw_combo_row_get_selected (self->urgency), BELL_URGENCY_LOW,
                                         BELL_URGENCY_CRITICAL);
  bell_rules_set (self->rules, self->shop, self->is_marker, self->name, choice);
  load (self);
}

static void
on_remove_clicked (BellRuleRow *self)
{
  bell_rules_remove_marker (self->rules, self->shop, self->name);
}

static void
bell_rule_row_dispose (GObject *object)
{
  BellRuleRow *self = BELL_RULE_ROW (object);

  g_clear_object (&self->rules);
  g_clear_pointer (&self->shop, g_free);
  g_clear_pointer (&self->name, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_RULE_ROW);
  G_OBJECT_CLASS (bell_rule_row_parent_class)->dispose (object);
}

static void
bell_rule_row_class_init (BellRuleRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_rule_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-rule-row.ui");
  gtk_widget_class_bind_template_child (widget_class, BellRuleRow, icon);
  gtk_widget_class_bind_template_child (widget_class, BellRuleRow, enabled);
  gtk_widget_class_bind_template_child (widget_class, BellRuleRow, urgency);
  gtk_widget_class_bind_template_child (widget_class, BellRuleRow, removal);
  gtk_widget_class_bind_template_child (widget_class, BellRuleRow, remove);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_clicked);
}

static void
bell_rule_row_init (BellRuleRow *self)
{
  g_autoptr (GtkStringList) urgencies = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));

  for (int i = BELL_URGENCY_LOW; i <= BELL_URGENCY_CRITICAL; i++)
    gtk_string_list_append (urgencies, bell_format_urgency ((BellUrgency) i));
  adw_combo_row_set_model (self->urgency, G_LIST_MODEL (urgencies));
}

/* The row still opens, to be looked at. */
static void
show_lock (BellRuleRow *self)
{
  const char *lock = bell_rules_get_lock (self->rules, self->shop);

  if (lock == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->enabled), FALSE);
  bell_locked_show (GTK_WIDGET (self->urgency), NULL, lock);
  bell_locked_show (self->removal, self->remove, lock);
}

GtkWidget *
bell_rule_row_new (BellRules *rules,
                   const char *shop,
                   gboolean is_marker,
                   const char *name)
{
  BellRuleRow *self = g_object_new (BELL_TYPE_RULE_ROW, NULL);
  const char *title = is_marker ? name : bell_format_kind (name);
  /* TRANSLATORS: read aloud for a switch; %s is a kind of event ("Orders") or an event's name */
  g_autofree char *label = g_strdup_printf (_("Announce %s"), title);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  gtk_image_set_from_icon_name (self->icon, is_marker ? "bell-waiting-symbolic" : bell_format_kind_icon (name));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->enabled), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_visible (self->removal, is_marker);
  self->shop = g_strdup (shop);
  self->name = g_strdup (name);
  self->is_marker = is_marker;
  self->rules = g_object_ref (rules);
  load (self);
  show_lock (self);
  return GTK_WIDGET (self);
}
