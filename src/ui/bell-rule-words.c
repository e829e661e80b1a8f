/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-rule-words.h"

#include "bell-field-menu.h"
#include "bell-format-rule.h"
#include "bell-rule-template.h"
#include "bell-spoken-name.h"
#include "bell-wheel.h"

#include <glib/gi18n.h>
#include <stdio.h>

#define N_DAYS 7

struct _BellRuleWords
{
  AdwBin parent_instance;

  /* Template */
  GtkEditable *title;
  BellFieldMenu *title_menu;
  GtkLabel *title_problem;
  GtkEditable *body;
  BellFieldMenu *body_menu;
  GtkLabel *body_problem;
  AdwExpanderRow *quiet;
  GtkSwitch *quiet_on;
  GtkBox *days;
  GtkSpinButton *from;
  GtkSpinButton *to;
  AdwComboRow *way;
  GtkEditable *take;
  GtkLabel *take_problem;
  GtkSwitch *print;
  GtkEditable *printer;

  /* Owned */
  GtkToggleButton *day[N_DAYS]; /* the box's */
  gboolean loading;
};

static void bell_rule_words_section_init (BellRuleSectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BellRuleWords, bell_rule_words, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (BELL_TYPE_RULE_SECTION, bell_rule_words_section_init))

static void
update (BellRuleWords *self)
{
  g_autofree char *title = bell_template_dup_problem (gtk_editable_get_text (self->title));
  g_autofree char *body = bell_template_dup_problem (gtk_editable_get_text (self->body));
  g_auto (GStrv) take = bell_format_split_statuses (gtk_editable_get_text (self->take));
  const char *problem = g_strv_length (take) > BELL_MAX_TAKE ? _("These are too many statuses.") : NULL;

  bell_rule_section_show_problem (GTK_WIDGET (self->title), self->title_problem, title);
  bell_rule_section_show_problem (GTK_WIDGET (self->body), self->body_problem, body);
  bell_rule_section_show_problem (GTK_WIDGET (self->take), self->take_problem, problem);
}

static void
on_changed (BellRuleWords *self)
{
  if (self->loading)
    return;
  update (self);
  bell_rule_section_emit_changed (BELL_RULE_SECTION (self));
}

/* Fields */

static void
insert_field (GtkEditable *entry,
              const char *field)
{
  g_autofree char *text = g_strdup_printf ("{%s}", field);
  int position = gtk_editable_get_position (entry);

  gtk_editable_insert_text (entry, text, -1, &position);
  gtk_widget_grab_focus (GTK_WIDGET (entry));
  gtk_editable_set_position (entry, position);
}

static void
on_title_field (BellRuleWords *self,
                const char *field)
{
  insert_field (self->title, field);
}

static void
on_body_field (BellRuleWords *self,
               const char *field)
{
  insert_field (self->body, field);
}

/* Times of day */

static int
on_time_input (GtkSpinButton *spin,
               double *value)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (spin));
  int hours = 0, minutes = 0;

  if (sscanf (text, "%d:%d", &hours, &minutes) < 1 || hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
    return GTK_INPUT_ERROR;
  *value = hours * 60 + minutes;
  return TRUE;
}

static gboolean
on_time_output (GtkSpinButton *spin)
{
  g_autofree char *text = bell_format_time_of_day (gtk_spin_button_get_value_as_int (spin));

  if (g_strcmp0 (text, gtk_editable_get_text (GTK_EDITABLE (spin))) != 0)
    gtk_editable_set_text (GTK_EDITABLE (spin), text);
  return TRUE;
}

static void
make_days (BellRuleWords *self)
{
  for (int i = 0; i < N_DAYS; i++)
    {
      g_autoptr (GDateTime) day = g_date_time_new_utc (2024, 1, 1 + i, 0, 0, 0); /* a Monday */
      g_autofree char *label = g_date_time_format (day, "%a");
      g_autofree char *name = g_date_time_format (day, "%A");

      self->day[i] = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_label (label));
      bell_spoken_name_set (GTK_WIDGET (self->day[i]), name);
      gtk_widget_add_css_class (GTK_WIDGET (self->day[i]), "bell-weekday");
      g_signal_connect_swapped (self->day[i], "toggled", G_CALLBACK (on_changed), self);
      gtk_box_append (self->days, GTK_WIDGET (self->day[i]));
    }
}

/* BellRuleSection */

static void
load_quiet (BellRuleWords *self,
            const BellQuietHours *quiet)
{
  guint days = quiet->days != 0 ? quiet->days : BELL_ALL_DAYS;

  gtk_switch_set_active (self->quiet_on, quiet->days != 0);
  adw_expander_row_set_expanded (self->quiet, FALSE);
  for (guint i = 0; i < N_DAYS; i++)
    gtk_toggle_button_set_active (self->day[i], (days & (1u << i)) != 0);
  gtk_spin_button_set_value (self->from, quiet->from);
  gtk_spin_button_set_value (self->to, quiet->to);
  on_time_output (self->from);
  on_time_output (self->to);
  adw_combo_row_set_selected (self->way, quiet->way);
}

