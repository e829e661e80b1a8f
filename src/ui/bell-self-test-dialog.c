/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-self-test-dialog.h"

#include "bell-fit.h"
#include "bell-remedy.h"
#include "bell-spoken-name.h"

#include <glib/gi18n.h>

typedef struct
{
  AdwActionRow *row;
  GtkImage *icon;
  GtkLabel *time;
} StageRow;

struct _BellSelfTestDialog
{
  AdwWindow parent_instance;

  /* Template */
  AdwWindowTitle *title;
  GtkLabel *summary;
  GtkListBox *list;
  GtkWidget *again;

  /* Owned */
  BellContext *context;
  BellShop *shop;
  BellSelfTest *test;
  StageRow rows[BELL_SELF_TEST_N_STAGES]; /* borrowed from list */
};

G_DEFINE_FINAL_TYPE (BellSelfTestDialog, bell_self_test_dialog, ADW_TYPE_WINDOW)

static void
update_row (BellSelfTestDialog *self,
            BellSelfTestStage stage)
{
  BellSelfTestOutcome outcome = bell_self_test_get_outcome (self->test, stage);
  gint64 us = bell_self_test_get_time (self->test, stage);
  const char *sentence = bell_self_test_get_sentence (self->test, stage);
  g_autofree char *time = us >= 0 ? bell_format_self_test_time (us) : g_strdup ("");
  g_autofree char *label = g_strdup_printf ("%s: %s. %s", bell_format_self_test_stage (stage),
                                            bell_format_self_test_outcome (outcome), sentence);
  StageRow *row = &self->rows[stage];

  adw_action_row_set_subtitle (row->row, sentence);
  gtk_label_set_label (row->time, time);
  gtk_image_set_from_icon_name (row->icon, bell_format_self_test_icon (outcome));
  bell_remedy_set_style (GTK_WIDGET (row->icon), bell_format_self_test_style (outcome));
  gtk_widget_set_tooltip_text (GTK_WIDGET (row->icon), bell_format_self_test_outcome (outcome));
  bell_spoken_name_set (GTK_WIDGET (row->row), label);
}

static void
update (BellSelfTestDialog *self)
{
  g_autofree char *summary = bell_self_test_dup_summary (self->test);

  gtk_label_set_label (self->summary, summary);
  gtk_widget_set_sensitive (self->again, !bell_self_test_get_running (self->test));
  for (guint i = 0; i < BELL_SELF_TEST_N_STAGES; i++)
    update_row (self, (BellSelfTestStage) i);
}

static void
start (BellSelfTestDialog *self)
{
  if (self->test != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->test, self);
      bell_self_test_stop (self->test);
    }
  g_clear_object (&self->test);
  self->test = bell_self_test_new (self->context, self->shop);
  g_signal_connect_object (self->test, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->test, "notify::running", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  bell_self_test_start (self->test);
  update (self);
}

static void
add_row (BellSelfTestDialog *self,
         BellSelfTestStage stage)
{
  StageRow *row = &self->rows[stage];

  row->row = ADW_ACTION_ROW (adw_action_row_new ());
  row->icon = GTK_IMAGE (gtk_image_new ());
  row->time = GTK_LABEL (gtk_label_new (""));
  /* What is said may be the shop's or the desktop's words. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row->row), bell_format_self_test_stage (stage));
  gtk_widget_add_css_class (GTK_WIDGET (row->time), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (row->time), "dim-label");
  adw_action_row_add_prefix (row->row, GTK_WIDGET (row->icon));
  adw_action_row_add_suffix (row->row, GTK_WIDGET (row->time));
  gtk_list_box_append (self->list, GTK_WIDGET (row->row));
}

/* GObject */

static void
bell_self_test_dialog_dispose (GObject *object)
{
  BellSelfTestDialog *self = BELL_SELF_TEST_DIALOG (object);

  if (self->test != NULL)
    bell_self_test_stop (self->test);
  g_clear_object (&self->test);
  g_clear_object (&self->shop);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_SELF_TEST_DIALOG);
  G_OBJECT_CLASS (bell_self_test_dialog_parent_class)->dispose (object);
}

static void
bell_self_test_dialog_class_init (BellSelfTestDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_self_test_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-self-test-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BellSelfTestDialog, title);
  gtk_widget_class_bind_template_child (widget_class, BellSelfTestDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, BellSelfTestDialog, list);
  gtk_widget_class_bind_template_child (widget_class, BellSelfTestDialog, again);
  gtk_widget_class_bind_template_callback (widget_class, start);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
bell_self_test_dialog_init (BellSelfTestDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < BELL_SELF_TEST_N_STAGES; i++)
    add_row (self, (BellSelfTestStage) i);
}

GtkWindow *
bell_self_test_dialog_new (GtkWindow *parent,
                           BellContext *context,
                           BellShop *shop)
{
  BellSelfTestDialog *self = g_object_new (BELL_TYPE_SELF_TEST_DIALOG, "transient-for", parent, NULL);

  bell_fit_dialog (GTK_WINDOW (self));
  self->context = g_object_ref (context);
  self->shop = g_object_ref (shop);
  adw_window_title_set_subtitle (self->title, bell_shop_get_name (shop));
  start (self);
  return GTK_WINDOW (self);
}
