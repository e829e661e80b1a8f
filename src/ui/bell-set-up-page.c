/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-set-up-page.h"

#include "bell-format-provision.h"

struct _BellSetUpPage
{
  AdwPreferencesPage parent_instance;

  /* Template */
  AdwPreferencesGroup *mistakes;
  AdwPreferencesGroup *files;

  /* Owned */
  BellProvision *provision; /* (nullable) */
  guint n_shown;            /* mistakes that have a row: there are never less */
};

G_DEFINE_FINAL_TYPE (BellSetUpPage, bell_set_up_page, ADW_TYPE_PREFERENCES_PAGE)

static void
add_row (AdwPreferencesGroup *group,
         const char *title,
         const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_title_selectable (ADW_PREFERENCES_ROW (row), TRUE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (group, row);
}

static void
update (BellSetUpPage *self)
{
  GPtrArray *mistakes = bell_provision_get_mistakes (self->provision);

  for (; self->n_shown < mistakes->len; self->n_shown++)
    {
      const BellMistake *mistake = g_ptr_array_index (mistakes, self->n_shown);
      g_autofree char *place = bell_format_mistake_place (mistake);

      add_row (self->mistakes, mistake->text, place);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->mistakes), mistakes->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self), mistakes->len > 0 || bell_provision_get_files (self->provision)->len > 0);
}

static void
bell_set_up_page_dispose (GObject *object)
{
  BellSetUpPage *self = BELL_SET_UP_PAGE (object);

  g_clear_object (&self->provision);
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_SET_UP_PAGE);
  G_OBJECT_CLASS (bell_set_up_page_parent_class)->dispose (object);
}

static void
bell_set_up_page_class_init (BellSetUpPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_set_up_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-set-up-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BellSetUpPage, mistakes);
  gtk_widget_class_bind_template_child (widget_class, BellSetUpPage, files);
}

static void
bell_set_up_page_init (BellSetUpPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
bell_set_up_page_set_provision (BellSetUpPage *self,
                                BellProvision *provision)
{
  GPtrArray *files;

  g_return_if_fail (BELL_IS_SET_UP_PAGE (self));

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (provision == NULL)
    return;
  self->provision = g_object_ref (provision);
  files = bell_provision_get_files (provision);
  for (guint i = 0; i < files->len; i++)
    add_row (self->files, g_ptr_array_index (files, i), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->files), files->len > 0);
  g_signal_connect_object (provision, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