static void
bell_rule_words_load (BellRuleSection *section,
                      const BellRule *rule,
                      GPtrArray *hints,
                      BellContext *context)
{
  BellRuleWords *self = BELL_RULE_WORDS (section);
  g_autofree char *take = bell_format_statuses (rule->take);

  self->loading = TRUE;
  bell_field_menu_set_hints (self->title_menu, hints);
  bell_field_menu_set_hints (self->body_menu, hints);
  gtk_editable_set_text (self->title, rule->title);
  gtk_editable_set_text (self->body, rule->body);
  load_quiet (self, &rule->quiet);
  gtk_editable_set_text (self->take, take);
  gtk_switch_set_active (self->print, rule->print);
  gtk_editable_set_text (self->printer, rule->printer);
  self->loading = FALSE;
  update (self);
}

static void
bell_rule_words_store (BellRuleSection *section,
                       BellRule *rule)
{
  BellRuleWords *self = BELL_RULE_WORDS (section);

  bell_rule_set_text (&rule->title, gtk_editable_get_text (self->title));
  bell_rule_set_text (&rule->body, gtk_editable_get_text (self->body));
  rule->quiet.days = 0;
  for (guint i = 0; i < N_DAYS && gtk_switch_get_active (self->quiet_on); i++)
    if (gtk_toggle_button_get_active (self->day[i]))
      rule->quiet.days |= 1u << i;
  rule->quiet.from = gtk_spin_button_get_value_as_int (self->from);
  rule->quiet.to = gtk_spin_button_get_value_as_int (self->to);
  rule->quiet.way = (BellQuietWay) MIN (adw_combo_row_get_selected (self->way), BELL_QUIET_NOTHING);
  g_strfreev (rule->take);
  rule->take = bell_format_split_statuses (gtk_editable_get_text (self->take));
  rule->print = gtk_switch_get_active (self->print);
  bell_rule_set_text (&rule->printer, gtk_editable_get_text (self->printer));
  g_strstrip (rule->printer);
}

static void
bell_rule_words_section_init (BellRuleSectionInterface *iface)
{
  iface->load = bell_rule_words_load;
  iface->store = bell_rule_words_store;
}

/* GObject */

static void
bell_rule_words_dispose (GObject *object)
{
  BellRuleWords *self = BELL_RULE_WORDS (object);

  self->loading = TRUE;
  adw_bin_set_child (ADW_BIN (self), NULL); /* else AdwBin unparents what the template has unparented */
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_RULE_WORDS);
  G_OBJECT_CLASS (bell_rule_words_parent_class)->dispose (object);
}

static void
bell_rule_words_class_init (BellRuleWordsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_rule_words_dispose;

  g_type_ensure (BELL_TYPE_FIELD_MENU);
  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-rule-words.ui");
  gtk_widget_class_bind_template_child (widget_class, BellRuleWords, title);
  gtk_widget_class_bind_template_child (widget_class, BellRuleWords, title_menu);
  gtk_widget_class_bind_template_child (widget_class, BellRuleWords, title_problem);
  gtk_widget_class_bind_template_child (widget_class, BellRuleWords, body);
  gtk_widget_class_bind_template_child (widget_class, BellRuleWords, body_menu);
  gtk_widget_class_bind_template_child (widget_class, BellRuleWords, body_problem);
  gtk_widget_class_bind_template_child (widget_class, BellRuleWords, quiet);
  gtk_widget_class_bind_template_child (widget_class, BellRuleWords, quiet_on);
  gtk_widget_class_bind_template_child (widget_class, BellRuleWords, days);
  gtk_widget_class_bind_template_child (widget_class, BellRuleWords, from);
  gtk_widget_class_bind_template_child (widget_class, BellRuleWords, to);
  gtk_widget_class_bind_template_child (widget_class, BellRuleWords, way);
  gtk_widget_class_bind_template_child (widget_class, BellRuleWords, take);
  gtk_widget_class_bind_template_child (widget_class, BellRuleWords, take_problem);
  gtk_widget_class_bind_template_child (widget_class, BellRuleWords, print);
  gtk_widget_class_bind_template_child (widget_class, BellRuleWords, printer);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_title_field);
  gtk_widget_class_bind_template_callback (widget_class, on_body_field);
  gtk_widget_class_bind_template_callback (widget_class, on_time_input);
  gtk_widget_class_bind_template_callback (widget_class, on_time_output);
}

static void
bell_rule_words_init (BellRuleWords *self)
{
  g_autoptr (GtkStringList) ways = gtk_string_list_new (NULL);

  self->loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  bell_wheel_change_nothing (GTK_WIDGET (self));
  make_days (self);
  gtk_string_list_append (ways, _("A bubble without a sound"));
  gtk_string_list_append (ways, _("It only waits in the inbox"));
  adw_combo_row_set_model (self->way, G_LIST_MODEL (ways));
}
