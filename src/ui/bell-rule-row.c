/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-rule-row.h"

#include "bell-format-rule.h"
#include "bell-spoken-name.h"

#include <glib/gi18n.h>

struct _BellRuleRow
{
  AdwActionRow parent_instance;

  /* Template */
  GtkImage *icon;
  GtkSwitch *enabled;
  GtkMenuButton *menu;

  /* Owned */
  BellRule *rule;
  gboolean loading; /* the switch follows the rule, not the other way round */
};

enum
{
  SIGNAL_OPEN,
  SIGNAL_TOGGLED,
  SIGNAL_MOVED,
  SIGNAL_DUPLICATE,
  SIGNAL_REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellRuleRow, bell_rule_row, ADW_TYPE_ACTION_ROW)

static void
name_widget (gpointer widget,
             const char *format,
             const char *title)
{
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);
  g_autofree char *name = g_strconcat (parts[0], title, parts[1], NULL);

  bell_spoken_name_set (widget, name);
}

void
bell_rule_row_set_rule (BellRuleRow *self,
                        const BellRule *rule,
                        gboolean first,
                        gboolean last)
{
  g_autofree char *title = bell_format_rule_title (rule);
  g_autofree char *details = bell_format_rule_details (rule);
  BellRule *old = self->rule;

  g_return_if_fail (BELL_IS_RULE_ROW (self));

  self->loading = TRUE;
  self->rule = bell_rule_copy (rule);
  g_clear_pointer (&old, bell_rule_free);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), details);
  gtk_image_set_from_icon_name (self->icon, bell_format_rule_icon (rule));
  gtk_switch_set_active (self->enabled, bell_rule_is_on (rule));
  name_widget (self, "%s", title);
  /* TRANSLATORS: read aloud for a switch; %s is a rule: "Orders ring until somebody takes them" */
  name_widget (self->enabled, _("On or off: %s"), title);
  /* TRANSLATORS: read aloud for a button; %s is a rule: "Orders ring until somebody takes them" */
  name_widget (self->menu, _("More for: %s"), title);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rule.up", !first);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rule.down", !last);
  self->loading = FALSE;
}

const BellRule *
bell_rule_row_get_rule (BellRuleRow *self)
{
  g_return_val_if_fail (BELL_IS_RULE_ROW (self), NULL);
  return self->rule;
}

gboolean
bell_rule_row_get_on (BellRuleRow *self)
{
  g_return_val_if_fail (BELL_IS_RULE_ROW (self), FALSE);
  return gtk_switch_get_active (self->enabled);
}

static void
on_active (BellRuleRow *self)
{
  if (!self->loading)
    g_signal_emit (self, signals[SIGNAL_TOGGLED], 0);
}

/* Actions */

static void
on_action (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  if (g_str_equal (name, "rule.open"))
    g_signal_emit (widget, signals[SIGNAL_OPEN], 0);
  else if (g_str_equal (name, "rule.up"))
    g_signal_emit (widget, signals[SIGNAL_MOVED], 0, -1);
  else if (g_str_equal (name, "rule.down"))
    g_signal_emit (widget, signals[SIGNAL_MOVED], 0, 1);
  else if (g_str_equal (name, "rule.duplicate"))
    g_signal_emit (widget, signals[SIGNAL_DUPLICATE], 0);
  else
    g_signal_emit (widget, signals[SIGNAL_REMOVE], 0);
}

static void
bell_rule_row_activate (AdwActionRow *row)
{
  ADW_ACTION_ROW_CLASS (bell_rule_row_parent_class)->activate (row);
  g_signal_emit (row, signals[SIGNAL_OPEN], 0);
}

/* GObject */

static void
bell_rule_row_dispose (GObject *object)
{
  BellRuleRow *self = BELL_RULE_ROW (object);

  self->loading = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_RULE_ROW);
  G_OBJECT_CLASS (bell_rule_row_parent_class)->dispose (object);
}

static void
bell_rule_row_finalize (GObject *object)
{
  g_clear_pointer (&BELL_RULE_ROW (object)->rule, bell_rule_free);
  G_OBJECT_CLASS (bell_rule_row_parent_class)->finalize (object);
}

static guint
add_signal (BellRuleRowClass *klass,
            const char *name)
{
  return g_signal_new (name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bell_rule_row_class_init (BellRuleRowClass *klass)
{
  static const char *const actions[] = { "rule.open", "rule.up", "rule.down", "rule.duplicate", "rule.remove" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_rule_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = bell_rule_row_finalize;
  ADW_ACTION_ROW_CLASS (klass)->activate = bell_rule_row_activate;

  signals[SIGNAL_OPEN] = add_signal (klass, "open");
  signals[SIGNAL_TOGGLED] = add_signal (klass, "toggled");
  signals[SIGNAL_MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_DUPLICATE] = add_signal (klass, "duplicate");
  signals[SIGNAL_REMOVE] = add_signal (klass, "remove");

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-rule-row.ui");
  gtk_widget_class_bind_template_child (widget_class, BellRuleRow, icon);
  gtk_widget_class_bind_template_child (widget_class, BellRuleRow, enabled);
  gtk_widget_class_bind_template_child (widget_class, BellRuleRow, menu);
  gtk_widget_class_bind_template_callback (widget_class, on_active);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], NULL, on_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "rule.up", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "rule.down", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "rule.remove", NULL);
}

static void
bell_rule_row_init (BellRuleRow *self)
{
  self->loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->loading = FALSE;
}

GtkWidget *
bell_rule_row_new (void)
{
  return g_object_new (BELL_TYPE_RULE_ROW, NULL);
}
