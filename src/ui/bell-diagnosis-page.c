/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-diagnosis-page.h"

#include "bell-diagnosis.h"
#include "bell-fit.h"
#include "bell-remedy.h"
#include "bell-spoken-name.h"
#include "bell-test-words.h"

/* One step in sight. */
typedef struct
{
  AdwActionRow *row;
  GtkImage *icon;
  GtkButton *remedy;
  BellRemedy offered;
} Step;

struct _BellDiagnosisPage
{
  AdwBin parent_instance;

  /* Template */
  GtkLabel *summary;
  AdwPreferencesGroup *steps;
  GtkWidget *again;
  GtkLabel *tested;

  Step shown[BELL_N_CHECKS];

  /* Owned */
  BellContext *context;     /* (nullable) */
  BellPulse *pulse;         /* (nullable) */
  BellShop *shop;           /* (nullable) */
  BellDiagnosis *diagnosis; /* (nullable) */
  BellSelfTest *test;       /* (nullable): the newest test alert */
};

G_DEFINE_FINAL_TYPE (BellDiagnosisPage, bell_diagnosis_page, ADW_TYPE_BIN)

static void
show_step (BellDiagnosisPage *self,
           BellCheck check,
           const BellFinding *finding)
{
  Step *step = &self->shown[check];
  g_autofree char *name = g_strdup_printf ("%s. %s. %s", bell_check_title (check), bell_finding_word (finding->state),
                                           finding->sentence);

  step->offered = finding->remedy;
  if (g_strcmp0 (adw_action_row_get_subtitle (step->row), finding->sentence) != 0)
    adw_action_row_set_subtitle (step->row, finding->sentence);
  gtk_image_set_from_icon_name (step->icon, bell_finding_icon (finding->state));
  gtk_widget_set_tooltip_text (GTK_WIDGET (step->icon), bell_finding_word (finding->state));
  bell_remedy_set_style (GTK_WIDGET (step->icon), bell_finding_style (finding->state));
  bell_remedy_offer (step->remedy, finding->remedy, self->shop);
  bell_spoken_name_set (GTK_WIDGET (step->row), name);
}

static void
update (BellDiagnosisPage *self)
{
  BellFinding findings[BELL_N_CHECKS] = { 0 };
  g_autofree char *summary = NULL;

  if (self->diagnosis == NULL)
    return;
  for (BellCheck check = 0; check < BELL_N_CHECKS; check++)
    {
      bell_diagnosis_judge_step (self->diagnosis, check, &findings[check]);
      show_step (self, check, &findings[check]);
    }
  summary = bell_diagnosis_sum_up (findings);
  if (g_strcmp0 (gtk_label_get_label (self->summary), summary) != 0)
    gtk_label_set_label (self->summary, summary);
  gtk_widget_set_sensitive (self->again, bell_diagnosis_get_done (self->diagnosis));
  for (BellCheck check = 0; check < BELL_N_CHECKS; check++)
    bell_finding_clear (&findings[check]);
}

/* The test alert, which says itself how far it came */

static void
on_test_changed (BellDiagnosisPage *self)
{
  g_autofree char *summary = bell_test_words (self->test);

  gtk_label_set_label (self->tested, summary);
  gtk_widget_set_visible (GTK_WIDGET (self->tested), TRUE);
}

static void
drop_test (BellDiagnosisPage *self)
{
  if (self->test == NULL)
    return;
  g_signal_handlers_disconnect_by_func (self->test, on_test_changed, self);
  bell_self_test_stop (self->test);
  g_clear_object (&self->test);
}

static void
on_test_clicked (BellDiagnosisPage *self)
{
  drop_test (self);
  self->test = bell_self_test_new (self->context, self->shop);
  g_signal_connect_swapped (self->test, "changed", G_CALLBACK (on_test_changed), self);
  bell_self_test_start (self->test);
}

/* Callbacks */

