/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-condition-row.h"

#include "bell-field-menu.h"
#include "bell-format-rule.h"

struct _BellConditionRow
{
  AdwPreferencesRow parent_instance;

  /* Template */
  GtkEditable *field;
  BellFieldMenu *menu;
  GtkDropDown *operator;
  GtkEditable *value;
  GtkLabel *problem;

  gboolean loading;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellConditionRow, bell_condition_row, ADW_TYPE_PREFERENCES_ROW)

BellCondition *
bell_condition_row_get (BellConditionRow *self)
{
  g_autofree char *field = NULL;
  guint operator;

  g_return_val_if_fail (BELL_IS_CONDITION_ROW (self), NULL);

  field = g_strstrip (g_strdup (gtk_editable_get_text (self->field)));
  operator = MIN (gtk_drop_down_get_selected (self->operator), BELL_N_OPERATORS - 1);
  return bell_condition_new (field, (BellOperator) operator, gtk_editable_get_text (self->value));
}

static void
mark (GtkEditable *entry,
      gboolean wrong)
{
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
}

static void
update (BellConditionRow *self)
{
  g_autoptr (BellCondition) condition = bell_condition_row_get (self);
  const char *field = bell_format_condition_field_problem (condition);
  const char *value = bell_format_condition_value_problem (condition);
  const char *problem = field != NULL ? field : value;

  mark (self->field, field != NULL);
  mark (self->value, value != NULL);
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->value), bell_operator_has_value (condition->operator));
}

static void
on_changed (BellConditionRow *self)
{
  if (self->loading)
    return;
  update (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_chosen (BellConditionRow *self,
           const char *field)
{
  gtk_editable_set_text (self->field, field);
  gtk_widget_grab_focus (GTK_WIDGET (self->value));
}

static void
on_remove (BellConditionRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

static void
bell_condition_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), BELL_TYPE_CONDITION_ROW);
  G_OBJECT_CLASS (bell_condition_row_parent_class)->dispose (object);
}

static void
bell_condition_row_class_init (BellConditionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_condition_row_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REMOVE] = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 0);

  g_type_ensure (BELL_TYPE_FIELD_MENU);
  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-condition-row.ui");
  gtk_widget_class_bind_template_child (widget_class, BellConditionRow, field);
  gtk_widget_class_bind_template_child (widget_class, BellConditionRow, menu);
  gtk_widget_class_bind_template_child (widget_class, BellConditionRow, operator);
  gtk_widget_class_bind_template_child (widget_class, BellConditionRow, value);
  gtk_widget_class_bind_template_child (widget_class, BellConditionRow, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_remove);
}

static void
bell_condition_row_init (BellConditionRow *self)
{
  g_autoptr (GtkStringList) operators = gtk_string_list_new (NULL);

  self->loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int i = 0; i < BELL_N_OPERATORS; i++)
    gtk_string_list_append (operators, bell_format_operator ((BellOperator) i));
  gtk_drop_down_set_model (self->operator, G_LIST_MODEL (operators));
}

GtkWidget *
bell_condition_row_new (const BellCondition *condition,
                        GPtrArray *hints)
{
  BellConditionRow *self = g_object_new (BELL_TYPE_CONDITION_ROW, NULL);

  gtk_editable_set_text (self->field, condition->field);
  gtk_drop_down_set_selected (self->operator, condition->operator);
  gtk_editable_set_text (self->value, condition->value);
  bell_field_menu_set_hints (self->menu, hints);
  self->loading = FALSE;
  update (self);
  return GTK_WIDGET (self);
}
