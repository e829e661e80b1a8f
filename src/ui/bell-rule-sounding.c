/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-rule-sounding.h"

#include "bell-format-alarm.h"
#include "bell-format-rule.h"
#include "bell-format-rules.h"
#include "bell-sounds.h"
#include "bell-wheel.h"

#include <glib/gi18n.h>

struct _BellRuleSounding
{
  AdwBin parent_instance;

  /* Template */
  GtkSwitch *announce;
  AdwComboRow *urgency;
  AdwComboRow *ring;
  AdwComboRow *sound;
  GtkWidget *volume_row;
  GtkRange *volume;
  GtkWidget *repeat_row;
  GtkSpinButton *repeat;
  GtkWidget *escalation;
  GtkSpinButton *delay;
  GtkSwitch *delay_on;
  GtkWidget *louder_row;
  GtkSpinButton *louder;
  GtkSwitch *louder_on;
  GtkWidget *window_row;
  GtkSpinButton *window;
  GtkSwitch *window_on;

  /* Owned */
  BellContext *context;
  GPtrArray *sounds; /* of char *: behind the choices; the last choice asks for a file */
  GtkFileChooserNative *dialog;
  guint chosen; /* before a file was asked for */
  gboolean loading;
};

static void bell_rule_sounding_section_init (BellRuleSectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BellRuleSounding, bell_rule_sounding, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (BELL_TYPE_RULE_SECTION, bell_rule_sounding_section_init))

static void
update (BellRuleSounding *self)
{
  gboolean announces = gtk_switch_get_active (self->announce);
  guint ring = adw_combo_row_get_selected (self->ring);
  gboolean sounds = announces && ring != BELL_RING_SILENT;
  gboolean repeats = announces && ring == BELL_RING_UNTIL_TAKEN;

  gtk_widget_set_visible (GTK_WIDGET (self->urgency), announces);
  gtk_widget_set_visible (GTK_WIDGET (self->ring), announces);
  gtk_widget_set_visible (GTK_WIDGET (self->sound), sounds);
  gtk_widget_set_visible (self->volume_row, sounds);
  gtk_widget_set_visible (self->repeat_row, repeats);
  gtk_widget_set_visible (self->escalation, sounds);
  gtk_widget_set_visible (self->louder_row, repeats);
  gtk_widget_set_visible (self->window_row, announces);
}

static void
on_changed (BellRuleSounding *self)
{
  if (self->loading)
    return;
  update (self);
  bell_rule_section_emit_changed (BELL_RULE_SECTION (self));
}

/* Sounds: ours, the file of this rule, and another file */

static void
fill_sounds (BellRuleSounding *self,
             const char *chosen)
{
  const char *const *ours = bell_sounds_list ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *wanted = g_strdup (chosen); /* may be one of those that go */

  g_ptr_array_set_size (self->sounds, 0);
  for (guint i = 0; ours[i] != NULL; i++)
    g_ptr_array_add (self->sounds, g_strdup (ours[i]));
  if (!bell_sounds_is_ours (wanted))
    g_ptr_array_add (self->sounds, g_strdup (wanted));
  for (guint i = 0; i < self->sounds->len; i++)
    {
      g_autofree char *name = bell_format_sound (g_ptr_array_index (self->sounds, i));

      gtk_string_list_append (names, name);
    }
  /* TRANSLATORS: a choice among sounds: a file of one's own */
  gtk_string_list_append (names, _("A file…"));
  adw_combo_row_set_model (self->sound, G_LIST_MODEL (names));
  for (guint i = 0; i < self->sounds->len; i++)
    if (g_strcmp0 (g_ptr_array_index (self->sounds, i), wanted) == 0)
      self->chosen = i;
  adw_combo_row_set_selected (self->sound, self->chosen);
}

static const char *
get_sound (BellRuleSounding *self)
{
  guint chosen = adw_combo_row_get_selected (self->sound);

  return g_ptr_array_index (self->sounds, chosen < self->sounds->len ? chosen : self->chosen);
}

static void
on_file (GtkNativeDialog *dialog,
         int response,
         BellRuleSounding *self)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  path = file != NULL ? g_file_get_path (file) : NULL;
  g_clear_object (&self->dialog);
  if (path == NULL)
    return;
  self->loading = TRUE;
  fill_sounds (self, path);
  self->loading = FALSE;
  on_changed (self);
}

static void
ask_for_file (BellRuleSounding *self)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  g_clear_object (&self->dialog);
  gtk_file_filter_add_mime_type (filter, "audio/*");
  /* TRANSLATORS: a kind of files */
  gtk_file_filter_set_name (filter, _("Sounds"));
  self->dialog = gtk_file_chooser_native_new (_("Choose a Sound"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                              GTK_FILE_CHOOSER_ACTION_OPEN, _("_Choose"), _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->dialog), TRUE);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->dialog), filter);
  g_signal_connect_object (self->dialog, "response", G_CALLBACK (on_file), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->dialog));
}

static void
on_sound (BellRuleSounding *self)
{
  guint chosen = adw_combo_row_get_selected (self->sound);

  if (self->loading || chosen == GTK_INVALID_LIST_POSITION)
    return;
  if (chosen < self->sounds->len)
    {
      self->chosen = chosen;
      on_changed (self);
      return;
    }
  self->loading = TRUE;
  adw_combo_row_set_selected (self->sound, self->chosen);
  self->loading = FALSE;
  ask_for_file (self);
}

static void
on_test (BellRuleSounding *self)
{
  bell_alarm_play (bell_context_get_alarm (self->context), get_sound (self), gtk_range_get_value (self->volume) / 100);
}

/* BellRuleSection */