static void
on_remedy_clicked (BellDiagnosisPage *self,
                   GtkButton *button)
{
  for (BellCheck check = 0; check < BELL_N_CHECKS; check++)
    {
      if (self->shown[check].remedy != button)
        continue;
      if (self->shown[check].offered == BELL_REMEDY_TEST)
        on_test_clicked (self);
      else
        bell_remedy_apply (self->shown[check].offered, self->context, self->shop, GTK_WIDGET (self));
      return;
    }
}

static void
on_again_clicked (BellDiagnosisPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->tested), FALSE);
  bell_diagnosis_run (self->diagnosis);
}

/* The shop */

void
bell_diagnosis_page_stop (BellDiagnosisPage *self)
{
  g_return_if_fail (BELL_IS_DIAGNOSIS_PAGE (self));

  drop_test (self);
  if (self->diagnosis != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->pulse, update, self);
      g_signal_handlers_disconnect_by_func (bell_shop_get_session (self->shop), update, self);
      g_signal_handlers_disconnect_by_func (self->diagnosis, update, self);
      bell_diagnosis_stop (self->diagnosis);
    }
  g_clear_object (&self->diagnosis);
  g_clear_object (&self->shop);
  g_clear_object (&self->pulse);
  g_clear_object (&self->context);
}

void
bell_diagnosis_page_set_shop (BellDiagnosisPage *self,
                              BellContext *context,
                              BellPulse *pulse,
                              BellShop *shop)
{
  g_return_if_fail (BELL_IS_DIAGNOSIS_PAGE (self));

  bell_diagnosis_page_stop (self);
  self->context = g_object_ref (context);
  self->pulse = g_object_ref (pulse);
  self->shop = g_object_ref (shop);
  self->diagnosis = bell_diagnosis_new (context, shop);
  gtk_widget_set_visible (GTK_WIDGET (self->tested), FALSE);
  g_signal_connect_swapped (pulse, "tick", G_CALLBACK (update), self);
  g_signal_connect_swapped (bell_shop_get_session (shop), "notify", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->diagnosis, "changed", G_CALLBACK (update), self);
  bell_diagnosis_run (self->diagnosis);
}

/* GObject */

static void
add_step (BellDiagnosisPage *self,
          BellCheck check)
{
  Step *step = &self->shown[check];

  step->row = ADW_ACTION_ROW (adw_action_row_new ());
  step->icon = GTK_IMAGE (g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  step->remedy = GTK_BUTTON (gtk_button_new ());
  gtk_widget_set_visible (GTK_WIDGET (step->remedy), FALSE);
  gtk_widget_set_valign (GTK_WIDGET (step->remedy), GTK_ALIGN_CENTER);
  g_signal_connect_swapped (step->remedy, "clicked", G_CALLBACK (on_remedy_clicked), self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (step->row), bell_check_title (check));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (step->row), FALSE);
  adw_action_row_add_prefix (step->row, GTK_WIDGET (step->icon));
  adw_action_row_add_suffix (step->row, GTK_WIDGET (step->remedy));
  adw_preferences_group_add (self->steps, GTK_WIDGET (step->row));
}

static void
bell_diagnosis_page_dispose (GObject *object)
{
  BellDiagnosisPage *self = BELL_DIAGNOSIS_PAGE (object);

  bell_diagnosis_page_stop (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_DIAGNOSIS_PAGE);
  G_OBJECT_CLASS (bell_diagnosis_page_parent_class)->dispose (object);
}

static void
bell_diagnosis_page_class_init (BellDiagnosisPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_diagnosis_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-diagnosis-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BellDiagnosisPage, summary);
  gtk_widget_class_bind_template_child (widget_class, BellDiagnosisPage, steps);
  gtk_widget_class_bind_template_child (widget_class, BellDiagnosisPage, again);
  gtk_widget_class_bind_template_child (widget_class, BellDiagnosisPage, tested);
  gtk_widget_class_bind_template_callback (widget_class, on_again_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_test_clicked);
}

static void
bell_diagnosis_page_init (BellDiagnosisPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  bell_fit_buttons (GTK_WIDGET (self));
  for (BellCheck check = 0; check < BELL_N_CHECKS; check++)
    add_step (self, check);
}
