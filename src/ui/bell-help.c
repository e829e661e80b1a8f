/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-help.h"

#include "bell-fit.h"

struct _BellHelp
{
  AdwWindow parent_instance;

  /* Template */
  GtkWidget *scroll;
};

G_DEFINE_FINAL_TYPE (BellHelp, bell_help, ADW_TYPE_WINDOW)

static void
bell_help_class_init (BellHelpClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-help.ui");
  gtk_widget_class_bind_template_child (widget_class, BellHelp, scroll);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
bell_help_init (BellHelp *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* There is nothing but text: the keys scroll it. */
  gtk_widget_set_focusable (self->scroll, TRUE);
  gtk_widget_grab_focus (self->scroll);
}

GtkWindow *
bell_help_new (GtkWindow *parent)
{
  GtkWindow *self = g_object_new (BELL_TYPE_HELP, "transient-for", parent, NULL);

  bell_fit_dialog (self);
  return self;
}
