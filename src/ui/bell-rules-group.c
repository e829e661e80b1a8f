/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-rules-group.h"

#include "bell-format-provision.h"
#include "bell-locked.h"

#include "bell-format-rules.h"
#include "bell-rule-row.h"

#include <glib/gi18n.h>

struct _BellRulesGroup
{
  AdwBin parent_instance;

  /* Template */
  AdwPreferencesGroup *kinds;
  AdwPreferencesGroup *markers;
  GtkEditable *marker;
  GtkLabel *problem;

  /* Owned */
  BellContext *context;
  BellShop *shop;
  GPtrArray *rows; /* of markers */
  char **listed;   /* the names in rows, to leave them alone where nothing changed */
};

G_DEFINE_FINAL_TYPE (BellRulesGroup, bell_rules_group, ADW_TYPE_BIN)

static void
add_marker (BellRulesGroup *self,
            const char *marker)
{
  BellRules *rules = bell_context_get_rules (self->context);
  BellRuleChoice choice = bell_rules_get (rules, bell_shop_get_id (self->shop), TRUE, marker);

  choice.announce = TRUE;
  choice.urgency = MAX (choice.urgency, BELL_URGENCY_NORMAL);
  bell_rules_set (rules, bell_shop_get_id (self->shop), TRUE, marker, choice);
}

/* Events that were seen and have no rule of their own */

static void
on_seen_clicked (GtkWidget *button,
                 BellRulesGroup *self)
{
  g_autofree char *marker = g_strdup (gtk_widget_get_name (button));

  add_marker (self, marker);
}

static GtkWidget *
make_seen_row (BellRulesGroup *self,
               const char *marker)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("list-add-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), marker);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("Seen; goes by the rule of its kind"));
  gtk_widget_set_name (button, marker);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Add a rule"));
  gtk_widget_add_css_class (button, "flat");
  /* The row adds its own title to this name, the marker. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Add a rule"), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_seen_clicked), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  return row;
}

static void
append_row (BellRulesGroup *self,
            GtkWidget *row)
{
  adw_preferences_group_add (self->markers, row);
  g_ptr_array_add (self->rows, row);
}

void
bell_rules_group_refresh (BellRulesGroup *self)
{
  BellRules *rules = bell_context_get_rules (self->context);
  BellInbox *inbox = bell_context_get_inbox (self->context);
  const char *shop = bell_shop_get_id (self->shop);
  g_auto (GStrv) known = bell_rules_list_markers (rules, shop);
  g_auto (GStrv) seen = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) listed = NULL;

  seen = bell_format_seen_markers (bell_inbox_get_waiting (inbox), bell_inbox_get_earlier (inbox), shop,
                                   (const char *const *) known);
  g_strv_builder_addv (builder, (const char **) known);
  g_strv_builder_add (builder, "");
  g_strv_builder_addv (builder, (const char **) seen);
  listed = g_strv_builder_end (builder);
  if (self->listed != NULL && g_strv_equal ((const char *const *) listed, (const char *const *) self->listed))
    return;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->markers, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; known[i] != NULL; i++)
    append_row (self, bell_rule_row_new (rules, shop, TRUE, known[i]));
  for (guint i = 0; seen[i] != NULL; i++)
    append_row (self, make_seen_row (self, seen[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->markers), self->rows->len > 0);
  g_strfreev (self->listed);
  self->listed = g_steal_pointer (&listed);
}

static void
on_rules_changed (BellRulesGroup *self,
                  const char *shop)
{
  if (g_strcmp0 (shop, bell_shop_get_id (self->shop)) == 0)
    bell_rules_group_refresh (self);
}

static void
on_name (BellRulesGroup *self)
{
  g_autofree char *markup = g_markup_escape_text (bell_shop_get_name (self->shop), -1);

  adw_preferences_group_set_title (self->kinds, markup);
}

/* Template callbacks */

static gboolean
show_problem (BellRulesGroup *self,
              const char *problem)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->marker), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->marker), "error");
  return problem != NULL;
}

static void
on_marker_changed (BellRulesGroup *self)
{
  g_autofree char *marker = g_strstrip (g_strdup (gtk_editable_get_text (self->marker)));

  show_problem (self, bell_format_marker_problem (marker));
}

static void
on_apply (BellRulesGroup *self)
{
  g_autofree char *marker = g_strstrip (g_strdup (gtk_editable_get_text (self->marker)));

  if (*marker == '\0' || show_problem (self, bell_format_marker_problem (marker)))
    return;
  add_marker (self, marker);
  gtk_editable_set_text (self->marker, "");
}

/* GObject */

static void
bell_rules_group_dispose (GObject *object)
{
  BellRulesGroup *self = BELL_RULES_GROUP (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->listed, g_strfreev);
  g_clear_object (&self->shop);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_RULES_GROUP);
  G_OBJECT_CLASS (bell_rules_group_parent_class)->dispose (object);
}

static void
bell_rules_group_class_init (BellRulesGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_rules_group_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-rules-group.ui");
  gtk_widget_class_bind_template_child (widget_class, BellRulesGroup, kinds);
  gtk_widget_class_bind_template_child (widget_class, BellRulesGroup, markers);
  gtk_widget_class_bind_template_child (widget_class, BellRulesGroup, marker);
  gtk_widget_class_bind_template_child (widget_class, BellRulesGroup, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_marker_changed);
}

static void
bell_rules_group_init (BellRulesGroup *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_lock (BellRulesGroup *self)
{
  const char *lock = bell_rules_get_lock (bell_context_get_rules (self->context), bell_shop_get_id (self->shop));
  g_autofree char *reason = bell_format_locked (lock);
  g_autofree char *markup = reason != NULL ? g_markup_escape_text (reason, -1) : NULL;

  if (reason == NULL)
    return;
  adw_preferences_group_set_description (self->kinds, markup);
  bell_locked_show (GTK_WIDGET (self->marker), NULL, lock);
}

GtkWidget *
bell_rules_group_new (BellContext *context,
                      BellShop *shop)
{
  BellRulesGroup *self = g_object_new (BELL_TYPE_RULES_GROUP, NULL);
  BellRules *rules = bell_context_get_rules (context);

  self->context = g_object_ref (context);
  self->shop = g_object_ref (shop);
  for (int i = 0; i < OE_N_KINDS; i++)
    adw_preferences_group_add (self->kinds, bell_rule_row_new (rules, bell_shop_get_id (shop), FALSE,
                                                               oe_kind_to_string ((OeKind) i)));
  on_name (self);
  bell_rules_group_refresh (self);
  show_lock (self);
  g_signal_connect_object (shop, "notify::name", G_CALLBACK (on_name), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rules, "changed", G_CALLBACK (on_rules_changed), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