static void
load_step (GtkSpinButton *seconds,
           GtkSwitch *on,
           int value,
           int usual)
{
  gtk_switch_set_active (on, value >= 0);
  gtk_spin_button_set_value (seconds, value >= 0 ? value : usual);
}

static int
store_step (GtkSpinButton *seconds,
            GtkSwitch *on)
{
  return gtk_switch_get_active (on) ? gtk_spin_button_get_value_as_int (seconds) : -1;
}

static void
bell_rule_sounding_load (BellRuleSection *section,
                         const BellRule *rule,
                         GPtrArray *hints,
                         BellContext *context)
{
  BellRuleSounding *self = BELL_RULE_SOUNDING (section);

  self->loading = TRUE;
  g_set_object (&self->context, context);
  gtk_switch_set_active (self->announce, rule->announce);
  adw_combo_row_set_selected (self->urgency, rule->urgency);
  adw_combo_row_set_selected (self->ring, rule->ring);
  fill_sounds (self, rule->sound);
  gtk_range_set_value (self->volume, rule->volume * 100);
  gtk_spin_button_set_value (self->repeat, rule->repeat);
  load_step (self->delay, self->delay_on, rule->escalation.sound, 0);
  load_step (self->louder, self->louder_on, rule->escalation.louder, 60);
  load_step (self->window, self->window_on, rule->escalation.window, 120);
  self->loading = FALSE;
  update (self);
}

static void
bell_rule_sounding_store (BellRuleSection *section,
                          BellRule *rule)
{
  BellRuleSounding *self = BELL_RULE_SOUNDING (section);

  rule->announce = gtk_switch_get_active (self->announce);
  rule->urgency = (BellUrgency) MIN (adw_combo_row_get_selected (self->urgency), BELL_URGENCY_CRITICAL);
  rule->ring = (BellRing) MIN (adw_combo_row_get_selected (self->ring), BELL_N_RINGS - 1);
  bell_rule_set_text (&rule->sound, get_sound (self));
  rule->volume = gtk_range_get_value (self->volume) / 100;
  rule->repeat = gtk_spin_button_get_value_as_int (self->repeat);
  rule->escalation.sound = store_step (self->delay, self->delay_on);
  rule->escalation.louder = store_step (self->louder, self->louder_on);
  rule->escalation.window = store_step (self->window, self->window_on);
}

static void
bell_rule_sounding_section_init (BellRuleSectionInterface *iface)
{
  iface->load = bell_rule_sounding_load;
  iface->store = bell_rule_sounding_store;
}

/* GObject */

static void
bell_rule_sounding_dispose (GObject *object)
{
  BellRuleSounding *self = BELL_RULE_SOUNDING (object);

  self->loading = TRUE;
  g_clear_object (&self->dialog);
  g_clear_object (&self->context);
  g_clear_pointer (&self->sounds, g_ptr_array_unref);
  adw_bin_set_child (ADW_BIN (self), NULL); /* else AdwBin unparents what the template has unparented */
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_RULE_SOUNDING);
  G_OBJECT_CLASS (bell_rule_sounding_parent_class)->dispose (object);
}

static void
bell_rule_sounding_class_init (BellRuleSoundingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_rule_sounding_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-rule-sounding.ui");
  gtk_widget_class_bind_template_child (widget_class, BellRuleSounding, announce);
  gtk_widget_class_bind_template_child (widget_class, BellRuleSounding, urgency);
  gtk_widget_class_bind_template_child (widget_class, BellRuleSounding, ring);
  gtk_widget_class_bind_template_child (widget_class, BellRuleSounding, sound);
  gtk_widget_class_bind_template_child (widget_class, BellRuleSounding, volume_row);
  gtk_widget_class_bind_template_child (widget_class, BellRuleSounding, volume);
  gtk_widget_class_bind_template_child (widget_class, BellRuleSounding, repeat_row);
  gtk_widget_class_bind_template_child (widget_class, BellRuleSounding, repeat);
  gtk_widget_class_bind_template_child (widget_class, BellRuleSounding, escalation);
  gtk_widget_class_bind_template_child (widget_class, BellRuleSounding, delay);
  gtk_widget_class_bind_template_child (widget_class, BellRuleSounding, delay_on);
  gtk_widget_class_bind_template_child (widget_class, BellRuleSounding, louder_row);
  gtk_widget_class_bind_template_child (widget_class, BellRuleSounding, louder);
  gtk_widget_class_bind_template_child (widget_class, BellRuleSounding, louder_on);
  gtk_widget_class_bind_template_child (widget_class, BellRuleSounding, window_row);
  gtk_widget_class_bind_template_child (widget_class, BellRuleSounding, window);
  gtk_widget_class_bind_template_child (widget_class, BellRuleSounding, window_on);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_sound);
  gtk_widget_class_bind_template_callback (widget_class, on_test);
}

static void
bell_rule_sounding_init (BellRuleSounding *self)
{
  g_autoptr (GtkStringList) urgencies = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) rings = gtk_string_list_new (NULL);

  self->loading = TRUE;
  self->sounds = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  bell_wheel_change_nothing (GTK_WIDGET (self));
  for (int i = BELL_URGENCY_LOW; i <= BELL_URGENCY_CRITICAL; i++)
    gtk_string_list_append (urgencies, bell_format_urgency ((BellUrgency) i));
  for (int i = 0; i < BELL_N_RINGS; i++)
    gtk_string_list_append (rings, bell_format_ring ((BellRing) i));
  adw_combo_row_set_model (self->urgency, G_LIST_MODEL (urgencies));
  adw_combo_row_set_model (self->ring, G_LIST_MODEL (rings));
}
