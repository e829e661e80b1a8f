/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-welcome-page.h"

#include "bell-fit.h"

struct _BellWelcomePage
{
  AdwBin parent_instance;

  /* Template */
  GtkWidget *sign_in;
};

G_DEFINE_FINAL_TYPE (BellWelcomePage, bell_welcome_page, ADW_TYPE_BIN)

static gboolean
bell_welcome_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (BELL_WELCOME_PAGE (widget)->sign_in);
}

static void
bell_welcome_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), BELL_TYPE_WELCOME_PAGE);
  G_OBJECT_CLASS (bell_welcome_page_parent_class)->dispose (object);
}

static void
bell_welcome_page_class_init (BellWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_welcome_page_dispose;
  widget_class->grab_focus = bell_welcome_page_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BellWelcomePage, sign_in);
}

static void
bell_welcome_page_init (BellWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  bell_fit_buttons (GTK_WIDGET (self));
}
